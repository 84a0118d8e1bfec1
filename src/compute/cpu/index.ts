import type { Kernels } from '../contracts';
import { gemm } from './gemm';

/** Every kernel's CPU side, by its one name. */
export const cpuKernels: Kernels = { gemm };
