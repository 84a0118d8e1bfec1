import type { Operation, Scope } from '../backend';
import type { GroupLossSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/group-loss.wgsl`. */
export function groupLoss(_scope: Scope, spec: GroupLossSpec): Operation {
  const { group } = spec;
  const rows = new BatchRows(spec.batch);
  const [values, partials] = [dataOf(spec.values), dataOf(spec.partials)];
  const lossOf = spec.kind === 'softmax' ? softmax : spec.kind === 'bpr' ? bpr : hinge;
  return new CpuOperation('groupLoss', () => {
    values.fill(0, rows.count * group, spec.batch.size * group);
    partials.fill(0, rows.count, spec.batch.size);
    for (let b = 0; b < rows.count; b++) {
      const scores = values.subarray(b * group, (b + 1) * group);
      partials[b] = lossOf(scores, 1 / rows.count);
    }
  });
}

/** Each gives the loss of one group and replaces its scores by `scale` times their gradients. */
function softmax(scores: Float32Array, scale: number): number {
  const greatest = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += Math.exp(score - greatest);
  const loss = Math.log(total) + greatest - scores[0]!;
  scores.forEach((score, k) => {
    scores[k] = scale * (Math.exp(score - greatest) / total - (k === 0 ? 1 : 0));
  });
  return loss;
}

function bpr(scores: Float32Array, scale: number): number {
  return pairwise(scores, scale, (difference) => [
    Math.max(-difference, 0) + Math.log1p(Math.exp(-Math.abs(difference))),
    1 / (1 + Math.exp(difference)),
  ]);
}

function hinge(scores: Float32Array, scale: number): number {
  return pairwise(scores, scale, (difference) => [Math.max(0, 1 - difference), difference < 1 ? 1 : 0]);
}

function pairwise(
  scores: Float32Array,
  scale: number,
  of: (difference: number) => readonly [loss: number, slope: number],
): number {
  const share = 1 / (scores.length - 1);
  const known = scores[0]!;
  let [sum, slopes] = [0, 0];
  for (let k = 1; k < scores.length; k++) {
    const [loss, slope] = of(known - scores[k]!);
    sum += loss;
    slopes += slope;
    scores[k] = scale * share * slope;
  }
  scores[0] = -scale * share * slopes;
  return share * sum;
}
