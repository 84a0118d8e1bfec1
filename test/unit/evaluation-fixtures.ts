import type { Backend } from '../../src/compute/backend';
import type { Dataset, Split } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import type { EvaluationOptions } from '../../src/evaluation/options';
import type { Recommender } from '../../src/models/recommender';
import { tableOf, variety, type Row } from './data-fixtures';

export const silent = { checkpoint: async () => 'go', report: () => undefined };

export const options: EvaluationOptions = {
  task: 'ranking',
  metrics: ['precision', 'recall', 'ndcg', 'auc', 'mrr-full'],
  cutoffs: [3, 10],
  candidates: 'all',
  relevance: null,
  excludeSeen: true,
  seed: 1,
  bootstrap: 0,
  lists: true,
};

/** Random ratings 1–5; some users only in test (cold), some only in train. */
export function randomSplit(users: number, items: number): Split {
  const next = variety(users * 1000 + items);
  const [train, validation, test]: [Row[], Row[], Row[]] = [[], [], []];
  // Every item appears in train, so that codes follow names.
  for (let item = 0; item < items; item++) train.push(['u0', `i${item}`, 1 + (item % 5)]);
  for (let user = 1; user < users; user++) {
    for (let item = 0; item < items; item++) {
      const draw = next() % 10;
      const row: Row = [`u${user}`, `i${item}`, 1 + (next() % 5)];
      if (user % 9 === 8 ? draw === 0 : draw < 3) (user % 9 === 8 ? test : train).push(row);
      else if (draw === 3) validation.push(row);
      else if (draw < 6 && user % 7 !== 6) test.push(row);
    }
  }
  const [a, b, c] = encode([tableOf(train), tableOf(validation), tableOf(test)], {
    feedback: 'explicit',
  }).datasets;
  return { name: 'random', train: a!, validation: b!, test: c!, candidates: null, warnings: [] };
}

/** A model whose scores are given. */
export function scoring(
  backend: Backend,
  items: number,
  scoreOf: (user: number, item: number) => number,
): Recommender {
  return {
    fit: async () => undefined,
    async scorer(scope, tile) {
      const out = scope.tensor('f32', tile * items, 'scores');
      return {
        out,
        tile,
        score(users) {
          const rows = Float32Array.from({ length: users.length * items }, (_, at) =>
            scoreOf(users[Math.floor(at / items)]!, at % items),
          );
          backend.write(out, rows);
        },
      };
    },
    predict: async (users, items) => Float32Array.from(users, (user, i) => scoreOf(user, items[i]!)),
    dispose: () => undefined,
  };
}

/** Items of a user. */
export function itemsOf(dataset: Dataset | null, user: number): number[] {
  if (!dataset) return [];
  const { offsets, indices } = dataset.byUser;
  return [...indices.subarray(offsets[user], offsets[user + 1])];
}
