import { afterAll, beforeAll } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { openWebGpu } from '../../src/compute/webgpu/device';

/** Half a unit in the last place of 1 in f32. */
export const F32_EPSILON = 2 ** -24;

/** Both sides of the seam for a test file. Fails, never skips, where no WebGPU adapter can be had. */
export function bothBackends(): { readonly gpu: Backend; readonly cpu: Backend } {
  const holder: { gpu: Backend; cpu: Backend } = { gpu: undefined!, cpu: new CpuBackend() };
  beforeAll(async () => {
    const opened = await openWebGpu();
    if (typeof opened === 'string') throw new Error(`${opened}: these tests need WebGPU and never skip`);
    holder.gpu = opened;
  });
  afterAll(() => holder.gpu.destroy());
  return holder;
}
