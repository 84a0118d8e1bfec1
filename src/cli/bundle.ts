import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'cofilter');

/** What goes into a bundle; another byte in one of them makes another bundle. */
const SOURCES = ['src', 'shaders', 'package.json', 'package-lock.json'];

const A_DAY = 24 * 60 * 60 * 1000;

/**
 * Bundles one HTML page of the command line (with its worker and shaders) and returns the folder it lies in.
 * Kept until the sources change: a start then costs the time to hash them.
 *
 * @param page path from the project's root
 * @param also other sources of the page, from the project's root
 */
export async function bundle(page: string, also: readonly string[] = []): Promise<string> {
  const folder = join(CACHE, await fingerprint(page, [...SOURCES, ...also]));
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  await forgetOld();
  // Built aside and moved into place, so that commands started together never see half a bundle.
  const outDir = await mkdtemp(join(CACHE, 'building-'));
  // Loaded where it is needed: most starts find their bundle ready.
  const { build } = await import('vite');
  const checks = { pluginTimings: false };
  await build({
    root: ROOT,
    configFile: false,
    base: './',
    logLevel: 'error',
    publicDir: false,
    build: {
      target: 'esnext',
      outDir,
      emptyOutDir: true,
      minify: false,
      reportCompressedSize: false,
      rollupOptions: { input: join(ROOT, page), checks },
    },
    worker: { format: 'es', rollupOptions: { checks } },
  });
  await rename(outDir, folder).catch(async (error: unknown) => {
    await rm(outDir, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

async function fingerprint(page: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(page);
  for (const source of sources) {
    const full = join(ROOT, source);
    const files = (await stat(full)).isDirectory()
      ? (await readdir(full, { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [full];
    for (const file of files) hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function forgetOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const full = join(CACHE, name);
    const age = Date.now() - (await stat(full).catch(() => null))!.mtimeMs;
    if (age > A_DAY) await rm(full, { recursive: true, force: true });
  }
}
