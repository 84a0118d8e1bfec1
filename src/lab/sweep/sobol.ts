import { Random } from '../../compute/random';

/**
 * Primitive polynomials (degree, coefficients) and initial direction numbers of dimensions 2 to 21: Joe & Kuo 2008,
 * “Constructing Sobol sequences with better two-dimensional projections”, file new-joe-kuo-6.21201.
 */
const DIRECTIONS: readonly (readonly [degree: number, coefficients: number, initial: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
];

/** Dimensions that the table serves. */
export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1;

/**
 * Point `index` of a Sobol' sequence in [0, 1)^dimensions (Sobol' 1967; Joe & Kuo 2008), in the order of the Gray
 * code (Antonov & Saleev 1979). With a seed every coordinate is shifted by random digits, which keeps the evenness and
 * makes another sequence of it (Cranley & Patterson 1976, in base 2); with null it is the plain one.
 */
export function sobolPoint(index: number, dimensions: number, seed: number | null): number[] {
  const gray = (index ^ (index >>> 1)) >>> 0;
  return Array.from({ length: dimensions }, (_, dimension) => {
    const directions = directionNumbers(dimension);
    let bits = 0;
    for (let digit = 0; digit < 32; digit++) if ((gray >>> digit) & 1) bits ^= directions[digit]!;
    if (seed !== null) bits ^= new Random(seed, `sobol ${dimension}`).bits();
    return (bits >>> 0) * 2 ** -32;
  });
}

/** v_1 … v_32 as binary fractions, the highest bit first. */
function directionNumbers(dimension: number): Uint32Array {
  const numbers = new Uint32Array(32);
  if (dimension === 0) return numbers.map((_, i) => 2 ** (31 - i));
  const [degree, coefficients, initial] = DIRECTIONS[dimension - 1]!;
  for (let i = 0; i < 32; i++) {
    if (i < degree) {
      numbers[i] = initial[i]! * 2 ** (31 - i);
      continue;
    }
    let next = numbers[i - degree]! ^ (numbers[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((coefficients >>> (degree - 1 - k)) & 1) next ^= numbers[i - k]!;
    numbers[i] = next;
  }
  return numbers;
}
