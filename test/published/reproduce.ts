import { appendFileSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { IdentifiedFiles } from '../../src/lab/files';
import { judge, presetsNamed, type JudgedFigure, type Preset } from '../../src/lab/presets';
import { datasetFile, present } from './harness';

/** Files that a preset names and that are made from others here, by path. */
export type MadeFiles = Readonly<Record<string, () => Promise<Blob>>>;

/**
 * A test for each of these rows of a table: the preset is run by the lab on the CPU, and every figure is printed beside
 * the published and the recomputed one. A row whose files are not here counts as skipped.
 *
 * @param expected what the verdict on every figure has to be, `reproduced` unless said otherwise
 */
export function reproduce(
  table: string,
  rows: Readonly<Record<string, readonly JudgedFigure['verdict'][] | null>>,
  { made = {}, timeout }: { readonly made?: MadeFiles; readonly timeout?: number } = {},
): void {
  const engine = new Engine(new LabDevice(new CpuBackend(), 'cpu'));
  for (const [row, expected] of Object.entries(rows)) {
    const [preset] = presetsNamed(`${table}/${row}`);
    if (!preset) throw new Error(`no preset ${table}/${row}`);
    const missing = preset.files.filter((file) => !present(file) && !made[file]);
    const name = missing.length ? `${preset.name} (needs ${missing.join(', ')})` : preset.name;
    const run = async (): Promise<void> => {
      const files = await filesOf(preset, made);
      const record = await engine.run(preset.name, preset.experiment, files, () => undefined);
      const figures = judge(preset, record.metrics);
      engine.release(preset.name);
      print(preset, figures);
      expect(figures.map(({ verdict }) => verdict)).toEqual(expected ?? figures.map(() => 'reproduced'));
    };
    test.skipIf(missing.length > 0)(name, run, timeout);
  }
}

/** The preset's files, read from the folder of data sets where they are not made here. */
export async function filesOf(preset: Preset, made: MadeFiles = {}): Promise<IdentifiedFiles> {
  const entries = preset.files.map(async (path) => {
    const blob = made[path] ? await made[path]() : await openAsBlob(datasetFile(path));
    return [path, { key: path, blob }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function print(preset: Preset, figures: readonly JudgedFigure[]): void {
  const digits = (value: number | null) => (value === null ? '–' : value.toFixed(4));
  const lines = figures.map(({ metric, published, recomputed, ours, difference, verdict }) =>
    [
      preset.name,
      metric,
      digits(published),
      digits(recomputed),
      digits(ours),
      digits(difference),
      verdict,
    ].join(' | '),
  );
  console.info(lines.join('\n'));
  const log = process.env['COFILTER_FIGURES'];
  if (log) appendFileSync(log, `${lines.join('\n')}\n`);
}
