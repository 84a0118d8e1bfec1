import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localFiles } from '../../src/cli/local-files';

test('finds every file that an experiment names beside the data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cofilter-'));
  try {
    for (const name of ['log.csv', 'items.csv', 'trust.txt']) await writeFile(join(folder, name), 'x');
    const data = { source: 'file', path: 'log.csv', itemsPath: 'items.csv', trustPath: 'trust.txt' };
    const files = await localFiles({ data }, folder);
    expect([...files]).toEqual(
      ['log.csv', 'items.csv', 'trust.txt'].map((name) => [name, join(folder, name)]),
    );
    await expect(localFiles({ data: { ...data, itemsPath: 'none.csv' } }, folder)).rejects.toThrow(
      'data.itemsPath',
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
