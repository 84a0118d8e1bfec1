import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { entriesOf } from '../../src/data/features/feature-table';
import { itemFeatures, knownRows } from '../../src/data/features/item-features';
import { tfIdf } from '../../src/data/features/tf-idf';
import { modelEntry } from '../../src/models/registry';
import { isCold, meanAuc, smallStore } from './cold-items';
import { allScores, binaryDataset, fitContext, fitted } from './model-fixtures';

const backend = new CpuBackend();
const store = smallStore((_, item) => isCold(item));
const { train } = store;

/** Cosines of TF-IDF rows, written out. */
function cosines(): number[][] {
  const known = knownRows(train.byItem);
  const { matrix } = tfIdf(itemFeatures(train, { words: 'each', priceBuckets: 10 }), known);
  const rows = Array.from({ length: train.items }, (_, item) => new Map(entriesOf(matrix, item)));
  const norms = rows.map((row) => Math.hypot(...row.values()));
  return rows.map((a, i) =>
    rows.map((b, j) => {
      let dot = 0;
      for (const [column, value] of a) dot += value * (b.get(column) ?? 0);
      return i === j ? 0 : dot / (norms[i]! * norms[j]!);
    }),
  );
}

test('scores are sums of cosines over the k items most like each', async () => {
  const model = await fitted('content-knn', { neighbours: 15 }, train, backend);
  const kept = cosines().map((row) => {
    const limit = [...row].sort((a, b) => b - a)[14]!;
    return row.map((value) => (value >= limit ? value : 0));
  });
  const scores = await allScores(model, backend, train);
  for (const user of [0, 3, 77])
    for (let item = 0; item < train.items; item += 3) {
      const history = train.byUser.indices.subarray(
        train.byUser.offsets[user],
        train.byUser.offsets[user + 1],
      );
      const expected = history.reduce((sum, other) => sum + kept[item]![other]!, 0);
      expect(scores[user]![item]).toBeCloseTo(expected, 4);
    }
});

test('ranks items that nobody has bought far better than chance, where item k-NN cannot', async () => {
  const content = await allScores(await fitted('content-knn', {}, train, backend), backend, train, 50);
  expect(meanAuc(content, store, isCold)).toBeGreaterThan(0.6);
  const items = await allScores(await fitted('item-knn', {}, train, backend), backend, train, 50);
  expect(meanAuc(items, store, isCold)).toBe(0.5);
});

test('explains a score by items and the features in common', async () => {
  const model = await fitted('content-knn', {}, train, backend);
  const scores = await allScores(model, backend, train);
  const cold = Array.from({ length: train.items }, (_, i) => i).filter(isCold);
  const item = cold.sort((a, b) => scores[5]![b]! - scores[5]![a]!)[0]!;
  const explanation = await model.explain!(5, item);
  expect(explanation.score).toBeCloseTo(scores[5]![item]!, 4);
  expect(explanation.parts.length).toBeGreaterThan(0);
  const category = train.itemMetadata!.categories![item]!.map(({ en }) => en);
  const [first] = explanation.parts;
  expect(first!.common!.length).toBeGreaterThan(0);
  const named = new Set(explanation.parts.flatMap(({ common }) => common!.map(({ en }) => en)));
  expect(category.some((name) => named.has(name))).toBe(true);
  const [nearest] = await model.neighbours!('item', item, 1);
  expect(nearest!.support).toBeGreaterThan(0);
});

test('a saved model restores to the same scores', async () => {
  const model = await fitted('content-knn', { neighbours: 9 }, train, backend);
  const entry = modelEntry('content-knn')!;
  const copy = entry.create(entry.params.parse({ neighbours: 9 }), 'ranking');
  await copy.fromTensors!(await model.toTensors!(), train, fitContext(backend));
  expect(await allScores(copy, backend, train, 64)).toEqual(await allScores(model, backend, train, 64));
});

test('says what is missing where nothing is known of the items', async () => {
  await expect(fitted('content-knn', {}, binaryDataset(5, 6), backend)).rejects.toThrow('data.itemsPath');
});
