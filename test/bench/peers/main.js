// The same work as in src/cli/bench/rows, written for other frameworks as their documentation suggests, in the same
// browser and on the same adapter. `cofilterPeers.run(row)` gives the samples of each framework that has the row.
import { jax } from './jax.js';
import { tensorflow } from './tensorflow.js';

const LEAST_SAMPLES = 5;

globalThis.cofilterPeers = {
  /** @returns {Promise<{ by: string, samples: number[] }[]>} milliseconds a unit of work */
  async run(row) {
    const results = [];
    for (const peer of [tensorflow, jax]) {
      const prepare = peer.rows[row];
      if (!prepare) continue;
      await peer.open();
      const { sample, units = 1, close } = await prepare();
      await sample();
      const samples = [];
      for (let i = 0; i < LEAST_SAMPLES; i++) {
        const start = globalThis.performance.now();
        await sample();
        samples.push((globalThis.performance.now() - start) / units);
      }
      close?.();
      results.push({ by: peer.name, samples });
    }
    return results;
  },
};
