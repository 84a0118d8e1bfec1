import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failed, PASSED, type Count } from './count';

/** A kernel has one name in four places. A shader without an entry point is a piece that kernels share. */
export async function kernelFiles(): Promise<Count> {
  const missing: string[] = [];
  const files = await readdir('shaders', { recursive: true });
  for (const shader of files.filter((file) => file.endsWith('.wgsl')).map((file) => join('shaders', file))) {
    if (!(await readFile(shader, 'utf8')).includes('@compute')) continue;
    const name = basename(shader, '.wgsl');
    const others = [
      `src/compute/webgpu/kernels/${name}.ts`,
      `src/compute/cpu/${name}.ts`,
      `test/gpu/${name}.test.ts`,
    ];
    missing.push(...others.filter((path) => !existsSync(path)).map((path) => `${shader} has no ${path}`));
  }
  for (const line of missing) console.error(line);
  return missing.length === 0
    ? PASSED
    : failed(`failed: kernels without all of their files: ${missing.length}`);
}
