import { z } from 'zod';

const text = z.strictObject({ en: z.string(), zh: z.string() });
const count = z.number().int().min(0);

/** JSON has no word for what is not a number (a mean of nothing): null. */
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

/** Orders that every study has. */
const COMPARED = ['network', 'weighted'];

/** As `RankingStudy`. */
const studySchema = z.strictObject({
  lists: z.strictObject({ training: count, validation: count, judged: count }),
  recall: z.strictObject({ all: number, own: number }),
  cutoff: count,
  orders: z
    .array(z.strictObject({ name: z.string(), label: text, hitRate: number, ndcg: number }))
    .refine((orders) => COMPARED.every((name) => orders.some((order) => order.name === name))),
  test: z.strictObject({ onlyNetwork: count, onlyWeighted: count, hits: number, ndcg: number }),
  importance: z.array(z.strictObject({ label: text, loss: number })),
  parameters: count,
});

/** What a file of a ranking network says of it beside its tensors, each part as JSON. */
export const headerSchema = z.strictObject({
  featuresVersion: count,
  /** In the order of the columns, with what each is standardised by. */
  features: z.array(z.strictObject({ name: z.string(), mean: z.number(), deviation: z.number().positive() })),
  /** [features, …hidden, 1] */
  widths: z.array(z.number().int().min(1).max(4096)).min(3).max(6),
  origin: z.strictObject({ data: z.string(), sha256: z.string(), trainedAt: z.iso.datetime() }),
  study: studySchema,
  epochs: z.array(z.strictObject({ epoch: count, loss: number, ndcg: number })),
  /** Lists of clicks that it learned, and lists of all kinds of which the replay is a sample. */
  lessons: count,
  seen: count,
});

export type RankingHeader = z.output<typeof headerSchema>;
