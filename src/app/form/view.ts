import type { ParameterDescription } from '../../models/description';
import { say, t, type Messages } from '../i18n';
import { schemaField, type SchemaField } from './schema';

/** Everything a field shows, in the language in force. */
export interface FieldView {
  /** Dotted place in the experiment, e.g. `model.params.neighbours` */
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly formula: string | null;
  readonly default: unknown;
  readonly control: Control;
}

export type Control =
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly nullable: boolean;
      readonly min: number | null;
      readonly max: number | null;
      /** What the slider spans; null: no slider. */
      readonly slide: {
        readonly low: number;
        readonly high: number;
        readonly scale: 'linear' | 'log';
      } | null;
    }
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'integers' }
  | { readonly kind: 'text' };

/** A model's parameter as a field. */
export function parameterView(parameter: ParameterDescription): FieldView {
  const { label, help, formula } = parameter;
  const base = { path: `model.params.${parameter.name}`, label: say(label), help: say(help), formula };
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      return {
        ...base,
        default: parameter.default,
        control: {
          kind: 'number',
          whole: parameter.kind === 'integer',
          nullable: parameter.nullable,
          min: parameter.min,
          max: parameter.max,
          slide: sliderOf(parameter.sweep, parameter.min, parameter.max, parameter.scale),
        },
      };
    case 'enum':
      return {
        ...base,
        default: parameter.default,
        control: {
          kind: 'choice',
          options: parameter.options.map((option) => ({ value: option.value, label: say(option.label) })),
        },
      };
    case 'boolean':
      return { ...base, default: parameter.default, control: { kind: 'switch' } };
    case 'integers':
      return { ...base, default: parameter.default, control: { kind: 'integers' } };
  }
}

type FieldPath = keyof Messages['fields'];

/** Where a slider of the experiment's own fields looks; their ranges reach much farther. */
const SLIDES: Readonly<Partial<Record<FieldPath, readonly [number, number, 'linear' | 'log']>>> = {
  'split.testRatio': [0.05, 0.5, 'linear'],
  'split.itemRatio': [0.05, 0.5, 'linear'],
  'split.validationRatio': [0, 0.5, 'linear'],
  'split.folds': [2, 20, 'linear'],
  'split.repeats': [1, 20, 'linear'],
  'split.windows': [1, 20, 'linear'],
  'training.epochs': [1, 1000, 'log'],
  'training.batchSize': [16, 8192, 'log'],
  'training.optimizer.learningRate': [1e-5, 1, 'log'],
  'training.optimizer.momentum': [0, 0.99, 'linear'],
  'training.optimizer.rho': [0, 0.999, 'linear'],
  'training.optimizer.beta1': [0, 0.999, 'linear'],
  'training.optimizer.beta2': [0.9, 0.9999, 'linear'],
  'training.clipNorm': [0.01, 100, 'log'],
};

/** A field of the experiment itself: type, range and default from its schema, words from the catalogue. */
export function experimentView(path: FieldPath, variant?: string): FieldView {
  const field = schemaField(path, variant);
  const words = t().fields[path];
  return {
    path,
    label: words.label,
    help: words.help,
    formula: words.formula ?? null,
    default: field.default,
    control: controlOf(field, SLIDES[path], words.options),
  };
}

function controlOf(
  field: SchemaField,
  slide: readonly [number, number, 'linear' | 'log'] | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): Control {
  switch (field.kind) {
    case 'number':
      return {
        kind: 'number',
        whole: field.whole,
        nullable: field.nullable,
        min: field.min,
        max: field.max,
        slide: slide ? { low: slide[0], high: slide[1], scale: slide[2] } : null,
      };
    case 'choice':
      return {
        kind: 'choice',
        options: [
          ...(field.default === null ? [{ value: '', label: t().form.none }] : []),
          ...field.options.map((value) => ({ value, label: labels?.[value] ?? value })),
        ],
      };
    case 'switch':
      return { kind: 'switch' };
    case 'integers':
      return { kind: 'integers' };
    case 'text':
      return { kind: 'text' };
  }
}

function sliderOf(
  sweep: readonly [number, number] | null,
  min: number | null,
  max: number | null,
  scale: 'linear' | 'log',
): { low: number; high: number; scale: 'linear' | 'log' } | null {
  const low = sweep?.[0] ?? min;
  const high = sweep?.[1] ?? max;
  if (low === null || high === null || !(high > low)) return null;
  // A logarithmic slider cannot stand at zero.
  return scale === 'log' && low <= 0 ? null : { low, high, scale };
}
