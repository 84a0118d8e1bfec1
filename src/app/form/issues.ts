import { z } from 'zod';
import { ResearcherError } from '../../errors';
import { checkMetrics } from '../../lab/check-metrics';
import { experimentSchema } from '../../lab/experiment';
import { parseExperiment } from '../../lab/parse';
import { schemaError } from '../../lab/schema-errors';
import type { LocalizedText } from '../../language';
import type { ModelDescription, ParameterDescription } from '../../models/description';

/** Something that stands in the way of a run, at its place in the experiment. */
export interface Issue {
  /** Dotted, e.g. `training.epochs` */
  readonly path: string;
  readonly text: LocalizedText;
}

/** Everything the schema and its cross-checks say of `draft`: one issue a field, in the lab's own words. */
export function experimentIssues(draft: unknown): Issue[] {
  const parsed = experimentSchema.safeParse(draft);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) =>
      issueOf(schemaError('experiment.invalid', experimentSchema, draft, new z.ZodError([issue]))),
    );
  }
  try {
    checkMetrics(parseExperiment(draft));
    return [];
  } catch (error) {
    if (error instanceof ResearcherError) return [issueOf(error)];
    throw error;
  }
}

function issueOf(error: ResearcherError): Issue {
  return { path: error.where.path ?? '', text: error.text };
}

/** What a model's own parameters say of `params`, before anything runs: unknown names, types and ranges. */
export function parameterIssues(model: ModelDescription, params: Readonly<Record<string, unknown>>): Issue[] {
  const known = new Set(model.parameters.map((parameter) => parameter.name));
  return [
    ...Object.keys(params)
      .filter((key) => !known.has(key))
      .map((key) => ({
        path: `model.params.${key}`,
        text: {
          en: `${model.label.en} has no parameter “${key}”. It has: ${[...known].join(', ') || 'none'}.`,
          zh: `${model.label.zh}没有参数“${key}”。可用参数：${[...known].join('、') || '无'}。`,
        },
      })),
    ...model.parameters.flatMap((parameter) => {
      const value = params[parameter.name];
      const text = value === undefined ? null : complaint(parameter, value);
      return text ? [{ path: `model.params.${parameter.name}`, text }] : [];
    }),
  ];
}

function complaint(parameter: ParameterDescription, value: unknown): LocalizedText | null {
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      if (value === null && parameter.nullable) return null;
      return numberComplaint(value, parameter.kind === 'integer', parameter.min, parameter.max);
    case 'boolean':
      return typeof value === 'boolean' ? null : { en: 'Must be true or false.', zh: '应为 true 或 false。' };
    case 'enum': {
      const values = parameter.options.map((option) => option.value);
      return values.includes(value as string)
        ? null
        : { en: `Must be one of ${values.join(', ')}.`, zh: `应为以下之一：${values.join('、')}。` };
    }
    case 'integers':
      if (!Array.isArray(value)) {
        return { en: 'Must be whole numbers, separated by commas.', zh: '应为以逗号分隔的整数。' };
      }
      return (
        value
          .map((entry) => numberComplaint(entry, true, parameter.min, parameter.max))
          .find((text) => text !== null) ?? null
      );
  }
}

function numberComplaint(
  value: unknown,
  whole: boolean,
  min: number | null,
  max: number | null,
): LocalizedText | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return whole
      ? { en: 'Must be a whole number.', zh: '应为整数。' }
      : { en: 'Must be a number.', zh: '应为数字。' };
  }
  const tooLow = min !== null && value < min;
  const tooHigh = max !== null && value > max;
  if (!tooLow && !tooHigh) return null;
  if (min !== null && max !== null) {
    return { en: `Must lie between ${min} and ${max}.`, zh: `应在 ${min} 与 ${max} 之间。` };
  }
  return tooLow
    ? { en: `Must be at least ${min}.`, zh: `应不小于 ${min}。` }
    : { en: `Must be at most ${max}.`, zh: `应不大于 ${max}。` };
}
