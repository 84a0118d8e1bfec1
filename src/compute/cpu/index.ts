import type { Kernels } from '../contracts';
import { gemm } from './gemm';
import { topK } from './top-k';
import { randomUniform } from './random-uniform';

/** Every kernel's CPU side, by its one name. */
export const cpuKernels: Kernels = {
  gemm,
  randomUniform,
  topK,
};
