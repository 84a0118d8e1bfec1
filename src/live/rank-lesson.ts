import type { RankNetwork } from '../ranking/rank/network';
import { parametersOf } from '../ranking/rank/parameters';

/** What was chosen of a list that somebody was shown. */
export interface RankLesson {
  /** f32[candidates × features], raw, those of the chosen one first; at least two candidates. */
  readonly features: Float32Array;
  /** What it counts beside a list of the history. */
  readonly weight: number;
}

/** A list as the network sees it: f32[candidates × features] standardised, the chosen one first. */
export interface ReplayList {
  readonly inputs: Float32Array;
  readonly weight: number;
  /** Whether a click taught it; else it is one of the history's that the network was trained on. */
  readonly isClicked: boolean;
}

/** A sample of the lists that were learned, and of how many it is one. */
export interface Replay {
  readonly held: readonly ReplayList[];
  readonly seen: number;
}

/** What is left of it without the lists of clicks, of which there were so many. */
export function withoutClicks({ held, seen }: Replay, lessons: number): Replay {
  return { held: held.filter(({ isClicked }) => !isClicked), seen: seen - lessons };
}

/** A network between two lessons. */
export interface LearnerState {
  /** f32[3 × parameters]: the parameters, then Adam's means of gradients and of their squares. */
  readonly values: Float32Array;
  /** Lessons that it has learned. */
  readonly lessons: number;
  readonly replay: Replay;
}

/** Loss of a list before it was learned: of the network as it stood then, and of the one that never learned from clicks. */
export interface LessonLoss {
  readonly now: number;
  readonly trained: number;
}

/** Lists that the reservoir holds: with 24 candidates of 31 features each, 1.5 MB. */
export const REPLAY_LISTS = 512;
export const REPLAY_NAME = 'ranking replay buffer';

/** Whether two lessons teach the same. */
export function isSame(first: RankLesson | null, second: RankLesson | null): boolean {
  if (!first || !second) return first === second;
  const { features, weight } = first;
  return (
    weight === second.weight &&
    features.length === second.features.length &&
    features.every((value, i) => value === second.features[i])
  );
}

/** A network that has learned from no click. */
export function untaught(network: RankNetwork, replay: Replay): LearnerState {
  const parameters = parametersOf(network);
  const values = new Float32Array(3 * parameters.length);
  values.set(parameters);
  return { values, lessons: 0, replay };
}
