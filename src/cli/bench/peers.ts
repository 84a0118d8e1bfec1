import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { ResearcherError } from '../../errors';
import { bundle } from '../bundle';
import { LocalServer } from '../server';
import { result, type BenchResult } from './row';

const FOLDER = 'test/bench/peers';
/** Milliseconds that the others have for one row, warm-up and samples together. */
const LIMIT = 300_000;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOURCES = ['index.html', 'main.js', 'shapes.js', 'tensorflow.js', 'jax.js', 'package-lock.json'];

/** What the page of the other frameworks offers. */
interface PeersPage {
  run(row: string): Promise<readonly { readonly by: string; readonly samples: readonly number[] }[]>;
}

declare global {
  var cofilterPeers: PeersPage;
}

/** What the others did of one row: their results, or a sentence where they did not come to an end. */
export interface Beside {
  readonly results: readonly BenchResult[];
  readonly unfinished?: string;
}

/**
 * Opens a page in which other frameworks do the same work, and returns what measures one row there, beside `ours`.
 * A row that takes them longer than `LIMIT` is given up and said to be unfinished.
 * Throws where they are not installed: the project's own installation leaves them out.
 */
export async function openPeers(
  browser: Browser,
): Promise<{ beside(ours: BenchResult): Promise<Beside>; close(): void }> {
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
    async beside(ours) {
      const { name, what, size, flops, rows } = ours;
      // A page of its own for each row: no framework meets what another left behind.
      const tab = await browser.newPage();
      try {
        await tab.goto(address);
        await tab.waitForFunction(() => 'cofilterPeers' in globalThis);
        const measured = await Promise.race([
          tab.evaluate((row) => globalThis.cofilterPeers.run(row), name),
          delay(LIMIT, null, { ref: false }),
        ]);
        if (measured === null) return { results: [], unfinished: unfinished(ours) };
        return {
          results: measured.map(({ by, samples }) =>
            result({ name, what, size, by }, samples, { flops, rows }),
          ),
        };
      } finally {
        await tab.close();
      }
    },
    close: () => server.close(),
  };
}

function unfinished({ name, size }: BenchResult): string {
  const row = size === undefined ? name : `${name} ${size}`;
  return `${row}: the other frameworks did not finish a warm-up and their samples within ${LIMIT / 1000} s.`;
}

function notInstalled(): ResearcherError {
  const command = `npm ci --prefix ${FOLDER}`;
  return new ResearcherError('command-line.peers-not-installed', {
    en: `The other frameworks are not installed. Run: ${command}`,
    zh: `尚未安装其他框架。请运行：${command}`,
  });
}
