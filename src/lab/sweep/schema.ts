import { z } from 'zod';

/** Where a sweep looks: `auto` takes the range that the parameter's own schema gives. */
const dimensionSchema = z.union([
  z.literal('auto'),
  z.strictObject({ values: z.array(z.unknown()).min(1) }),
  z.strictObject({
    low: z.number(),
    high: z.number(),
    scale: z.enum(['linear', 'log']).default('linear'),
    /** Points on a grid, both ends among them. */
    steps: z.number().int().min(2).max(1000).optional(),
  }),
]);

/** A sweep, version 1: what `space.json` holds. */
export const sweepSchema = z.strictObject({
  version: z.literal(1),
  experiment: z.unknown(),
  /** By path in the experiment: anything under `model` or `training`. */
  space: z.record(z.string(), dimensionSchema).refine((space) => Object.keys(space).length > 0, {
    message: 'needs at least one parameter',
  }),
  method: z.enum(['grid', 'random', 'sobol', 'tpe', 'halving']).default('tpe'),
  trials: z.number().int().min(1).max(100_000).default(30),
  /** Ends the search after so many seconds of work, if the trials are not used up before. */
  seconds: z.number().gt(0).nullable().default(null),
  /** `ndcg@10`, `rmse`, …; default: the first metric of the experiment. */
  metric: z.string().optional(),
  /** Default: what is better for the metric. */
  goal: z.enum(['max', 'min']).optional(),
  seed: z.number().int().min(0).max(0xffffffff).default(42),
  /**
   * Whether the best setting is fitted with no validation part held out of the training file before it meets the test
   * part, as published protocols do that were tuned elsewhere; else on what the trials were fitted on.
   */
  refit: z.boolean().default(false),
  halving: z
    .strictObject({
      /** What grows from rung to rung; default: epochs for models that train by epochs, else training data. */
      resource: z.enum(['epochs', 'data']).optional(),
      /** Each rung keeps one in `eta` and gives it `eta` times the effort. */
      eta: z.number().int().min(2).max(10).default(3),
      /** Effort of the first rung, a share of the full one. */
      least: z
        .number()
        .gt(0)
        .max(1)
        .default(1 / 9),
    })
    .prefault({}),
});

export type Sweep = z.output<typeof sweepSchema>;
export type SweepInput = z.input<typeof sweepSchema>;
