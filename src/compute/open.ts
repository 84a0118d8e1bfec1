import { ResearcherError } from '../errors';
import type { Backend } from './backend';
import { CpuBackend } from './cpu/backend';
import { openWebGpu } from './webgpu/device';

export type BackendChoice = 'auto' | 'webgpu' | 'cpu';

/** `auto`: any WebGPU adapter (a software one is marked as such), else the CPU. Throws where `webgpu` cannot be had. */
export async function openBackend(choice: BackendChoice): Promise<Backend> {
  if (choice === 'cpu') return new CpuBackend('chosen');
  const opened = await openWebGpu();
  if (typeof opened !== 'string') return opened;
  if (choice === 'auto') return new CpuBackend(opened);
  throw new ResearcherError(
    `compute.${opened}`,
    opened === 'no-webgpu'
      ? {
          en: 'This browser has no WebGPU. Use Chrome 113 or later, or choose the CPU backend.',
          zh: '此浏览器不支持 WebGPU。请使用 Chrome 113 或更高版本，或选择 CPU 后端。',
        }
      : {
          en: 'WebGPU found no adapter. Turn on hardware acceleration in chrome://settings/system, see chrome://gpu, or choose the CPU backend.',
          zh: 'WebGPU 未找到适配器。请在 chrome://settings/system 打开硬件加速，查看 chrome://gpu，或选择 CPU 后端。',
        },
  );
}
