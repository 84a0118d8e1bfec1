import { z } from 'zod';
import { RATE_SCHEDULES } from '../nn/learning-rate';
import { OPTIMIZERS } from '../nn/optimizers';

/** The experiment, version 1: the same JSON in the page's URL, a saved file, a notebook and the command line. */
const columnReference = z.union([z.string(), z.number().int().min(0)]);

export const dataSchema = z.strictObject({
  source: z.enum(['simulated', 'file', 'text']).default('simulated'),
  path: z.string().optional(),
  /** Titles, categories, brands and prices of the items, in a file of their own. */
  itemsPath: z.string().optional(),
  /** Whom users trust: a user, whom, and how far (1 where the file does not say). */
  trustPath: z.string().optional(),
  text: z.string().optional(),
  format: z
    .enum([
      'auto',
      'movielens-tab',
      'movielens-dat',
      'csv',
      'tsv',
      'jsonl',
      'recbole-inter',
      'parquet',
      'online-retail',
      'user-sequences',
      'user-item-lists',
    ])
    .default('auto'),
  feedback: z.enum(['explicit', 'implicit']).default('explicit'),
  columns: z
    .strictObject({
      user: columnReference.optional(),
      item: columnReference.optional(),
      rating: columnReference.nullable().optional(),
      timestamp: columnReference.nullable().optional(),
    })
    .optional(),
  delimiter: z.string().min(1).optional(),
  header: z.boolean().optional(),
  encoding: z.enum(['utf-8', 'gb18030', 'latin1']).optional(),
  duplicates: z.enum(['last', 'first', 'mean', 'sum']).default('last'),
  store: z.record(z.string(), z.number()).optional(),
  filters: z
    .strictObject({
      minUserInteractions: z.number().int().min(0).default(0),
      minItemInteractions: z.number().int().min(0).default(0),
      minRating: z.number().nullable().default(null),
    })
    .prefault({}),
});

const ratio = z.number().gt(0).lt(1);
const validationRatio = z.number().min(0).lt(1).default(0);

export const splitSchema = z.discriminatedUnion('protocol', [
  z.strictObject({ protocol: z.literal('random'), testRatio: ratio.default(0.2), validationRatio }),
  z.strictObject({
    protocol: z.literal('random-per-user'),
    testRatio: ratio.default(0.2),
    validationRatio,
    flavour: z.enum(['shuffle', 'recommenders']).optional(),
  }),
  z.strictObject({ protocol: z.literal('temporal'), testRatio: ratio.default(0.2), validationRatio }),
  z.strictObject({
    protocol: z.literal('temporal-per-user'),
    testRatio: ratio.default(0.2),
    validationRatio,
  }),
  z.strictObject({ protocol: z.literal('leave-one-out'), validation: z.boolean().default(false) }),
  z.strictObject({
    protocol: z.literal('k-fold'),
    folds: z.number().int().min(2).max(100).default(5),
    /** The whole is repeated with other draws, and all folds count alike. */
    repeats: z.number().int().min(1).max(100).default(1),
    validationRatio,
  }),
  z.strictObject({
    protocol: z.literal('sliding-window'),
    windows: z.number().int().min(1).max(100).default(5),
    /** Share of all interactions that each window tests on. */
    testRatio: ratio.default(0.1),
    /** Share of all interactions, right before the window, that it learns from; null: the whole past. */
    trainRatio: ratio.nullable().default(null),
    validationRatio,
  }),
  z.strictObject({
    protocol: z.literal('cold-items'),
    /** Share of the items that are held out whole: figures of warm and cold items are then reported apart. */
    itemRatio: ratio.default(0.2),
    /** Share of the interactions with the other items; 0: cold items only. */
    testRatio: z.number().min(0).lt(1).default(0.2),
    validationRatio,
  }),
  z.strictObject({
    protocol: z.literal('predefined'),
    testPath: z.string(),
    validationPath: z.string().optional(),
    validationRatio,
    /** Takes what is also in the test or validation file out of the training file. */
    exclusive: z.boolean().default(false),
  }),
]);

export const trainingSchema = z.strictObject({
  epochs: z.number().int().min(1).max(100_000).default(30),
  batchSize: z.number().int().min(1).max(65_536).default(128),
  optimizer: z
    .strictObject({
      name: z.enum(OPTIMIZERS).default('adam'),
      learningRate: z.number().gt(0).default(0.001),
      /** Of `sgd`. */
      momentum: z.number().min(0).lt(1).default(0),
      nesterov: z.boolean().default(false),
      /** Of `rmsprop`. */
      rho: z.number().min(0).lt(1).default(0.9),
      beta1: z.number().min(0).lt(1).default(0.9),
      beta2: z.number().min(0).lt(1).default(0.999),
      epsilon: z.number().gt(0).default(1e-8),
    })
    .prefault({}),
  /** How the learning rate moves over the run. */
  schedule: z.enum(RATE_SCHEDULES).default('constant'),
  /** Gradients whose norm together is above this shrink to it. */
  clipNorm: z.number().gt(0).nullable().default(null),
  /** Measures the gradients' and the weights' norm each epoch. */
  norms: z.boolean().default(false),
  loss: z.enum(['mse', 'bce']).default('mse'),
  earlyStopping: z
    .strictObject({ metric: z.string(), patience: z.number().int().min(1) })
    .nullable()
    .default(null),
});

export const evaluationSchema = z.strictObject({
  task: z.enum(['rating', 'ranking']).default('ranking'),
  metrics: z.array(z.string()).min(1).default(['precision', 'recall', 'ndcg']),
  cutoffs: z.array(z.number().int().min(1).max(1000)).min(1).default([10]),
  candidates: z
    .union([
      z.literal('all'),
      z.strictObject({
        sampled: z.number().int().min(1),
        /** How they are drawn; default: each item is as likely. */
        by: z.enum(['uniform', 'popularity']).optional(),
      }),
      z.strictObject({ listPath: z.string() }),
    ])
    .default('all'),
  relevance: z.number().nullable().default(null),
  excludeSeen: z.boolean().default(true),
  baselines: z.boolean().default(true),
  /** Beside the plain baselines those that are hard to beat, and paired tests against all of them. */
  strongBaselines: z.boolean().default(false),
});

export const experimentSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().default(''),
  seed: z.number().int().min(0).max(0xffffffff).default(42),
  data: dataSchema.prefault({}),
  split: splitSchema.prefault({ protocol: 'random' }),
  model: z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()).default({}) }),
  training: trainingSchema.prefault({}),
  evaluation: evaluationSchema.prefault({}),
});

export type Experiment = z.output<typeof experimentSchema>;
export type ExperimentInput = z.input<typeof experimentSchema>;
