import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built workbench is served, with a slash at its end. */
    address: string;
  }
}

/**
 * Builds the workbench as it ships and serves it. `npm test` has built it already; otherwise the build goes into a
 * folder of its own, so that nobody else's build takes it away in the middle of a test.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const own = process.env['COFILTER_BUILT'] ? null : await mkdtemp(join(tmpdir(), 'cofilter-dist-'));
  const outDir = own ?? join(root, 'dist');
  if (own !== null) await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  project.provide('address', server.resolvedUrls!.local[0]!);
  return async () => {
    await server.close();
    if (own !== null) await rm(own, { recursive: true, force: true });
  };
}
