import type { Operation, Scope } from '../backend';
import { LEVELS_HEADER, type FactorLevelSpec } from '../contracts/nn';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/factor-level.wgsl`. */
export function factorLevel(_scope: Scope, spec: FactorLevelSpec): Operation {
  const { factors } = spec;
  const [plan, pairs, ratings] = [dataOf(spec.plan), dataOf(spec.pairs), dataOf(spec.ratings)];
  const [users, items, errors] = [dataOf(spec.users), dataOf(spec.items), dataOf(spec.errors)];
  // As the shader sees them
  const [mean, rate, decay] = [spec.mean, spec.learningRate, spec.regularization].map(Math.fround) as [
    number,
    number,
    number,
  ];
  return new CpuOperation('factorLevel', () => {
    const level = plan[0]! - 1;
    const first = LEVELS_HEADER + plan[1]! + 1;
    for (let entry = plan[LEVELS_HEADER + level]!; entry < plan[LEVELS_HEADER + level + 1]!; entry++) {
      const rating = plan[first + entry]!;
      const user = pairs[2 * rating]! * (factors + 1);
      const item = pairs[2 * rating + 1]! * (factors + 1);
      let e = ratings[rating]! - mean - users[user + factors]! - items[item + factors]!;
      for (let k = 0; k < factors; k++) e -= users[user + k]! * items[item + k]!;
      errors[rating] = e * e;
      users[user + factors]! += rate * (e - decay * users[user + factors]!);
      items[item + factors]! += rate * (e - decay * items[item + factors]!);
      for (let k = 0; k < factors; k++) {
        const [p, q] = [users[user + k]!, items[item + k]!];
        users[user + k] = p + rate * (e * q - decay * p);
        items[item + k] = q + rate * (e * p - decay * q);
      }
    }
  });
}
