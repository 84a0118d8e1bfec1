import type { Random } from '../../compute/random';
import type { Candidate } from '../candidate';
import { scaled } from '../rerank/mmr';
import { epsilonGreedy } from './epsilon-greedy';
import { LinUcb } from './lin-ucb';
import { ThompsonSampling } from './thompson';

/** Gives places of a list to items whose worth is not known yet, and learns from what is clicked. */
export interface Explorer {
  /** All candidates in a new order, drawn from `random`. They come best first. */
  order(candidates: readonly Candidate[], random: Random): Candidate[];
  /**
   * The item was shown among these candidates and was clicked or passed over. What is returned takes that back, as if
   * it had not been.
   */
  observe(item: number, clicked: boolean): () => void;
}

export const EXPLORERS = ['epsilon-greedy', 'thompson', 'lin-ucb'] as const;

/** Chance that a place goes to a random candidate. */
const EPSILON = 0.1;

/** Observations that the model's score is worth, as a belief in clicks. */
const BELIEF = 10;

/** Standard deviations above the expectation that LinUCB hopes for. */
const HOPE = 1;

export type ItemFeatures = (item: number) => readonly number[];

/**
 * @param features what LinUCB sees of an item beside its score, each about in [0, 1]
 */
export function makeExplorer(name: (typeof EXPLORERS)[number], features: ItemFeatures): Explorer {
  switch (name) {
    case 'epsilon-greedy':
      return {
        order: (candidates, random) => epsilonGreedy(candidates, EPSILON, candidates.length, random),
        observe: () => () => {},
      };
    case 'thompson':
      return thompson();
    case 'lin-ucb':
      return linUcb(features);
  }
}

/** Every item's click rate has a Beta belief; before any click it stands where the model's score is. */
function thompson(): Explorer {
  let prior = new Map<number, number>();
  const sampling = new ThompsonSampling((item) => {
    const score = prior.get(item) ?? 0.5;
    return [BELIEF * score + 1e-3, BELIEF * (1 - score) + 1e-3];
  });
  return {
    order(candidates, random) {
      const scores = scaled(candidates.map(({ score }) => score));
      // By this list's scores alone: what lists before it said must not outlive an event that is taken back.
      prior = new Map(candidates.map(({ item }, i) => [item, scores[i]!]));
      return ordered(
        candidates,
        candidates.map(({ item }) => sampling.draw(item, random)),
      );
    },
    observe(item, clicked) {
      sampling.observe(item, clicked);
      return () => sampling.forget(item, clicked);
    },
  };
}

/** One linear model of clicks for all items, over the scaled score and what the items are. */
function linUcb(features: ItemFeatures): Explorer {
  let model: LinUcb | null = null;
  const seen = new Map<number, readonly number[]>();
  return {
    order(candidates) {
      const scores = scaled(candidates.map(({ score }) => score));
      const bounds = candidates.map(({ item }, i) => {
        const x = [1, scores[i]!, ...features(item)];
        if (!model) {
          model = new LinUcb(x.length, HOPE);
          // The model’s score is believed in before the first click.
          model.observe([0, 1, ...x.slice(2).fill(0)], 1);
        }
        seen.set(item, x);
        return model.bound(x);
      });
      return ordered(candidates, bounds);
    },
    observe(item, clicked) {
      const x = seen.get(item);
      if (!x || !model) return () => {};
      const linear = model;
      const made = linear.observe(x, clicked ? 1 : 0);
      return () => linear.forget(made);
    },
  };
}

/** By value, the greatest first; equal values keep their order. */
function ordered(candidates: readonly Candidate[], values: readonly number[]): Candidate[] {
  return [...candidates.keys()].sort((a, b) => values[b]! - values[a]! || a - b).map((i) => candidates[i]!);
}
