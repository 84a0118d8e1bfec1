import { expect, test } from 'vitest';
import { weightedSum } from '../../src/app/experiment/worked-example';

test('the worked example has its arithmetic right: 3.6, and 2.88 without the denominator', () => {
  const { products, similarities } = weightedSum();
  expect(products / similarities).toBeCloseTo(3.6, 12);
  expect(0.8 * products).toBeCloseTo(2.88, 12);
});
