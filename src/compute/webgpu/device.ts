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

/** Opens the GPU, or says why not: `no-webgpu` (no `navigator.gpu`) or `no-adapter`. */
export async function openWebGpu(): Promise<WebGpuBackend | 'no-webgpu' | 'no-adapter'> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) return 'no-webgpu';
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return 'no-adapter';
  const device = await adapter.requestDevice({
    label: 'cofilter',
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  return new WebGpuBackend(device, describe(adapter, device));
}

function describe(adapter: GPUAdapter, device: GPUDevice): AdapterDescription {
  const { info } = adapter;
  const software =
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|warp/i.test(`${info.device} ${info.description} ${info.architecture}`);
  const name =
    info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ') || 'GPU';
  return {
    kind: software ? 'software' : 'gpu',
    name,
    vendor: info.vendor,
    architecture: info.architecture,
    features: [...device.features].sort(),
    limits: Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, device.limits[limit]])),
    fallbackReason: null,
  };
}
