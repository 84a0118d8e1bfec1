import { expect, test } from 'vitest';
import { inverseCholesky, symmetricEigen } from '../../src/models/symmetric';

const n = 6;
const a = Float64Array.from({ length: n * n }, (_, at) => {
  const [i, j] = [Math.floor(at / n), at % n];
  return Math.sin(Math.min(i, j) + 2 * Math.max(i, j)) + (i === j ? 4 : 0);
});

// numpy.linalg.eigvalsh of the same matrix
const EXPECTED = [
  6.490306488977331, 5.805025887300673, 4.6984356742695015, 3.3612668193777475, 2.624713623925112,
  1.407789423409008,
];

test('eigenvalues as numpy has them, and A V = V Λ', () => {
  const { values, vectors } = symmetricEigen(a, n);
  for (let j = 0; j < n; j++) {
    expect(values[j]).toBeCloseTo(EXPECTED[j]!, 10);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k]! * vectors[k * n + j]!;
      expect(sum).toBeCloseTo(values[j]! * vectors[i * n + j]!, 10);
    }
  }
});

test('R⁻ᵀ A R⁻¹ = I', () => {
  const inverse = inverseCholesky(a, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        for (let l = 0; l < n; l++) sum += inverse[k * n + i]! * a[k * n + l]! * inverse[l * n + j]!;
      }
      expect(sum).toBeCloseTo(i === j ? 1 : 0, 10);
    }
  }
});

test('a column that depends on those before it comes out as zero', () => {
  // columns 1, 2, and their sum
  const gram = [2, 1, 3, 1, 5, 6, 3, 6, 9];
  const inverse = inverseCholesky(gram, 3);
  expect([inverse[2], inverse[5], inverse[8]]).toEqual([0, 0, 0]);
  expect(inverse[0]! ** 2 * 2).toBeCloseTo(1, 12);
});
