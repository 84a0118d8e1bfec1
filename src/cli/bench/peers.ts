import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { ResearcherError } from '../../errors';
import { bundle } from '../bundle';
import { LocalServer } from '../server';
import { result, type BenchResult } from './row';

const FOLDER = 'test/bench/peers';
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOURCES = ['index.html', 'main.js', 'shapes.js', 'tensorflow.js', 'jax.js', 'package-lock.json'];

/** What the page of the other frameworks offers. */
interface PeersPage {
  run(row: string): Promise<readonly { readonly by: string; readonly samples: readonly number[] }[]>;
}

declare global {
  var cofilterPeers: PeersPage;
}

/**
 * Opens a page in which other frameworks do the same work, and returns what measures one row there, beside `ours`.
 * Throws where they are not installed: the project's own installation leaves them out.
 */
export async function openPeers(
  browser: Browser,
): Promise<{ beside(ours: BenchResult): Promise<readonly BenchResult[]>; close(): void }> {
  if (!existsSync(join(ROOT, FOLDER, 'node_modules'))) throw notInstalled();
  const page = `${FOLDER}/index.html`;
  const server = new LocalServer(
    await bundle(
      page,
      SOURCES.map((file) => `${FOLDER}/${file}`),
    ),
  );
  const address = `${await server.listen()}${page}`;
  return {
    async beside({ name, what, size, flops, rows }) {
      // A page of its own for each row: no framework meets what another left behind.
      const tab = await browser.newPage();
      try {
        await tab.goto(address);
        await tab.waitForFunction(() => 'cofilterPeers' in globalThis);
        const measured = await tab.evaluate((row) => globalThis.cofilterPeers.run(row), name);
        return measured.map(({ by, samples }) => result({ name, what, size, by }, samples, { flops, rows }));
      } finally {
        await tab.close();
      }
    },
    close: () => server.close(),
  };
}

function notInstalled(): ResearcherError {
  const command = `npm ci --prefix ${FOLDER}`;
  return new ResearcherError('command-line.peers-not-installed', {
    en: `The other frameworks are not installed. Run: ${command}`,
    zh: `尚未安装其他框架。请运行：${command}`,
  });
}
