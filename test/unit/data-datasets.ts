import { existsSync, openAsBlob } from 'node:fs';
import { describe } from 'vitest';
import type { InteractionTable } from '../../src/data/interactions';
import { readInteractions, type ReadOptions } from '../../src/data/read';
import { hooks } from './data-files';

const folder = process.env['COFILTER_DATASETS'] ?? '../shared/datasets';

/** A real data set's file, as a person would drop it. */
export function datasetFile(path: string): Promise<Blob> {
  return openAsBlob(`${folder}/${path}`);
}

export async function readDataset(
  path: string,
  options: Partial<ReadOptions> = {},
): Promise<InteractionTable> {
  const blob = await datasetFile(path);
  return readInteractions(blob, path.split('/').at(-1)!, { format: 'auto', ...options }, hooks);
}

/** Data sets may not be handed on, so they are not here on every machine: then the tests say so and count as skipped. */
export function describeWithDatasets(name: string, tests: () => void): void {
  const present = existsSync(folder);
  describe.skipIf(!present)(
    present ? name : `${name} (no data sets at ${folder}; set COFILTER_DATASETS)`,
    tests,
  );
}
