import { z } from 'zod';
import { PAGE_HINKLEY } from '../../live/drift';
import { dataSchema } from '../experiment';

/** Something that is on sale in the simulated store for some hours. */
export const saleSchema = z.strictObject({
  /** Unix seconds of its start; null: now. */
  at: z.number().nullable().default(null),
  hours: z.number().gt(0).max(8760).default(12),
  /** Demand at its peak, as a multiple of the usual one. */
  uplift: z.number().gt(1).max(100).default(5),
  /** `Department / Category`; neither this nor an item: what sells best then. */
  category: z.string().optional(),
  item: z.string().optional(),
});

export type Sale = z.output<typeof saleSchema>;
export type SaleInput = z.input<typeof saleSchema>;

/** When a model is fitted anew on the latest events; `every`: so many events. */
export const refitSchema = z.union([
  z.literal('never'),
  z.literal('on-drift'),
  z.strictObject({ every: z.number().int().min(1).max(1_000_000_000) }),
]);

/** A prequential replay, version 1: the same JSON in the page, a saved file and the command line. */
export const replaySchema = z.strictObject({
  version: z.literal(1),
  name: z.string().default(''),
  seed: z.number().int().min(0).max(0xffffffff).default(42),
  data: dataSchema.prefault({}),
  stream: z
    .strictObject({
      order: z.literal('timestamp').default('timestamp'),
      /** `endless`: the simulated store of `data` lives on for ever; `data` is then not read. */
      source: z.enum(['data', 'endless']).default('data'),
      /** What of the endless store's events is the stream; `rating`: rated purchases. */
      event: z.enum(['view', 'cart', 'purchase', 'rating']).default('purchase'),
      /** Stream seconds a second of the clock; null: as fast as can be. */
      speed: z.number().gt(0).max(1e9).nullable().default(null),
      /** So many events are learned before the first one is judged. */
      from: z.number().int().min(0).default(0),
      /** Only every so-manieth event is judged; all are learned. */
      judgeEvery: z.number().int().min(1).max(1_000_000).default(1),
      /** Length of the lists that are judged. */
      topN: z.number().int().min(1).max(1000).default(10),
      /** Events in the sliding window of the curves. */
      window: z.number().int().min(1).max(1_000_000).default(1000),
      /** Events with a lower rating are left out of the stream. */
      minRating: z.number().nullable().default(null),
      /** Models learn of an event only after this many further events. */
      delay: z.number().int().min(0).max(1_000_000).default(0),
      /** The first so many events only. */
      limit: z.number().int().min(1).nullable().default(null),
      /** Page–Hinkley test on each model's misses (on the absolute errors of one that only rates). */
      drift: z
        .strictObject({
          delta: z.number().min(0).max(1).default(PAGE_HINKLEY.delta),
          lambda: z.number().gt(0).max(1_000_000).default(PAGE_HINKLEY.lambda),
          minimum: z.number().int().min(1).max(1_000_000).default(PAGE_HINKLEY.minimum),
        })
        .prefault({}),
      /** Of the endless store; those asked for on the way are in the record's replay. */
      sales: z.array(saleSchema).default([]),
    })
    .prefault({}),
  models: z
    .array(
      z.strictObject({
        name: z.string(),
        params: z.record(z.string(), z.unknown()).default({}),
        refit: refitSchema.default('never'),
        /** Latest events that a model which is fitted anew learns. */
        refitWindow: z.number().int().min(1).max(1_000_000).default(5000),
      }),
    )
    .min(1),
});

export type Replay = z.output<typeof replaySchema>;
export type ReplayInput = z.input<typeof replaySchema>;
