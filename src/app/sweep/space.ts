import type { SweepInput } from '../../lab/sweep/schema';
import type { ModelDescription, ParameterDescription } from '../../models/description';
import { say, t, type Messages } from '../i18n';

/** A parameter that a sweep may vary, with what the schema proposes. */
export type SpaceRow = {
  /** Its place in the experiment, e.g. `model.params.neighbours`. */
  readonly path: string;
  readonly label: () => string;
  readonly help: () => string;
  readonly on: boolean;
} & (
  | {
      readonly kind: 'range';
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly whole: boolean;
    }
  | {
      readonly kind: 'choices';
      readonly options: readonly Choice[];
      /** Positions of the options to try, ascending. */
      readonly chosen: readonly number[];
    }
);

export interface Choice {
  readonly value: unknown;
  readonly label: () => string;
}

/** What a researcher changed of a row. */
export type RowEdit = Partial<{
  on: boolean;
  low: number;
  high: number;
  log: boolean;
  chosen: readonly number[];
  /** Values that a researcher typed, in place of the options. */
  values: readonly (readonly number[])[];
}>;

/** How many parameters are ticked before the researcher has touched anything. */
const TICKED = 2;

/** Every parameter of the model that can be swept, and those of its training where it trains by epochs. */
export function spaceRows(model: ModelDescription, edits: ReadonlyMap<string, RowEdit>): SpaceRow[] {
  const ofTraining = TRAINING.filter(([path]) => !model.ownSteps || path === 'training.epochs');
  const rows = [...model.parameters.map(parameterRow), ...(model.trained ? ofTraining.map(trainingRow) : [])];
  const ticked = new Set(
    rows
      .filter(({ kind }) => kind === 'range')
      .slice(0, TICKED)
      .map(({ path }) => path),
  );
  return rows.map((row) => edited({ ...row, on: ticked.has(row.path) }, edits.get(row.path) ?? {}));
}

function edited(row: SpaceRow, edit: RowEdit): SpaceRow {
  const on = edit.on ?? row.on;
  if (row.kind === 'range')
    return { ...row, on, low: edit.low ?? row.low, high: edit.high ?? row.high, log: edit.log ?? row.log };
  const options = edit.values?.map(listChoice) ?? row.options;
  const chosen = edit.chosen ?? (edit.values ? options.map((_, i) => i) : row.chosen);
  return { ...row, on, options, chosen };
}

function parameterRow(parameter: ParameterDescription): SpaceRow {
  const base = {
    path: `model.params.${parameter.name}`,
    label: () => say(parameter.label),
    help: () => say(parameter.help),
    on: false,
  };
  switch (parameter.kind) {
    case 'number':
    case 'integer': {
      const [low, high] = rangeOf(parameter);
      const log = parameter.scale === 'log' && low > 0;
      return { ...base, kind: 'range', low, high, log, whole: parameter.kind === 'integer' };
    }
    case 'enum': {
      const options = parameter.options.map(({ value, label }) => ({ value, label: () => say(label) }));
      return { ...base, kind: 'choices', options, chosen: options.map((_, i) => i) };
    }
    case 'boolean': {
      const options = [false, true].map((value) => ({
        value,
        label: () => (value ? t().form.yes : t().form.no),
      }));
      return { ...base, kind: 'choices', options, chosen: [0, 1] };
    }
    case 'integers': {
      const options = [parameter.default].map(listChoice);
      return { ...base, kind: 'choices', options, chosen: [0] };
    }
  }
}

/** Whether the row's values are lists of whole numbers, such as the widths of layers, which are typed. */
export function takesLists(row: SpaceRow): boolean {
  return row.kind === 'choices' && row.options.every(({ value }) => Array.isArray(value));
}

function listChoice(value: readonly number[]): Choice {
  return { value, label: () => value.join(', ') };
}

type NumberParameter = Extract<ParameterDescription, { kind: 'number' | 'integer' }>;

/** What the schema proposes to sweep over; else its bounds; else a factor of four around the default. */
function rangeOf({ sweep, min, max, default: usual, kind }: NumberParameter): readonly [number, number] {
  if (sweep) return sweep;
  if (min !== null && max !== null) return [min, max];
  const around = Math.abs(usual ?? 1) || 1;
  const rounded = (value: number) => (kind === 'integer' ? Math.round(value) : value);
  return [Math.max(min ?? -Infinity, rounded(around / 4)), Math.min(max ?? Infinity, rounded(around * 4))];
}

type TrainingPath = Extract<keyof Messages['fields'], `training.${string}`>;

/** Of the training, what is usually tuned; the experiment's own ranges reach much farther. */
const TRAINING: readonly (readonly [path: TrainingPath, low: number, high: number, whole: boolean])[] = [
  ['training.optimizer.learningRate', 1e-4, 0.1, false],
  ['training.batchSize', 32, 1024, true],
  ['training.epochs', 5, 100, true],
];

function trainingRow([path, low, high, whole]: (typeof TRAINING)[number]): SpaceRow {
  const words = () => t().fields[path];
  return {
    path,
    label: () => words().label,
    help: () => words().help,
    on: false,
    kind: 'range',
    low,
    high,
    log: true,
    whole,
  };
}

/** The rows that are ticked, as a sweep's space. */
export function spaceOf(rows: readonly SpaceRow[]): SweepInput['space'] {
  return Object.fromEntries(
    rows
      .filter(({ on }) => on)
      .map((row) => [
        row.path,
        row.kind === 'range'
          ? { low: row.low, high: row.high, scale: row.log ? ('log' as const) : ('linear' as const) }
          : { values: row.chosen.map((at) => row.options[at]?.value).filter((value) => value !== undefined) },
      ]),
  );
}

/** Whether every ticked row holds something to try, and at least one is ticked. */
export function spaceReady(rows: readonly SpaceRow[]): boolean {
  const ticked = rows.filter(({ on }) => on);
  return (
    ticked.length > 0 &&
    ticked.every((row) =>
      row.kind === 'range'
        ? Number.isFinite(row.low) && Number.isFinite(row.high) && row.low <= row.high
        : row.chosen.length > 0,
    )
  );
}

/** `16; 64, 32` as lists of whole numbers; what is none of them is left out. */
export function listsOf(text: string): number[][] {
  return text
    .split(/[;；]/)
    .map((part) =>
      part
        .split(/[\s,，、]+/)
        .filter(Boolean)
        .map(Number),
    )
    .filter((list) => list.length > 0 && list.every((value) => Number.isInteger(value) && value > 0));
}
