import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The workbench on a port of this machine, from a build that is there or from one that is made and removed again. */
export async function serveWorkbench(
  built: string | undefined,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const outDir = built ?? (await mkdtemp(join(tmpdir(), 'cofilter-page-')));
  if (built === undefined) await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  return {
    address: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close();
      if (built === undefined) await rm(outDir, { recursive: true, force: true });
    },
  };
}
