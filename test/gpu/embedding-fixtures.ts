import { expect } from 'vitest';
import type { Backend, Operation, Scope, Tensor } from '../../src/compute/backend';
import type { EmbeddingSpec } from '../../src/compute/contracts/optim';
import { SCHEDULE_WIDTH } from '../../src/compute/contracts/optim';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { noise, noiseArray, uploadBatch } from './fixtures';

export const STEPS = 100;
const PLACES = 68;
export const WEIGHT_DECAY = 0.1;

/** Rows touched at step t: some often, some not, and places beyond the batch; the same one for every place of a group. */
export const idsAt = (t: number, rows: number, group = 1) =>
  Uint32Array.from({ length: PLACES }, (_, place) => {
    const i = Math.floor(place / group) * group;
    return i > 65 - group ? NO_ROW : Math.floor((((noise(i + 100 * t) + 1) / 2) ** 2 * rows) / 2);
  });

/** Where gradients of this width stand in wider rows: in fours where it is a multiple of four. */
const viewOf = (width: number) => (width % 4 === 0 ? { stride: 16, column: 4 } : { stride: 9, column: 2 });

export const gradientAt = (t: number, width: number) => noiseArray(PLACES * viewOf(width).stride, t);

/** Where the gradients stand in the rows of `gradientAt`. */
export const gradientView = (tensor: Tensor<'f32'>, width: number) => ({ tensor, ...viewOf(width) });

/** The gradient of each touched row at step t, by its definition. */
export function rowGradients(t: number, rows: number, width: number): Map<number, Float64Array> {
  const result = new Map<number, Float64Array>();
  const gradient = gradientAt(t, width);
  const { stride, column } = viewOf(width);
  idsAt(t, rows).forEach((row, position) => {
    if (row === NO_ROW) return;
    const sum = result.get(row) ?? new Float64Array(width);
    for (let c = 0; c < width; c++) sum[c]! += gradient[position * stride + column + c]!;
    result.set(row, sum);
  });
  return result;
}

/** Neighbouring places with one id, and how many of them the optimiser is told to take together. */
export interface Groups {
  readonly idGroup?: number;
  readonly group?: number;
}

/**
 * Runs STEPS steps of an optimiser on a table and reads it. `scheduleRow` gives the constants of step t (from 1).
 */
export async function trainedTable(
  backend: Backend,
  start: Float32Array,
  width: number,
  scheduleRow: (t: number) => readonly number[],
  prepare: (scope: Scope, spec: EmbeddingSpec) => Operation,
  { idGroup = 1, group = 1 }: Groups = {},
): Promise<Float32Array> {
  const scope = backend.scope('test');
  const rows = start.length / width;
  const schedule = new Float32Array(STEPS * SCHEDULE_WIDTH);
  for (let t = 1; t <= STEPS; t++) schedule.set(scheduleRow(t), (t - 1) * SCHEDULE_WIDTH);
  const gradient: Tensor<'f32'> = scope.tensor('f32', gradientAt(1, width).length, 'gradient');
  const batch = uploadBatch(scope, [0], 1);
  const spec = {
    table: scope.upload(start, 'table'),
    width,
    ids: scope.tensor('u32', PLACES, 'ids'),
    sorted: scope.tensor('u32', PLACES, 'sorted'),
    gradient: gradientView(gradient, width),
    batch,
    schedule: scope.upload(schedule, 'schedule'),
    weightDecay: WEIGHT_DECAY,
    group,
  };
  const step = [
    backend.kernels.sortIds(scope, { ids: spec.ids, sorted: spec.sorted, group }),
    prepare(scope, spec),
  ];
  for (let t = 1; t <= STEPS; t++) {
    backend.write(batch.tensor, Uint32Array.from([t - 1, t - 1]));
    backend.write(spec.ids, idsAt(t, rows, idGroup));
    backend.write(gradient, gradientAt(t, width));
    backend.run(step);
  }
  const result = await backend.read(spec.table);
  scope.dispose();
  return result;
}

/** Groups of places with one id: told of them, the optimiser gives the bits that it gives where it is not. */
export async function expectSameInGroups(run: (groups: Groups) => Promise<Float32Array>): Promise<void> {
  const [alone, together] = [await run({ idGroup: 4 }), await run({ idGroup: 4, group: 4 })];
  expect(together).toEqual(alone);
}
