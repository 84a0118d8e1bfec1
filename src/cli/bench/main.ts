import type { AdapterDescription, KernelTuning } from '../../compute/backend';
import { openBackend } from '../../compute/open';
import type { BenchResult } from './row';
import { rows } from './rows';

/** What the benchmark's page offers to the command that drives it. */
export interface BenchPage {
  rows(): { readonly name: string; readonly what: string; readonly onRequest: boolean }[];
  adapter(): Promise<AdapterDescription>;
  tuning(): Promise<KernelTuning['choices']>;
  run(name: string): Promise<readonly BenchResult[]>;
}

declare global {
  var cofilterBench: BenchPage;
}

const opening = openBackend('webgpu');

globalThis.cofilterBench = {
  rows: () => rows.map(({ name, what, onRequest = false }) => ({ name, what, onRequest })),
  adapter: async () => (await opening).adapter,
  tuning: async () => (await opening).tuning?.choices ?? {},
  async run(name) {
    const row = rows.find((each) => each.name === name);
    if (!row) throw new Error(`There is no row ${name}.`);
    const backend = await opening;
    const results = await row.run(backend, (line) => console.info(line));
    backend.trim();
    // What one row leaves behind would stand in the next one's way.
    if (backend.memory.current !== 0)
      throw new Error(`${name} left ${backend.memory.current} bytes on the device.`);
    return results;
  },
};
