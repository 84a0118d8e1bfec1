import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failed, PASSED, type Count } from './count';

const WRAPPERS = 'src/compute/webgpu/kernels';

/**
 * A kernel has one name in four places: shader, wrapper, CPU twin, GPU test. Further shaders may belong to a wrapper as
 * variants of its kernel; a shader without an entry point is a piece that kernels share.
 */
export async function kernelFiles(): Promise<Count> {
  const wrappers = await importsOf(WRAPPERS);
  const missing: string[] = [];
  for (const shader of await shaders()) {
    const own = basename(shader, '.wgsl');
    const owners = wrappers.filter(({ code }) => code.includes(`${shader}?raw`)).map(({ name }) => name);
    const name = owners.includes(own) ? own : owners[0];
    const wanted =
      name === undefined
        ? [`${WRAPPERS}/${own}.ts`]
        : [`src/compute/cpu/${name}.ts`, `test/gpu/${name}.test.ts`];
    missing.push(...wanted.filter((path) => !existsSync(path)).map((path) => `${shader} has no ${path}`));
  }
  for (const line of missing) console.error(line);
  return missing.length === 0
    ? PASSED
    : failed(`failed: kernels without all of their files: ${missing.length}`);
}

/** Shaders that can run by themselves. */
async function shaders(): Promise<string[]> {
  const found: string[] = [];
  for (const file of await readdir('shaders', { recursive: true })) {
    const path = join('shaders', file);
    if (file.endsWith('.wgsl') && (await readFile(path, 'utf8')).includes('@compute')) found.push(path);
  }
  return found;
}

async function importsOf(folder: string): Promise<{ name: string; code: string }[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
  return Promise.all(
    files.map(async (file) => ({
      name: basename(file, '.ts'),
      code: await readFile(join(folder, file), 'utf8'),
    })),
  );
}
