/**
 * Compiles every variant of every kernel with Dawn's null backend: no GPU needed, milliseconds each.
 * Runs in a process of its own that ends with `process.exit`, because Dawn may crash while Node shuts down.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { create } from 'webgpu';
import type { Kernel } from '../../src/compute/webgpu/kernel';
import { locate, piecesOf } from './locate';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { module } = await runnerImport<typeof import('./kernels')>(
  fileURLToPath(new URL('./kernels.ts', import.meta.url)),
  { root, configFile: false, logLevel: 'error' },
);

// Held to the end: when the collector takes Dawn's instance or a module away, Dawn's threads meet destroyed locks.
const gpu = create(['backend=null']);
const held: unknown[] = [gpu];
const adapter = await gpu.requestAdapter();
if (!adapter) throw new Error("Dawn's null backend offers no adapter");
const device = await adapter.requestDevice({
  requiredFeatures: [...adapter.features] as GPUFeatureName[],
});

/** What is wrong with one variant: nothing, or lines that begin with file:line:column. */
async function findings(kernel: Kernel): Promise<readonly string[]> {
  const pieces = piecesOf(kernel.code, module.shaders);
  device.pushErrorScope('validation');
  const shader = device.createShaderModule({ label: kernel.name, code: kernel.code });
  held.push(shader);
  const { messages } = await shader.getCompilationInfo();
  const found = messages
    .filter(({ type }) => type !== 'info')
    .map((m) => `${locate(pieces, kernel.name, m.lineNum, m.linePos)}: ${m.type}: ${m.message}`);
  if (found.length === 0) kernel.pipeline(device);
  const error = await device.popErrorScope();
  if (error && found.length === 0) {
    const constants = JSON.stringify(kernel.constants);
    found.push(`${pieces[0]?.path ?? kernel.name}:1:1: error: with ${constants}: ${error.message}`);
  }
  return found;
}

const problems: string[] = [];
for (const kernel of module.kernels) problems.push(...(await findings(kernel)));

const used = new Set(module.kernels.flatMap(({ code }) => piecesOf(code, module.shaders).map((p) => p.path)));
for (const path of module.shaders.keys()) {
  if (!used.has(path)) problems.push(`${path}:1:1: error: no kernel compiles this file`);
}

for (const problem of new Set(problems)) console.error(problem);
console.log(`${module.kernels.length} pipelines from ${module.shaders.size} shaders`);
process.exit(problems.length > 0 ? 1 : 0);
