import { Kernel } from './kernel';

/** Neighbouring numbers of a row that an invocation takes at once. */
export type Lanes = 1 | 4;

/** A kernel for single numbers, and the same for four at once. */
export type LaneKernels = Readonly<Record<Lanes, Kernel>>;

/**
 * A kernel written with `Number`, which is one f32, or four of them. Four save three of four invocations with their
 * divisions and look-ups of rows, and read 16 bytes at a time; each number's sum stays the same.
 */
export function laneKernels(
  name: string,
  code: string,
  constants: Readonly<Record<string, number>>,
): LaneKernels {
  const of = (number: string) => new Kernel(name, `alias Number = ${number};\n${code}`, constants);
  return { 1: of('f32'), 4: of('vec4f') };
}

/** Four where every one of these widths, strides and offsets is a multiple of four. */
export function lanesFor(sizes: readonly number[]): Lanes {
  return sizes.every((size) => size % 4 === 0) ? 4 : 1;
}
