import { z } from 'zod';
import { dataSchema } from '../experiment';

/** A prequential replay, version 1: the same JSON in the page, a saved file and the command line. */
export const replaySchema = z.strictObject({
  version: z.literal(1),
  name: z.string().default(''),
  seed: z.number().int().min(0).max(0xffffffff).default(42),
  data: dataSchema.prefault({}),
  stream: z
    .strictObject({
      order: z.literal('timestamp').default('timestamp'),
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
    })
    .prefault({}),
  models: z
    .array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()).default({}) }))
    .min(1),
});

export type Replay = z.output<typeof replaySchema>;
export type ReplayInput = z.input<typeof replaySchema>;
