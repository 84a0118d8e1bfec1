import { ResearcherError } from '../../errors';
import { openLab, type Lab, type LabFiles } from '../../lab/client';
import type { Answer, FileAddresses, PageLab } from './protocol';

let lab: Lab;
let running = new AbortController();

const page: PageLab = {
  open: (backend) =>
    answer(async () => {
      lab = await openLab({ backend });
      return lab.adapter;
    }),

  run: (experiment, files, results) =>
    answer(async () => {
      running = new AbortController();
      const handle = lab.run(experiment, {
        files: await fetchAll(files),
        onEvent: (events) => void window.cofilterEvents(events),
        signal: running.signal,
      });
      const record = await handle.record;
      const artefacts = results === null ? {} : await handle.artefacts();
      for (const [name, blob] of Object.entries(artefacts)) await put(`${results}${name}`, blob);
      await handle.release();
      return { record, artefacts: Object.keys(artefacts) };
    }),

  replay: (replay, files) =>
    answer(async () => {
      running = new AbortController();
      return lab.replay(replay, {
        files: await fetchAll(files),
        onEvent: (events) => void window.cofilterEvents(events),
        signal: running.signal,
      }).record;
    }),

  inspect: (data, files) => answer(async () => lab.inspect(data, await fetchAll(files))),
  models: () => answer(() => lab.models()),

  cancel: () =>
    answer(async () => {
      running.abort();
      return null;
    }),
};
window.cofilter = page;

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof ResearcherError) return { refused: error.toJSON() };
    throw error;
  }
}

async function fetchAll(addresses: FileAddresses): Promise<LabFiles> {
  const files = Object.entries(addresses).map(async ([path, address]) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${path} could not be fetched: ${response.status}`);
    return [path, await response.blob()] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

async function put(address: string, content: Blob): Promise<void> {
  const response = await fetch(address, { method: 'PUT', body: content });
  if (!response.ok) throw new Error(`${address} could not be written: ${response.status}`);
}
