import { describe, expect, test } from 'vitest';
import { ResearcherError } from '../../src/errors';
import type { ExperimentInput } from '../../src/lab/experiment';
import { parseExperiment } from '../../src/lab/parse';
import { decodeExperiment, encodeExperiment, withoutDefaults } from '../../src/lab/url';

const minimal: ExperimentInput = { version: 1, model: { name: 'item-knn' } };

function errorOf(input: unknown): ResearcherError {
  try {
    parseExperiment(input);
  } catch (error) {
    if (error instanceof ResearcherError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The experiment with one field set, by path. */
function having(path: string, value: unknown): unknown {
  const experiment = structuredClone(minimal) as Record<string, unknown>;
  const keys = path.split('.');
  let at = experiment;
  for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
  at[keys.at(-1)!] = value;
  return experiment;
}

describe('parseExperiment', () => {
  test('fills in every default', () => {
    const experiment = parseExperiment(minimal);
    expect(experiment.seed).toBe(42);
    expect(experiment.split).toEqual({ protocol: 'random', testRatio: 0.2, validationRatio: 0 });
    expect(experiment.evaluation.metrics).toEqual(['precision', 'recall', 'ndcg']);
  });

  test('a rating task measures rating metrics unless told otherwise', () => {
    const experiment = parseExperiment(having('evaluation.task', 'rating'));
    expect(experiment.evaluation.metrics).toEqual(['rmse', 'mae']);
  });

  test.each([
    ['training.batchSize', 0, 'training.batchSize', 'is 0, but must be at least 1 and at most 65536.'],
    ['training.epochs', 1.5, 'training.epochs', 'is 1.5, but a whole number is expected.'],
    ['training.optimizer.learningRate', 0, 'training.optimizer.learningRate', 'is 0, but must be above 0.'],
    ['training.optimizer.name', 'adma', 'training.optimizer.name', 'Did you mean “adam”?'],
    ['training.batchsize', 64, 'training.batchsize', 'Did you mean “batchSize”?'],
    [
      'evaluation.cutoffs',
      [10, 0],
      'evaluation.cutoffs[1]',
      'is 0, but must be at least 1 and at most 1000.',
    ],
    ['evaluation.cutoffs', [], 'evaluation.cutoffs', 'needs at least 1 entry.'],
    [
      'evaluation.candidates',
      { sampled: 0 },
      'evaluation.candidates.sampled',
      'is 0, but must be at least 1.',
    ],
    ['evaluation.candidates', { sample: 9 }, 'evaluation.candidates.sample', 'Did you mean “sampled”?'],
    ['evaluation.candidates', 'al', 'evaluation.candidates', 'must be one of all'],
    ['split.protocol', 'kfold', 'split.protocol', 'Did you mean “k-fold”?'],
    ['split', { protocol: 'random', testRatio: 1 }, 'split.testRatio', 'must be above 0 and below 1.'],
    ['split', { protocol: 'predefined' }, 'split.testPath', 'is missing; text is expected.'],
    ['seed', '42', 'seed', 'is “42”, but a number is expected.'],
    ['sed', 42, 'sed', 'Did you mean “seed”?'],
    ['version', 2, 'version', 'must be one of 1'],
    ['data', { source: 'file' }, 'data.path', 'needs the path of the file'],
    ['data', { source: 'text' }, 'data.text', 'needs the text itself'],
    ['model', undefined, 'model', 'is missing; an object is expected.'],
  ])('%s = %j', (path, value, place, sentence) => {
    const error = errorOf(having(path, value));
    expect(error.code).toBe('experiment.invalid');
    expect(error.where.path).toBe(place);
    expect(error.text.en).toContain(sentence);
    expect(error.text.zh).toMatch(/[一-鿿].*[。？]$/);
  });

  test('not an object at all', () => {
    expect(errorOf('u1 item-knn').text.en).toBe('is “u1 item-knn”, but an object is expected.');
  });

  test('predefined needs files, ratings need explicit feedback, a cutoff counts once', () => {
    const predefined = having('split', { protocol: 'predefined', testPath: 'u1.test' });
    expect(errorOf(predefined).where.path).toBe('split.protocol');
    const implicit = { ...minimal, data: { feedback: 'implicit' }, evaluation: { task: 'rating' } };
    expect(errorOf(implicit).where.path).toBe('evaluation.task');
    expect(errorOf(having('evaluation.cutoffs', [5, 5])).where.path).toBe('evaluation.cutoffs');
  });
});

describe('experiments in URLs', () => {
  const full: ExperimentInput = {
    version: 1,
    name: '中文名 & more',
    seed: 7,
    data: { source: 'file', path: 'u1.base', filters: { minUserInteractions: 5 } },
    split: { protocol: 'predefined', testPath: 'u1.test' },
    model: { name: 'mlp', params: { hidden: [512, 64], dropout: 0.1 } },
    training: { epochs: 30, optimizer: { learningRate: 0.01 } },
    evaluation: { task: 'rating', metrics: ['rmse'] },
  };

  test('come back as they were', () => {
    for (const experiment of [minimal, full]) {
      const fragment = encodeExperiment(experiment);
      expect(fragment).toMatch(/^[\w-]+$/);
      expect(decodeExperiment(fragment)).toEqual(parseExperiment(experiment));
    }
  });

  test('hold no defaults', () => {
    expect(withoutDefaults(parseExperiment(minimal))).toEqual(minimal);
    expect(withoutDefaults(parseExperiment(full))).toEqual({
      ...full,
      training: { optimizer: { learningRate: 0.01 } },
    });
  });

  test('a cut link is told', () => {
    const fragment = encodeExperiment(full);
    expect(() => decodeExperiment(fragment.slice(0, 40))).toThrow('does not hold a whole experiment');
  });
});
