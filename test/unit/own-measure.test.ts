import { expect, test } from 'vitest';
import { measureAmong, settingsOf } from '../../src/app/run/own-measure';
import { itemKnnSchema, measureSchema } from '../../src/models/knn-parameters';

const chosen = {
  similarity: 'tversky',
  shrinkage: 12,
  minSupport: 3,
  significance: 25,
  amplification: 2.5,
  alpha: 0.2,
  beta: 0.9,
  featureWeighting: 'bm25',
} as const;

test('the measure of a model is all that shapes it, and nothing of what is done with it', () => {
  const params = itemKnnSchema.parse({ ...chosen, neighbours: 7, centring: 'mean', recency: 0.5 });
  expect(measureAmong(params)).toEqual(chosen);
  expect(Object.keys(measureAmong(params)!).sort()).toEqual(Object.keys(measureSchema.shape).sort());
  expect(measureSchema.parse(measureAmong(params))).toEqual(chosen);
});

test('what a researcher left out stays out, and a model without a similarity has no measure', () => {
  expect(measureAmong({ similarity: 'cosine', neighbours: 3 })).toEqual({ similarity: 'cosine' });
  expect(measureAmong({ factors: 8 })).toBeNull();
  expect(measureAmong(undefined)).toBeNull();
});

test('settings are named by the letters of the formulas, those without effect not at all', () => {
  expect(settingsOf(chosen)).toEqual(['λ 12', 'γ 25', 'ρ 2.5', 'α 0.2', 'β 0.9', 'BM25']);
  expect(settingsOf({ ...chosen, similarity: 'cosine', featureWeighting: 'none' })).toEqual([
    'λ 12',
    'γ 25',
    'ρ 2.5',
  ]);
  expect(settingsOf({})).toEqual([]);
});
