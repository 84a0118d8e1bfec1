import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built workbench is served, with a slash at its end. */
    address: string;
  }
}

/** Builds the workbench as it ships and serves it. `npm test` has built it already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  if (!process.env['COFILTER_BUILT']) await build({ root, logLevel: 'warn' });
  const server = await preview({ root, logLevel: 'warn', preview: { port: 0, host: '127.0.0.1' } });
  project.provide('address', server.resolvedUrls!.local[0]!);
  return () => server.close();
}
