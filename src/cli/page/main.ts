import { ResearcherError } from '../../errors';
import { openLab, type Lab, type LabFiles, type Questions, type RunOptions } from '../../lab/client';
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
      const handle = lab.run(experiment, await options(files));
      const record = await handle.record;
      return { record, artefacts: await deliver(handle, results) };
    }),

  sweep: (sweep, files, results) =>
    answer(async () => {
      const handle = lab.sweep(sweep, await options(files));
      const record = await handle.record;
      return { record, artefacts: record.test === null ? [] : await deliver(handle, results) };
    }),

  replay: (replay, files) => answer(async () => lab.replay(replay, await options(files)).record),

  reproduce: (preset, files) =>
    answer(async () => {
      const handle = lab.reproduce(preset, await options(files));
      const record = await handle.record;
      await handle.release();
      return record;
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

async function options(files: FileAddresses): Promise<RunOptions> {
  running = new AbortController();
  return {
    files: await fetchAll(files),
    onEvent: (events) => void window.cofilterEvents(events),
    signal: running.signal,
  };
}

/** Puts what a fitted model leaves behind where the command line wants it, and lets the model go. */
async function deliver(model: Questions, results: string | null): Promise<readonly string[]> {
  const artefacts = results === null ? {} : await model.artefacts();
  for (const [name, blob] of Object.entries(artefacts)) await put(`${results}${name}`, blob);
  await model.release();
  return Object.keys(artefacts);
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
