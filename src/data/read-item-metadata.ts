import { IdCollector } from './id-index';
import type { ItemCatalogue } from './item-metadata';
import type { ReadHooks } from './read';
import { findByName, plainName } from './reading/columns';
import { detectLayout, quotes, type Layout } from './reading/detect';
import { noColumn, nothingReadable } from './reading/errors';
import { FieldSplitter } from './reading/fields';
import { findItemColumns, ItemCollector, type ItemColumns } from './reading/item-columns';
import { JsonItemReader } from './reading/json-items';
import type { LineConsumer } from './reading/lines';
import { openSource } from './reading/open';
import { readText } from './reading/text';

/** The genre flags of MovieLens 100K's `u.item`, in order, from its sixth column on. */
const movieLensGenres = [
  'unknown',
  'Action',
  'Adventure',
  'Animation',
  "Children's",
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Fantasy',
  'Film-Noir',
  'Horror',
  'Musical',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
  'War',
  'Western',
];
const firstGenre = 5;

/**
 * Reads what a file says of items: MovieLens `u.item`, `movies.dat` and `movies.csv`, RecBole `.item`, JSON Lines, or any
 * delimited file with a column for the item and one for title, category, brand or price under a usual name (an interaction log
 * with such columns too; the first row of an item counts). Plain or in .gz or .zip.
 * Throws `ResearcherError` where the file can't be read or names no item.
 */
export async function readItemMetadata(source: Blob, name: string, hooks: ReadHooks): Promise<ItemCatalogue> {
  const opened = await openSource(source, name);
  const reader = await readText(
    opened,
    undefined,
    (head) => {
      const layout = detectLayout(head.text, head.complete, opened.name, { format: 'auto' });
      return layout.format === 'jsonl'
        ? new JsonItemReader(head.text, opened.name)
        : new ItemFileReader(layout, opened.name);
    },
    hooks,
  );
  return reader.finish(opened.name);
}

class ItemFileReader implements LineConsumer {
  readonly #ids = new IdCollector();
  readonly #fields: FieldSplitter;
  readonly #collector: ItemCollector;
  readonly #item: number;
  readonly #genres: boolean;
  #headerPending: boolean;
  #unreadable = 0;

  constructor(
    readonly layout: Layout,
    file: string,
  ) {
    this.#fields = new FieldSplitter(layout.delimiter, quotes(layout.format));
    this.#headerPending = layout.header;
    this.#genres =
      layout.delimiter === '|' && !layout.header && layout.width === firstGenre + movieLensGenres.length;
    const { item, columns } = itemColumns(layout, file, this.#genres);
    this.#item = item;
    this.#collector = new ItemCollector(columns);
  }

  line(bytes: Uint8Array, start: number, end: number): boolean {
    if (end === start) return false;
    const count = this.#fields.split(bytes, start, end);
    if (count < 0) return true;
    if (this.#headerPending) {
      this.#headerPending = false;
      return false;
    }
    const id = count === this.layout.width ? this.#fields.text(bytes, this.#item) : '';
    if (id === '') {
      this.#unreadable++;
      return false;
    }
    const item = this.#ids.add(id);
    if (!this.#collector.knows(item)) {
      this.#collector.add(item, (position) =>
        this.#genres && position === firstGenre ? this.#flags(bytes) : this.#fields.text(bytes, position),
      );
    }
    return false;
  }

  unterminated(): void {
    this.#unreadable++;
  }

  tooLong(): void {
    this.#unreadable++;
  }

  finish(file: string): ItemCatalogue {
    if (this.#ids.size === 0) {
      const reason = { en: 'the rows do not have the columns of the first', zh: '各行的列与首行不一致' };
      throw nothingReadable(file, this.#unreadable, { line: 1, column: null, reason });
    }
    const ids = this.#ids.index();
    return { ids, metadata: this.#collector.finish(ids.ids) };
  }

  #flags(bytes: Uint8Array): string {
    return movieLensGenres
      .filter((_, genre) => this.#fields.text(bytes, firstGenre + genre) === '1')
      .join('|');
  }
}

function itemColumns(layout: Layout, file: string, genres: boolean): { item: number; columns: ItemColumns } {
  const header = layout.headerFields;
  if (header === null) {
    const category = genres ? firstGenre : layout.width > 2 ? 2 : -1;
    return { item: 0, columns: { title: 1, category, brand: -1, price: -1 } };
  }
  const byName = findByName(header, 'item');
  const item = byName >= 0 ? byName : header.map(plainName).indexOf('id');
  if (item < 0) throw noColumn(file, 'item', null, header);
  const columns = findItemColumns(header);
  if (columns === null) throw noColumn(file, 'title', null, header);
  return { item, columns };
}
