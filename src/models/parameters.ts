import { z } from 'zod';
import type { LocalizedText } from '../language';

/**
 * What the form, the sweeps and the report need to know of a parameter beside its type and range. It is attached to
 * the zod schema with `.register(parameters, {...})`; `parameters.get(schema)` gives it back.
 */
export interface ParameterInfo {
  readonly [key: string]: unknown;
  readonly label: LocalizedText;
  readonly help: LocalizedText;
  /** How a sweep and a slider move through the range. */
  readonly scale?: 'linear' | 'log';
  /** Where a sweep looks unless told otherwise (numbers). */
  readonly sweep?: readonly [low: number, high: number];
  /** Shown formula, in plain text. */
  readonly formula?: string;
  /** Labels of the options of an enum. */
  readonly options?: Readonly<Record<string, LocalizedText>>;
}

export const parameters = z.registry<ParameterInfo>();
