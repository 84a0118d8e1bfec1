import { expect, test } from 'vitest';
import { gpuState, type GpuNavigator } from '../../src/compute/webgpu/device';

const info = (fields: Partial<GPUAdapterInfo>) =>
  ({
    vendor: '',
    architecture: '',
    device: '',
    description: '',
    isFallbackAdapter: false,
    ...fields,
  }) as GPUAdapterInfo;

const offering = (...answers: (Partial<GPUAdapterInfo> | null)[]): GpuNavigator => ({
  gpu: {
    requestAdapter: async () => {
      const answer = answers.shift() ?? null;
      return answer && ({ info: info(answer) } as GPUAdapter);
    },
  },
});

test.each([
  ['no navigator (a script outside a browser)', undefined, 'no-webgpu'],
  ['no navigator.gpu', {}, 'no-webgpu'],
  ['a null adapter, twice', offering(null, null), 'no-adapter'],
  ['an adapter only where the fast one is not asked for', offering(null, { vendor: 'intel' }), 'gpu'],
  ['a fallback adapter', offering({ isFallbackAdapter: true }), 'software'],
  ['SwiftShader that does not call itself a fallback', offering({ architecture: 'swiftshader' }), 'software'],
  ['llvmpipe', offering({ description: 'llvmpipe (LLVM 15.0.6, 256 bits)' }), 'software'],
  ['a real GPU', offering({ vendor: 'nvidia', architecture: 'ampere' }), 'gpu'],
])('%s', async (_, navigator, state) => {
  expect((await gpuState(navigator)).state).toBe(state);
});
