import type { Dataset } from '../data/dataset';
import { fitBaselines, type Baselines } from '../similarity/baselines';

/** In f32, as a model file keeps them. */
export function roundedBaselines(dataset: Dataset): Baselines {
  const { mean, users, items } = fitBaselines(dataset);
  return { mean: Math.fround(mean), users: users.map(Math.fround), items: items.map(Math.fround) };
}

export function zeroBaselines({ users, items }: Dataset): Baselines {
  return { mean: 0, users: new Float64Array(users), items: new Float64Array(items) };
}
