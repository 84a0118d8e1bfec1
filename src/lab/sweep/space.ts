import { z } from 'zod';
import { ResearcherError } from '../../errors';
import { describeModel } from '../../models/describe';
import type { ModelEntry } from '../../models/recommender';
import { checkExperiment } from '../check';
import { experimentSchema, type Experiment } from '../experiment';
import { schemaAt, valueAt } from '../schema-path';
import { unknownName } from '../schema-errors';
import type { Dimension } from './dimension';
import type { ParameterValue } from './record';
import type { Sweep } from './schema';

/**
 * The dimensions of a sweep, every one of them tried out on the experiment: both ends of a range and each listed value
 * must be valid there. Throws `ResearcherError` that names path, value and range.
 */
export function dimensionsOf(
  sweep: Sweep,
  experiment: Experiment,
  models: readonly ModelEntry[],
): Dimension[] {
  return Object.entries(sweep.space).map(([path, range]) => {
    if (!/^(model\.(name|params\.[^.]+)|training\..+)$/.test(path)) throw notSweepable(path);
    const schema = schemaOf(path, experiment, models);
    const integer = schema instanceof z.ZodNumber && schema.format === 'safeint';
    const base = { path, low: 0, high: 1, log: false, integer, steps: null, values: null };
    const dimension: Dimension =
      range === 'auto'
        ? { ...base, ...automatic(path, experiment, models) }
        : 'values' in range
          ? { ...base, values: range.values }
          : {
              ...base,
              low: range.low,
              high: range.high,
              log: range.scale === 'log',
              steps: range.steps ?? null,
            };
    if (!dimension.values) checkRange(dimension, schema);
    const ends = dimension.values ?? [dimension.low, dimension.high];
    for (const value of ends) checkExperiment(withParameters(experiment, { [path]: value }), models);
    return dimension;
  });
}

/** The experiment with these values in their places. */
export function withParameters(
  experiment: Experiment,
  parameters: Readonly<Record<string, ParameterValue>>,
): Experiment {
  const changed = structuredClone(experiment);
  for (const [path, value] of Object.entries(parameters)) {
    const keys = path.split('.');
    const holder = valueAt(changed, keys.slice(0, -1)) as Record<string, unknown>;
    holder[keys.at(-1)!] = value;
  }
  return changed;
}

function schemaOf(path: string, experiment: Experiment, models: readonly ModelEntry[]): z.ZodType | null {
  const [block, ...keys] = path.split('.');
  if (block === 'training' || path === 'model.name') {
    const schema = schemaAt(experimentSchema, [block!, ...keys], experiment);
    if (!schema)
      throw new ResearcherError('sweep.invalid', unknownName(keys.at(-1)!, []), { path: `space.${path}` });
    return schema;
  }
  const entry = models.find((one) => one.name === experiment.model.name)!;
  const schema = schemaAt(entry.params, keys.slice(1), experiment.model.params);
  if (schema) return schema;
  throw new ResearcherError('sweep.invalid', unknownName(keys.at(-1)!, Object.keys(entry.params.shape)), {
    path: `space.${path}`,
  });
}

/** The range that the model's own description gives a sweep. */
function automatic(path: string, experiment: Experiment, models: readonly ModelEntry[]): Partial<Dimension> {
  const entry = models.find((one) => one.name === experiment.model.name)!;
  const name = path.split('.').at(-1)!;
  const described = path.startsWith('model.params.')
    ? describeModel(entry).parameters.find((parameter) => parameter.name === name)
    : undefined;
  switch (described?.kind) {
    case 'enum':
      return { values: described.options.map(({ value }) => value) };
    case 'boolean':
      return { values: [false, true] };
    case 'number':
    case 'integer':
      if (described.sweep) {
        const [low, high] = described.sweep;
        return { low, high, log: described.scale === 'log' && low > 0 };
      }
      break;
    case 'integers':
    case undefined:
      break;
  }
  throw new ResearcherError(
    'sweep.no-range',
    {
      en: 'has no range of its own to sweep over. Give { "low", "high" } or { "values" }.',
      zh: '没有自带的搜索范围。请给出 { "low", "high" } 或 { "values" }。',
    },
    { path: `space.${path}` },
  );
}

function checkRange({ path, low, high, log, integer }: Dimension, schema: z.ZodType | null): void {
  const fail = (en: string, zh: string): never => {
    throw new ResearcherError('sweep.invalid', { en, zh }, { path: `space.${path}` });
  };
  if (!(schema instanceof z.ZodNumber))
    fail(
      'is no number: give its { "values" } instead of a range.',
      '不是数值参数：请用 { "values" } 代替范围。',
    );
  if (low > high)
    fail(`has a low end of ${low} above its high end of ${high}.`, `的下限 ${low} 大于上限 ${high}。`);
  if (log && low <= (integer ? -1 : 0))
    fail(
      `has a low end of ${low}, but a log scale needs one above 0.`,
      `的下限为 ${low}，对数刻度的下限必须大于 0。`,
    );
  if (integer && !(Number.isInteger(low) && Number.isInteger(high)))
    fail('takes whole numbers: both ends must be whole.', '只取整数：上下限都必须为整数。');
}

function notSweepable(path: string): ResearcherError {
  return new ResearcherError(
    'sweep.invalid',
    {
      en: 'cannot be swept: settings are compared on the same data by the same measure. Sweep what stands under model or training.',
      zh: '不能搜索：各组设置须在相同数据上以相同指标比较。请搜索 model 或 training 下的参数。',
    },
    { path: `space.${path}` },
  );
}
