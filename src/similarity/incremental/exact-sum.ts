/** Adding and taking off 1.5·2⁵²·q rounds to a multiple of q. */
const TO_COARSE = 1.5 * 2 ** 28;
const TO_FINE = 1.5 * 2 ** -10;

/** f64 that one sum takes: its coarse and its fine part. */
export const SUM_PARTS = 2;

/**
 * Adds `sign` times a term to the sum whose two parts stand at `at`. A term is cut into a multiple of 2⁻²⁴ and one of
 * 2⁻⁶², each added without rounding while sums stay below 5·10⁸ and 65,000 terms (beyond, to 2⁻⁵³ of the sum). So a
 * sum depends on its terms, not on their order, and taking a term away leaves what was there before it, to the bit.
 */
export function addExactly(sums: Float64Array, at: number, term: number, sign: 1 | -1): void {
  const coarse = term + TO_COARSE - TO_COARSE;
  sums[at]! += sign * coarse;
  sums[at + 1]! += sign * (term - coarse + TO_FINE - TO_FINE);
}

/** The value of the sum at `at`. */
export function exactSum(sums: Float64Array, at: number): number {
  return sums[at]! + sums[at + 1]!;
}
