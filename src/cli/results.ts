import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../language';
import type { RunRecord } from '../lab/record';
import { renderHistoryCsv } from '../report/history';
import { renderHtml } from '../report/html';
import { renderMarkdown } from '../report/markdown';

/** What the page itself puts into the folder. */
export const ARTEFACTS: readonly string[] = [
  'predictions.csv',
  'recommendations.csv',
  'probabilities.csv',
  'model.safetensors',
  'model.onnx',
];

/** Writes the record and its reports into a folder that exists; returns their names. */
export async function writeResults(record: RunRecord, folder: string, language: Language): Promise<string[]> {
  const files = {
    'run.json': `${JSON.stringify(record, null, 2)}\n`,
    'report.html': renderHtml(record, language),
    'report.md': renderMarkdown(record, language),
    'history.csv': renderHistoryCsv(record),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return Object.keys(files);
}
