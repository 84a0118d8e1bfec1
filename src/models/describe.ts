import { z } from 'zod';
import type { ModelDescription, ParameterDescription } from './description';
import { parameters } from './parameters';
import type { ModelEntry } from './recommender';
import { models } from './registry';

/** Every model with its parameters as plain JSON, in the order in which they are offered. */
export function describeModels(entries: readonly ModelEntry[] = models): ModelDescription[] {
  return entries.map(describeModel);
}

/** One model with its parameters, derived from its schema alone. Throws where a parameter was left undescribed. */
export function describeModel(entry: ModelEntry): ModelDescription {
  const { name, label, summary, paper, tasks, trained, ownSteps } = entry;
  return {
    name,
    label,
    summary,
    paper,
    tasks: [...tasks],
    trained,
    ...(ownSteps && { ownSteps }),
    parameters: describeParameters(name, entry.params),
  };
}

/** The parameters of `owner` in the order of its schema. Throws where one was left undescribed. */
export function describeParameters(owner: string, schema: z.ZodObject): ParameterDescription[] {
  return Object.entries(schema.shape).map(([key, each]) =>
    describeParameter(`${owner}.${key}`, key, each as z.ZodType),
  );
}

/** `place` names the parameter in the message of a programming error. */
function describeParameter(place: string, name: string, schema: z.ZodType): ParameterDescription {
  const { core, wrappers } = unwrap(schema);
  const info = [...wrappers, core].map((layer) => parameters.get(layer)).find((found) => found !== undefined);
  if (!info) throw new Error(`${place}: a model parameter needs .register(parameters, { label, help })`);
  const preset = schema.safeParse(undefined);
  if (!preset.success) throw new Error(`${place}: a model parameter needs a default`);
  const base = { name, label: info.label, help: info.help, formula: info.formula ?? null };

  if (core instanceof z.ZodNumber) {
    return {
      ...base,
      kind: core.format === 'safeint' ? 'integer' : 'number',
      default: preset.data as number | null,
      nullable: wrappers.some((layer) => layer instanceof z.ZodNullable),
      min: bound(core.minValue),
      max: bound(core.maxValue),
      scale: info.scale ?? 'linear',
      sweep: info.sweep ?? null,
    };
  }
  if (core instanceof z.ZodEnum) {
    const options = core.options.map((value) => {
      const text = String(value);
      return { value: text, label: info.options?.[text] ?? { en: text, zh: text } };
    });
    return { ...base, kind: 'enum', default: preset.data as string, options };
  }
  if (core instanceof z.ZodBoolean) return { ...base, kind: 'boolean', default: preset.data as boolean };
  if (core instanceof z.ZodArray && core.element instanceof z.ZodNumber) {
    return {
      ...base,
      kind: 'integers',
      default: preset.data as number[],
      min: bound(core.element.minValue) ?? 0,
      max: bound(core.element.maxValue) ?? Number.MAX_SAFE_INTEGER,
    };
  }
  throw new Error(`${place}: no description for a parameter of type ${core.type}`);
}

/** The schema inside `default`, `prefault`, `nullable` and `optional`, and those layers from the outside in. */
function unwrap(schema: z.ZodType): { core: z.ZodType; wrappers: z.ZodType[] } {
  const wrappers: z.ZodType[] = [];
  let core = schema;
  while (
    core instanceof z.ZodDefault ||
    core instanceof z.ZodPrefault ||
    core instanceof z.ZodNullable ||
    core instanceof z.ZodOptional
  ) {
    wrappers.push(core);
    core = core.unwrap() as z.ZodType;
  }
  return { core, wrappers };
}

/** zod gives ±∞, or the limits of safe integers, where a number has no bound of its own. */
function bound(value: number | null): number | null {
  return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;
}
