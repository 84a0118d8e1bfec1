import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Split } from '../../src/data/dataset';
import { subset } from '../../src/data/subset';
import { evaluate } from '../../src/evaluation/evaluate';
import type { EvaluationOptions } from '../../src/evaluation/options';
import type { Recommender } from '../../src/models/recommender';
import { options, randomSplit, scoring, silent } from './evaluation-fixtures';

const backend = new CpuBackend();
const whole = randomSplit(80, 40);
/** Two items lose their training interactions; few users have them in the test part. */
const isCold = (item: number) => item === 3 || item === 17;
const split: Split = {
  ...whole,
  train: subset(
    whole.train,
    Uint8Array.from(whole.train.byUser.indices, (item) => Number(!isCold(item))),
  ),
  test: subset(
    whole.test,
    Uint8Array.from(whole.test.byUser.indices, (item, at) => Number(!isCold(item) || at % 3 === 0)),
  ),
};
const scoreOf = (user: number, item: number) => 3 + 2 * Math.sin(user * 100 + item);

/** The split with the warm, or the cold, held-out interactions alone. */
function only(cold: boolean): Split {
  const { test } = split;
  const flags = Uint8Array.from(test.byUser.indices, (item) => Number(isCold(item) === cold));
  return { ...split, test: subset(test, flags) };
}

describe('warm and cold items', () => {
  it.each([
    ['ranking', { metrics: ['precision', 'recall', 'ndcg', 'auc', 'mrr-full'], relevance: 3 }],
    ['rating', { metrics: ['rmse', 'mae', 'accuracy'], relevance: null }],
  ] as const)('have the figures of an evaluation of these interactions alone (%s)', async (task, changed) => {
    const wanted: EvaluationOptions = { ...options, ...changed, task, bootstrap: 10 };
    const model = scoring(backend, split.train.items, scoreOf);
    const { groups } = await evaluate(backend, model, split, 'test', wanted, silent);
    for (const [name, cold] of [
      ['warm-items', false],
      ['cold-items', true],
    ] as const) {
      const alone = await evaluate(backend, model, only(cold), 'test', { ...wanted, bootstrap: 0 }, silent);
      const { coverage: _coverage, gini: _gini, ...figures } = alone.metrics;
      expect(groups[name]).toEqual(figures);
    }
  });

  it('cost the scores of the users with cold items, not those of all', async () => {
    let scored = 0;
    const plain = scoring(backend, split.train.items, scoreOf);
    const counting: Recommender = {
      ...plain,
      async scorer(scope, tile) {
        const scorer = await plain.scorer(scope, tile);
        const score = (users: Uint32Array) => {
          scored += users.length;
          scorer.score(users);
        };
        return { ...scorer, score };
      },
    };
    const result = await evaluate(backend, counting, split, 'test', { ...options, bootstrap: 10 }, silent);
    const withCold = new Set(
      Array.from(result.users).filter((user) => {
        const { offsets, indices } = split.test.byUser;
        return indices.subarray(offsets[user], offsets[user + 1]).some(isCold);
      }),
    ).size;
    expect(withCold).toBeGreaterThan(0);
    expect(scored).toBeLessThanOrEqual(result.users.length + 2 * withCold);
  });
});
