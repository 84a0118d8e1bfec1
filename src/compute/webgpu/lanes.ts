/** Neighbouring numbers of a row that an invocation takes at once. */
export type Lanes = 1 | 4;

/**
 * Put in front of a kernel written with `Number`: one f32, or four of them. Four save three of four invocations with
 * their divisions and look-ups of rows, and read 16 bytes at a time; each number's sum stays the same.
 */
export function numbersOf(lanes: Lanes): string {
  return `alias Number = ${lanes === 4 ? 'vec4f' : 'f32'};\n`;
}

/** Four where every one of these widths, strides and offsets is a multiple of four. */
export function lanesFor(sizes: readonly number[]): Lanes {
  return sizes.every((size) => size % 4 === 0) ? 4 : 1;
}
