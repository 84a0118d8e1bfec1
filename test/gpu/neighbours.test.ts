import { describe, expect, test } from 'vitest';
import { MEASURES } from '../../src/compute/contracts/similarity';
import { nearestNeighbours } from '../../src/similarity/device-neighbours';
import { featureMatrix } from '../../src/similarity/features';
import { NO_NEIGHBOUR } from '../../src/similarity/neighbour-lists';
import { RatingPrediction } from '../../src/similarity/rating-prediction';
import { CENTRINGS } from '../../src/similarity/centring';
import {
  baselineTable,
  datasetOfTable,
  PLAIN,
  table,
  textbookLists,
  VARIANTS,
} from '../unit/similarity-oracle';
import { bothBackends } from './backends';

const backends = bothBackends();
const silent = { report: () => undefined, checkpoint: async () => 'go' as const };
const ratings = table(120, 40, 0.25, 11);
const K = 9;

describe.each(MEASURES)('%s', (measure) => {
  test.each(VARIANTS)(
    '%s: both GPU variants, CPU and the definitions give the same lists, ties included',
    async (_name, options) => {
      const spec = { ...PLAIN, measure, ...options };
      const matrix = featureMatrix(datasetOfTable(ratings, 'item'), 'item', spec);
      const gpu = await nearestNeighbours(backends.gpu, matrix, spec, K, silent, 'device');
      expect(await nearestNeighbours(backends.gpu, matrix, spec, K, silent, 'host')).toEqual(gpu);
      const cpu = await nearestNeighbours(backends.cpu, matrix, spec, K, silent);
      expect(gpu).toEqual(cpu);
      const baselines = measure === 'pearson-baseline' ? baselineTable(ratings, 'item') : undefined;
      const expected = textbookLists(ratings, K, spec, baselines).flatMap((list) =>
        Array.from({ length: K }, (_, rank) => list[rank]?.index ?? NO_NEIGHBOUR),
      );
      expect([...gpu.indices]).toEqual(expected);
    },
  );
});

describe.each(CENTRINGS)('predictions, centring %s', (centring) => {
  test.each(['cosine-common', 'pearson', 'msd', 'pearson-baseline'] as const)(
    '%s: GPU and CPU agree to 1e-5 of a rating',
    async (measure) => {
      const spec = { ...PLAIN, measure, shrinkage: 2 };
      const train = datasetOfTable(ratings, 'user');
      const pairs = Array.from({ length: 500 }, (_, p) => [(p * 7) % 120, (p * 3) % 40] as const);
      const [users, items] = [0, 1].map((side) => Uint32Array.from(pairs, (pair) => pair[side as 0 | 1]));
      const predictions = await Promise.all(
        [backends.gpu, backends.cpu].map(async (backend) => {
          const options = { axis: 'user', centring, neighbours: 6, minNeighbours: 1 } as const;
          const model = new RatingPrediction(
            backend,
            train,
            featureMatrix(train, 'user', spec),
            spec,
            options,
          );
          const predicted = await model.predict(users!, items!);
          model.dispose();
          return predicted;
        }),
      );
      const [gpu, cpu] = predictions as [Float32Array, Float32Array];
      expect([...gpu].map(Number.isNaN)).toEqual([...cpu].map(Number.isNaN));
      gpu.forEach((value, p) => {
        if (!Number.isNaN(value)) expect(Math.abs(value - cpu[p]!)).toBeLessThan(1e-5);
      });
    },
  );
});
