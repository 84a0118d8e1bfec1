import type { AdapterDescription } from '../backend';
import { WebGpuBackend } from './backend';

/** Limits taken as far as the adapter goes, and why. The defaults suit phones. */
const WANTED_LIMITS = [
  'maxBufferSize', // 256 MiB by default: a 6040×6040 EASE matrix alone takes 146 MB
  'maxStorageBufferBindingSize', // 128 MiB by default
  'maxComputeWorkgroupStorageSize', // larger tiles for the workgroup variants
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxStorageBuffersPerShaderStage', // 8 by default; fused kernels bind more
] as const;

/** Used by kernel variants where present; nothing needs them. */
const WANTED_FEATURES = ['timestamp-query', 'subgroups', 'shader-f16'] as const;

/** What a browser offers: no WebGPU at all, WebGPU without an adapter, one that runs on the CPU, or a real GPU. */
export type GpuState =
  | { readonly state: 'no-webgpu' | 'no-adapter' }
  | { readonly state: 'software' | 'gpu'; readonly adapter: GPUAdapter };

/** The part of `navigator` that matters here. */
export interface GpuNavigator {
  readonly gpu?: Pick<GPU, 'requestAdapter'>;
}

/** Tells the states apart. Asks for the fast GPU, then for any adapter. */
export async function gpuState(navigator: GpuNavigator | undefined): Promise<GpuState> {
  if (!navigator?.gpu) return { state: 'no-webgpu' };
  const adapter =
    (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })) ??
    (await navigator.gpu.requestAdapter());
  if (!adapter) return { state: 'no-adapter' };
  return { state: isSoftware(adapter.info) ? 'software' : 'gpu', adapter };
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test(
      `${info.device} ${info.description} ${info.architecture}`,
    )
  );
}

/** Opens the GPU, or says why not. An adapter serves one device, so each call asks for a new one. */
export async function openWebGpu(
  navigator: GpuNavigator | undefined = globalThis.navigator,
): Promise<WebGpuBackend | 'no-webgpu' | 'no-adapter'> {
  const found = await gpuState(navigator);
  if (!('adapter' in found)) return found.state;
  const { adapter } = found;
  const device = await adapter.requestDevice({
    label: 'cofilter',
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  return new WebGpuBackend(device, describe(adapter.info, device, found.state));
}

function describe(info: GPUAdapterInfo, device: GPUDevice, kind: 'software' | 'gpu'): AdapterDescription {
  const name =
    info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ') || 'GPU';
  return {
    kind,
    name,
    vendor: info.vendor,
    architecture: info.architecture,
    features: [...device.features].sort(),
    limits: Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, device.limits[limit]])),
    fallbackReason: null,
  };
}
