import { encode } from '../data/encode';
import type { Csr, Dataset, Warning } from '../data/dataset';
import type { InteractionTable } from '../data/interactions';
import type { ItemCatalogue } from '../data/item-metadata';
import { readInteractions } from '../data/read';
import { readCandidates, type ReadCandidates } from '../data/read-candidates';
import { readItemMetadata } from '../data/read-item-metadata';
import { readTrust, type ReadTrust } from '../data/read-trust';
import { sha256OfText } from '../data/sha256';
import { simulateStore } from '../data/store';
import { subset } from '../data/subset';
import type { Experiment } from './experiment';
import { fileAt, type IdentifiedFiles } from './files';

/** Tables kept for the next run or preview; a million interactions take about 20 MB. */
const KEPT = 4;

export interface LoadHooks {
  /** Bytes read so far and in all. */
  report(done: number, total: number): void;
  checkpoint(): Promise<unknown>;
}

/** What a run learns from and is measured on. */
export interface LoadedData {
  readonly name: string;
  readonly sha256: string;
  readonly rejected: number;
  readonly data: Dataset;
  /** What comes from files of its own. */
  readonly parts: {
    readonly test: Dataset | undefined;
    readonly validation: Dataset | undefined;
    readonly candidates: Csr | undefined;
  };
  readonly warnings: readonly Warning[];
}

/** Reads data sources, and keeps the tables last read so that a second run starts at once. */
export class DataLoader {
  readonly #kept = new Map<string, InteractionTable>();

  /** The table of the experiment's main source. Throws ResearcherError. */
  table(data: Experiment['data'], files: IdentifiedFiles, hooks: LoadHooks): Promise<InteractionTable> {
    switch (data.source) {
      case 'simulated':
        return this.#keep(`simulated ${JSON.stringify(data.store ?? {})}`, async () => simulate(data.store));
      case 'text': {
        const text = data.text ?? '';
        return this.#keep(`text ${JSON.stringify(readOptions(data))} ${text}`, () =>
          readInteractions(new Blob([text]), 'text', readOptions(data), hooks),
        );
      }
      case 'file':
        return this.#file(data, data.path ?? '', 'data.path', files, hooks);
    }
  }

  /** The main source alone, as a data set. */
  async preview(
    data: Experiment['data'],
    files: IdentifiedFiles,
    hooks: LoadHooks,
  ): Promise<{ table: InteractionTable; dataset: Dataset }> {
    const table = await this.table(data, files, hooks);
    const catalogue = data.itemsPath ? await this.#catalogue(data.itemsPath, files, hooks) : null;
    const [dataset] = encode([table], { ...data, itemMetadata: catalogue }).datasets;
    return { table, dataset: dataset! };
  }

  /** Everything that the experiment names, encoded with shared ids. */
  async load(experiment: Experiment, files: IdentifiedFiles, hooks: LoadHooks): Promise<LoadedData> {
    const { data, split } = experiment;
    const main = await this.table(data, files, hooks);
    const named = split.protocol === 'predefined' ? split : null;
    const test = named && (await this.#file(data, named.testPath, 'split.testPath', files, hooks));
    const validation = named?.validationPath
      ? await this.#file(data, named.validationPath, 'split.validationPath', files, hooks)
      : null;
    const catalogue = data.itemsPath ? await this.#catalogue(data.itemsPath, files, hooks) : null;
    await hooks.checkpoint();
    const tables = [main, test, validation].filter((table) => table !== null);
    const { datasets, warnings } = encode(tables, { ...data, itemMetadata: catalogue });
    const trust = data.trustPath ? await this.#trust(data, datasets[0]!, files, hooks) : null;
    if (trust) warnings.push(...trust.warnings);
    const [all, ...held] = trust
      ? datasets.map((dataset) => ({ ...dataset, trust: trust.matrix }))
      : datasets;
    const train = named?.exclusive ? without(all!, held) : all!;
    const listed = await this.#candidates(experiment, all!, files, hooks);
    return {
      name: main.source.name,
      sha256: digestOf(tables),
      rejected: tables.reduce((sum, table) => sum + table.rejected.count, 0),
      data: train,
      parts: {
        test: test ? held[0] : undefined,
        validation: validation ? held.at(-1) : undefined,
        candidates: listed?.candidates,
      },
      warnings: [...warnings, ...(listed?.warnings ?? [])],
    };
  }

  #file(
    data: Experiment['data'],
    path: string,
    place: string,
    files: IdentifiedFiles,
    hooks: LoadHooks,
  ): Promise<InteractionTable> {
    const { key, blob } = fileAt(files, path, place);
    return this.#keep(`file ${key} ${JSON.stringify(readOptions(data))}`, () =>
      readInteractions(blob, path, readOptions(data), hooks),
    );
  }

  async #candidates(
    { evaluation }: Experiment,
    dataset: Dataset,
    files: IdentifiedFiles,
    hooks: LoadHooks,
  ): Promise<ReadCandidates | null> {
    const { candidates } = evaluation;
    if (typeof candidates !== 'object' || !('listPath' in candidates)) return null;
    const { blob } = fileAt(files, candidates.listPath, 'evaluation.candidates.listPath');
    return readCandidates(blob, candidates.listPath, dataset, hooks);
  }

  #catalogue(path: string, files: IdentifiedFiles, hooks: LoadHooks): Promise<ItemCatalogue> {
    return readItemMetadata(fileAt(files, path, 'data.itemsPath').blob, path, hooks);
  }

  async #trust(
    { trustPath }: Experiment['data'],
    dataset: Dataset,
    files: IdentifiedFiles,
    hooks: LoadHooks,
  ): Promise<ReadTrust> {
    const { blob } = fileAt(files, trustPath!, 'data.trustPath');
    return readTrust(blob, trustPath!, dataset.userIds, hooks);
  }

  async #keep(key: string, read: () => Promise<InteractionTable>): Promise<InteractionTable> {
    const table = this.#kept.get(key) ?? (await read());
    this.#kept.delete(key); // the latest used goes last
    this.#kept.set(key, table);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return table;
  }
}

/** The interactions of `dataset` whose pair none of the other parts has. */
function without(dataset: Dataset, parts: readonly Dataset[]): Dataset {
  const keep = new Uint8Array(dataset.interactions).fill(1);
  const { offsets, indices } = dataset.byUser;
  for (const { byUser } of parts) {
    for (let user = 0; user < dataset.users; user++) {
      const held = new Set(byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1]));
      for (let at = offsets[user]!; at < offsets[user + 1]!; at++) if (held.has(indices[at]!)) keep[at] = 0;
    }
  }
  return subset(dataset, keep);
}

function readOptions(data: Experiment['data']) {
  const { format, columns, delimiter, header, encoding } = data;
  return { format, columns, delimiter, header, encoding };
}

function simulate(parameters: Experiment['data']['store']): InteractionTable {
  const { seed, ...rest } = parameters ?? {};
  const { table, metadata } = simulateStore(rest, seed ?? 1);
  return { ...table, itemMetadata: table.itemMetadata ?? metadata };
}

/** One source keeps its own digest; that of several is the digest of theirs, in order. */
function digestOf(tables: readonly InteractionTable[]): string {
  if (tables.length === 1) return tables[0]!.source.sha256;
  return sha256OfText(tables.map((table) => table.source.sha256).join(''));
}
