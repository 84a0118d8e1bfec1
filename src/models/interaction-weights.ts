import { z } from 'zod';
import type { Csr } from '../data/dataset';
import { parameters } from './parameters';

/** What an interaction counts for in a model of implicit feedback. */
export const weightsSchema = z
  .enum(['binary', 'value'])
  .default('binary')
  .register(parameters, {
    label: { en: 'Interaction value', zh: '交互取值' },
    help: {
      en: 'Whether every interaction counts as 1, or by its rating or number of repeats.',
      zh: '每次交互计为 1，还是按其评分或重复次数计。',
    },
    options: {
      binary: { en: '1 for each', zh: '一律为 1' },
      value: { en: 'Rating or count', zh: '评分或次数' },
    },
  });

/** The values of `rows` as the model sees them, never negative. */
export function weightsOf(rows: Csr, weights: z.output<typeof weightsSchema>): Float32Array {
  return weights === 'binary'
    ? new Float32Array(rows.values.length).fill(1)
    : rows.values.map((value) => Math.max(0, value));
}
