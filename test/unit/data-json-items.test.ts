import { expect, test } from 'vitest';
import { readItemMetadata } from '../../src/data/read-item-metadata';
import { ResearcherError } from '../../src/errors';
import { hooks } from './data-files';

const read = (lines: readonly string[], name = 'meta.jsonl') =>
  readItemMetadata(new Blob([lines.join('\n')]), name, hooks);
const both = (text: string) => ({ en: text, zh: text });

test('one JSON object a line: nested lists, prices with a sign, broken lines, an item twice', async () => {
  const { ids, metadata } = await read([
    '{"asin": "B1", "title": "Shower gel", "brand": "Nivea", "price": "$3.50", "categories": [["Beauty", "Bath"], ["Beauty"]]}',
    'not JSON',
    '{"asin": "B2", "brand": null, "price": 12.25, "categories": "Hair|Care"}',
    '',
    '{"title": "no id"}',
    '{"asin": "B1", "title": "said later"}',
    '{"asin": 7, "title": "A number for an id"}',
  ]);
  expect(ids.ids).toEqual(['B1', 'B2', '7']);
  expect(metadata.titles).toEqual(['Shower gel', 'B2', 'A number for an id'].map(both));
  expect(metadata.categories).toEqual([['Beauty', 'Bath'].map(both), ['Hair', 'Care'].map(both), []]);
  expect(metadata.brands).toEqual([both('Nivea'), null, null]);
  expect([...metadata.prices!]).toEqual([3.5, 12.25, NaN]);
});

test.each([
  ['no key for the item', ['{"name": "A"}'], 'data.columns-unknown'],
  ['nothing said of it', ['{"asin": "A", "weight": 3}'], 'data.columns-unknown'],
  ['no object', ['{"asin": "A"'], 'data.no-rows'],
  ['no item named', ['{"asin": "", "title": "A"}'], 'data.no-rows'],
])('a file that cannot serve says why: %s', async (_, lines, code) => {
  const error = await read(lines).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ResearcherError);
  expect((error as ResearcherError).code).toBe(code);
});
