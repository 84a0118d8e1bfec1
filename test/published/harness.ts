import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset, Split } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { evaluate } from '../../src/evaluation/evaluate';
import type { EvaluationOptions, EvaluationResult } from '../../src/evaluation/options';
import type { Recommender, Task } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { tableOf, type Row } from '../unit/data-fixtures';
import { fitContext } from '../unit/model-fixtures';

const folder = process.env['COFILTER_DATASETS'] ?? '../shared/datasets';

/** Path of a data set's file. */
export function datasetFile(name: string): string {
  return path.join(folder, name);
}

/** Whether all these files are here; tests that need them count as skipped otherwise. */
export function present(...names: readonly string[]): boolean {
  return names.every((name) => existsSync(datasetFile(name)));
}

/** Lines of a file, split at `separator`; blank lines left out. */
export function fieldsOf(name: string, separator: string | RegExp = '\t'): string[][] {
  return readFileSync(datasetFile(name), 'latin1')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(separator));
}

/** `user item rating time` a line, separated by blanks or tabs. */
export function ratingRows(name: string): Row[] {
  return fieldsOf(name, /\s+/).map(([user, item, rating, time]): Row => [
    user!,
    item!,
    Number(rating),
    Number(time),
  ]);
}

/** `user item item …` a line. */
export function listRows(name: string): Row[] {
  return fieldsOf(name, /\s+/).flatMap(([user, ...items]) => items.map((item): Row => [user!, item]));
}

/** Data sets with shared ids, one a list of rows. */
export function encodeRows(
  feedback: 'explicit' | 'implicit',
  ...parts: readonly (readonly Row[])[]
): Dataset[] {
  return encode(parts.map(tableOf), { feedback }).datasets;
}

export function splitOf(train: Dataset, test: Dataset): Split {
  return { name: 'predefined', train, validation: null, test, candidates: null, warnings: [] };
}

/** Fits a model of the registry on the CPU side and hands it over; gives it back afterwards. */
export async function withModel<T>(
  name: string,
  params: Readonly<Record<string, unknown>>,
  task: Task,
  train: Dataset,
  use: (model: Recommender, backend: CpuBackend) => Promise<T>,
): Promise<T> {
  const entry = modelEntry(name);
  if (!entry) throw new Error(`no model ${name}`);
  const backend = new CpuBackend();
  const model = entry.create(entry.params.parse(params), task);
  try {
    await model.fit(train, fitContext(backend));
    return await use(model, backend);
  } finally {
    model.dispose();
  }
}

/** Fits and measures on the test part. */
export function measure(
  name: string,
  params: Readonly<Record<string, unknown>>,
  split: Split,
  options: Partial<EvaluationOptions> & Pick<EvaluationOptions, 'task' | 'metrics'>,
): Promise<EvaluationResult> {
  return withModel(name, params, options.task, split.train, (model, backend) =>
    evaluate(
      backend,
      model,
      split,
      'test',
      {
        cutoffs: [10],
        candidates: 'all',
        relevance: null,
        excludeSeen: true,
        seed: 42,
        bootstrap: 0,
        lists: false,
        ...options,
      },
      { checkpoint: async () => undefined, report: () => undefined },
    ),
  );
}
