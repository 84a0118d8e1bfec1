import type { Scope } from '../compute/backend';
import type { Explanation, NamedTensor, Scorer } from './recommender';

/** What both forms can do once they are fitted. */
export interface EaseForm {
  scorer(scope: Scope, tile: number): Scorer;
  explain(user: number, item: number): Promise<Explanation>;
  toTensors(): Promise<ReadonlyMap<string, NamedTensor>>;
}
