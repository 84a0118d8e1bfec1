import type { LocalizedText } from '../../language';
import type { Candidate } from '../candidate';

/** Puts the candidates of a list in order by more than what their sources say. */
export interface Ranker {
  /** Why a candidate stands elsewhere than by the weighted sum. */
  readonly reason: LocalizedText;
  /** A score a candidate; higher is better. Only differences within the list mean anything. */
  scores(candidates: readonly Candidate[]): ArrayLike<number>;
}
