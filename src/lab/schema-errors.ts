import { z } from 'zod';
import { ResearcherError } from '../errors';
import type { LocalizedText } from '../language';
import { nearest } from './nearest';
import { fieldNames, schemaAt, valueAt } from './schema-path';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * What is wrong with `input`, in one sentence: the path, the value that stands there, what is allowed, and the
 * nearest name where one was misspelt.
 *
 * @param prefix where `input` lies in the experiment, e.g. `['model', 'params']`
 */
export function schemaError(
  code: string,
  schema: z.ZodType,
  input: unknown,
  error: z.ZodError,
  prefix: Path = [],
): ResearcherError {
  const issue = chooseIssue(error.issues);
  const value = valueAt(input, issue.path);
  const extra = issue.code === 'unrecognized_keys' ? [issue.keys[0]!] : [];
  const path = dotted([...prefix, ...issue.path, ...extra]);
  return new ResearcherError(
    code,
    describe(issue, value, schemaAt(schema, issue.path, input)),
    path ? { path } : {},
  );
}

/** A misspelt name explains a missing one, so it goes first; of a union's branches the one that got farthest. */
function chooseIssue(issues: readonly Issue[]): Issue {
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0]!;
  if (first.code !== 'invalid_union' || first.errors.length === 0) return first;
  const branches = first.errors.filter((branch) => branch.some((issue) => issue.path.length > 0));
  const branch = branches[0];
  if (!branch) return first;
  const inner = chooseIssue(branch);
  return { ...inner, path: [...first.path, ...inner.path] };
}

function describe(issue: Issue, value: unknown, schema: z.ZodType | null): LocalizedText {
  const shown = show(value);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const name = issue.keys[0]!;
      return unknownName(name, fieldNames(schema));
    }
    case 'invalid_value':
      return notOneOf(value, issue.values.map(String));
    case 'invalid_union': {
      const { options } = issue as { options?: readonly unknown[] };
      return notOneOf(value, options ? options.map(String) : branchNames(schema));
    }
    case 'too_small':
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? outOfRange(shown, issue, schema)
        : wrongLength(issue);
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? { en: issue.expected, zh: issue.expected };
      if (value === undefined)
        return { en: `is missing; ${kind.en} is expected.`, zh: `缺少此项，应为${kind.zh}。` };
      return { en: `is ${shown}, but ${kind.en} is expected.`, zh: `现为 ${shown}，应为${kind.zh}。` };
    }
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return { en: `is ${shown}: ${issue.message}.`, zh: `现为 ${shown}，不符合要求：${issue.message}。` };
  }
}

/** “Not a known name, did you mean …”, for fields, models, metrics and the like. */
export function unknownName(name: string, known: readonly string[]): LocalizedText {
  const near = nearest(name, known);
  return {
    en: `“${name}” is not known here.${near ? ` Did you mean “${near}”?` : ''}${known.length ? ` Known: ${known.join(', ')}.` : ''}`,
    zh: `未知名称“${name}”。${near ? `是否指“${near}”？` : ''}${known.length ? `可用的有：${known.join('、')}。` : ''}`,
  };
}

function notOneOf(value: unknown, allowed: readonly string[]): LocalizedText {
  const near = typeof value === 'string' ? nearest(value, allowed) : null;
  const shown = show(value);
  return value === undefined
    ? {
        en: `is missing; one of ${allowed.join(', ')} is expected.`,
        zh: `缺少此项，应为以下之一：${allowed.join('、')}。`,
      }
    : {
        en: `is ${shown}, but must be one of ${allowed.join(', ')}.${near ? ` Did you mean “${near}”?` : ''}`,
        zh: `现为 ${shown}，应为以下之一：${allowed.join('、')}。${near ? `是否指“${near}”？` : ''}`,
      };
}

function outOfRange(
  shown: string,
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  schema: z.ZodType | null,
): LocalizedText {
  const { low, high } = rangeOf(issue, schema);
  const en = [
    low && `${low.inclusive ? 'at least' : 'above'} ${low.value}`,
    high && `${high.inclusive ? 'at most' : 'below'} ${high.value}`,
  ];
  const zh = [
    low && `${low.inclusive ? '不小于' : '大于'} ${low.value}`,
    high && `${high.inclusive ? '不大于' : '小于'} ${high.value}`,
  ];
  return {
    en: `is ${shown}, but must be ${en.filter(Boolean).join(' and ')}.`,
    zh: `现为 ${shown}，应${zh.filter(Boolean).join('且')}。`,
  };
}

interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

/** Both ends of the range, not only the one that was overstepped. */
function rangeOf(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  schema: z.ZodType | null,
): { low: Bound | null; high: Bound | null } {
  const ends: { low: Bound | null; high: Bound | null } = { low: null, high: null };
  for (const check of schema?.def.checks ?? []) {
    const bound = check._zod.def as { check: string; value?: number; inclusive?: boolean };
    const end = { value: Number(bound.value), inclusive: bound.inclusive ?? true };
    if (bound.check === 'greater_than') ends.low = end;
    if (bound.check === 'less_than') ends.high = end;
  }
  if (issue.code === 'too_small')
    ends.low ??= { value: Number(issue.minimum), inclusive: issue.inclusive ?? true };
  else ends.high ??= { value: Number(issue.maximum), inclusive: issue.inclusive ?? true };
  return ends;
}

function wrongLength(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): LocalizedText {
  return issue.code === 'too_small'
    ? {
        en: `needs at least ${issue.minimum} ${issue.minimum === 1 ? 'entry' : 'entries'}.`,
        zh: `至少需要 ${issue.minimum} 项。`,
      }
    : { en: `has more than ${issue.maximum} entries.`, zh: `最多只能有 ${issue.maximum} 项。` };
}

const kinds: Readonly<Record<string, LocalizedText>> = {
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  string: { en: 'text', zh: '文本' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'an object', zh: '对象' },
  record: { en: 'an object', zh: '对象' },
};

/** The names of a union's branches: literals as they are, objects by their fields. */
function branchNames(schema: z.ZodType | null): string[] {
  if (!(schema instanceof z.ZodUnion)) return [];
  return (schema.options as readonly z.ZodType[]).map((option) => {
    if (option instanceof z.ZodLiteral) return String(option.value);
    if (option instanceof z.ZodObject) return `{ ${Object.keys(option.shape).join(', ')} }`;
    return kinds[option.def.type]?.en ?? option.def.type;
  });
}

function dotted(path: Path): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i ? '.' : ''}${String(key)}`))
    .join('');
}

function show(value: unknown): string {
  const text =
    typeof value === 'string'
      ? `“${value}”`
      : typeof value === 'number'
        ? String(value)
        : JSON.stringify(value);
  return text === undefined ? 'undefined' : text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
