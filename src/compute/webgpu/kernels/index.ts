import type { Kernels } from '../../contracts';
import { gemm } from './gemm';

/** Every kernel's WebGPU side, by its one name. */
export const webgpuKernels: Kernels = { gemm };
