import type { Operation, Scope } from '../backend';
import type { SvdppUserSpec } from '../contracts';
import { LEVELS_HEADER } from '../contracts/nn';
import { CpuOperation, dataOf } from './tensor';

/** In f64 what a user's ratings share, else rounded once each: the meaning of `shaders/models/svdpp-user.wgsl`. */
export function svdppUser(_scope: Scope, spec: SvdppUserSpec): Operation {
  const { factors } = spec;
  const [plan, pairs, ratings] = [dataOf(spec.plan), dataOf(spec.pairs), dataOf(spec.ratings)];
  const [users, items, errors] = [dataOf(spec.users), dataOf(spec.items), dataOf(spec.errors)];
  const history = dataOf(spec.history);
  // As the shader sees them
  const mean = Math.fround(spec.mean);
  const rate = Math.fround(spec.learningRate);
  const decay = Math.fround(spec.regularization);
  const [sum, moved] = [new Float64Array(factors), new Float64Array(factors)];
  return new CpuOperation('svdppUser', () => {
    const level = plan[0]! - 1;
    const first = LEVELS_HEADER + plan[1]! + 1;
    const begin = first + plan[LEVELS_HEADER + level]!;
    const end = first + plan[LEVELS_HEADER + level + 1]!;
    const share = 1 / Math.sqrt(end - begin);
    const user = pairs[2 * plan[begin]!]! * (factors + 1);
    for (let k = 0; k < factors; k++) sum[k] = users[user + k]!;
    moved.fill(0);
    for (let entry = begin; entry < end; entry++) {
      const read = pairs[2 * plan[entry]! + 1]! * factors;
      for (let k = 0; k < factors; k++) sum[k]! += share * history[read + k]!;
    }
    for (let entry = begin; entry < end; entry++) {
      const rating = plan[entry]!;
      const item = pairs[2 * rating + 1]! * (factors + 1);
      let e = ratings[rating]! - mean - users[user + factors]! - items[item + factors]!;
      for (let k = 0; k < factors; k++) e -= items[item + k]! * sum[k]!;
      errors[rating] = e * e;
      users[user + factors]! += rate * (e - decay * users[user + factors]!);
      items[item + factors]! += rate * (e - decay * items[item + factors]!);
      for (let k = 0; k < factors; k++) {
        const [q, s, m] = [items[item + k]!, sum[k]!, moved[k]!];
        items[item + k] = q + rate * (e * s - decay * q);
        sum[k] = s + rate * (2 * e * q - decay * s);
        moved[k] = m + rate * (e * q - decay * m);
      }
    }
    const kept = (1 - rate * decay) ** (end - begin);
    for (let k = 0; k < factors; k++) users[user + k] = kept * users[user + k]! + moved[k]!;
    for (let entry = begin; entry < end; entry++) {
      const read = pairs[2 * plan[entry]! + 1]! * factors;
      for (let k = 0; k < factors; k++) history[read + k] = kept * history[read + k]! + share * moved[k]!;
    }
  });
}
