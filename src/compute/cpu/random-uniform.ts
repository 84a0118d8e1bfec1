import type { Operation, Scope } from '../backend';
import type { RandomUniformSpec } from '../contracts';
import { Random } from '../random';
import { CpuOperation, dataOf } from './tensor';

/** The numbers of one stream and step: the meaning of `shaders/random/random-uniform.wgsl`. */
export function randomUniform(_scope: Scope, spec: RandomUniformSpec): Operation {
  const [out, step] = [dataOf(spec.out), dataOf(spec.step)];
  const part = out.subarray(0, spec.count ?? out.length);
  return new CpuOperation('randomUniform', () => {
    new Random(spec.seed, spec.stream, step[0]).fillUniform(part);
  });
}
