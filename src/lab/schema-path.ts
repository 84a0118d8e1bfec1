import { z } from 'zod';

type Path = readonly PropertyKey[];

/** The schema at a path, wrappers (default, nullable, …) taken off; null where the path leads nowhere. */
export function schemaAt(schema: z.ZodType, path: Path, input: unknown): z.ZodType | null {
  let at: z.ZodType | null = unwrap(schema, input);
  let value = input;
  for (const key of path) {
    value = valueAt(value, [key]);
    if (at instanceof z.ZodObject) at = (at.shape[String(key)] as z.ZodType | undefined) ?? null;
    else if (at instanceof z.ZodArray) at = at.element as z.ZodType;
    else if (at instanceof z.ZodUnion) at = fieldOfUnion(at, String(key));
    else return null;
    if (at === null) return null;
    at = unwrap(at, value);
  }
  return at;
}

export function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** The fields that an object may have; those of a union's objects together. */
export function fieldNames(schema: z.ZodType | null): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).flatMap(fieldNames);
  return [];
}

function fieldOfUnion(union: z.ZodUnion, key: string): z.ZodType | null {
  for (const option of union.options as readonly z.ZodType[])
    if (option instanceof z.ZodObject && key in option.shape) return option.shape[key] as z.ZodType;
  return null;
}

function unwrap(schema: z.ZodType, value: unknown): z.ZodType {
  let at = schema;
  while (
    at instanceof z.ZodDefault ||
    at instanceof z.ZodPrefault ||
    at instanceof z.ZodNullable ||
    at instanceof z.ZodOptional
  )
    at = at.def.innerType as z.ZodType;
  if (!(at instanceof z.ZodDiscriminatedUnion)) return at;
  const { discriminator } = at.def;
  const name = valueAt(value, [discriminator]);
  const options = at.options as readonly z.ZodType[];
  return (
    options.find((option) => {
      const field = option instanceof z.ZodObject ? (option.shape[discriminator] as z.ZodType) : null;
      return field instanceof z.ZodLiteral && field.value === name;
    }) ?? at
  );
}
