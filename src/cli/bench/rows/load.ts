import { loadLog, ratingLog } from '../log';
import { result, time, type BenchRow } from '../row';

const LINES = 1_000_000;

export const load: BenchRow = {
  name: 'load-1m',
  what: 'a CSV of 1 000 000 ratings by 6040 users of 3706 items, from Blob to encoded data set',

  async run() {
    const log = ratingLog({ users: 6040, items: 3706, interactions: LINES });
    const samples = await time(async () => {
      const { interactions } = await loadLog(log);
      if (interactions !== LINES) throw new Error(`${interactions} interactions were read`);
    });
    return [result({ name: load.name, what: load.what }, samples, { rows: LINES, bytes: log.size })];
  },
};
