import { IdCollector } from '../id-index';
import type { ItemCatalogue } from '../item-metadata';
import { findByName, plainName } from './columns';
import { noColumn, nothingReadable } from './errors';
import { findItemColumns, ItemCollector } from './item-columns';
import { parseObject } from './jsonl';
import type { LineConsumer } from './lines';
import { asText } from './records';
import { decodeUtf8 } from './utf8';

/** Objects at the beginning whose keys tell what there is. */
const SAMPLE = 200;

/**
 * Items as one JSON object a line (the form of Amazon's and Yelp's metadata). Keys go by their usual names; a list of
 * categories may be nested, and prices may carry a currency sign. Lines that are no object or name no item are left out.
 */
export class JsonItemReader implements LineConsumer {
  readonly #ids = new IdCollector();
  readonly #keys: readonly string[];
  readonly #item: string;
  readonly #collector: ItemCollector;
  #lines = 0;
  #unreadable = 0;

  constructor(head: string, file: string) {
    const objects = head
      .split(/\r?\n/)
      .slice(0, SAMPLE)
      .map(parseObject)
      .filter((object) => object !== null);
    if (objects.length === 0) throw nothingReadable(file, 1, { line: 1, column: null, reason: NOT_JSON });
    const keys = (this.#keys = [...new Set(objects.flatMap((object) => Object.keys(object)))]);
    const byName = findByName(keys, 'item');
    const item = byName >= 0 ? byName : keys.map(plainName).indexOf('id');
    if (item < 0) throw noColumn(file, 'item', null, keys);
    const columns = findItemColumns(keys);
    if (columns === null) throw noColumn(file, 'title', null, keys);
    this.#item = keys[item]!;
    this.#collector = new ItemCollector(columns);
  }

  line(bytes: Uint8Array, start: number, end: number): boolean {
    const text = decodeUtf8(bytes, start, end);
    if (text.trim() === '') return false;
    this.#lines++;
    const object = parseObject(text);
    const id = asText(object?.[this.#item]).trim();
    if (!object || id === '') {
      this.#unreadable++;
      return false;
    }
    const item = this.#ids.add(id);
    const { price } = this.#collector.columns;
    if (!this.#collector.knows(item))
      this.#collector.add(item, (position) => {
        const value = object[this.#keys[position]!];
        return position === price ? asText(value).replace(/^\s*[$€£¥￥]/, '') : words(value);
      });
    return false;
  }

  unterminated(): void {
    throw new Error('JSON Lines records never span lines');
  }

  tooLong(): void {
    this.#unreadable++;
  }

  finish(file: string): ItemCatalogue {
    if (this.#ids.size === 0)
      throw nothingReadable(file, this.#unreadable, { line: this.#lines, column: this.#item, reason: NO_ID });
    const ids = this.#ids.index();
    return { ids, metadata: this.#collector.finish(ids.ids) };
  }
}

/** A list reads as `a|b`, however deep it is nested, each name once. */
function words(value: unknown): string {
  if (!Array.isArray(value)) return asText(value);
  return [...new Set(value.flat(Infinity).map((part) => asText(part).trim()))].join('|');
}

const NOT_JSON = { en: 'not one JSON object a line', zh: '不是每行一个 JSON 对象' };
const NO_ID = { en: 'no object names its item', zh: '没有对象给出物品标识' };
