import { ColumnBuilder } from './builder';
import { ByteIds } from './byte-ids';
import { RejectionCollector } from './rejections';
import type { TextReader } from './text-table';

/**
 * A user and their items a line, parted by blanks, tabs or commas. As `user-sequences` the position in the line is the
 * time (0, 1, 2, …); as `user-item-lists` there is no time. NCF's `(user,item)<TAB>candidates…` gives the candidates.
 */
export class ListReader implements TextReader {
  readonly rejections = new RejectionCollector();
  readonly columns;
  readonly #users = new ByteIds();
  readonly #items = new ByteIds();
  readonly #builder: ColumnBuilder;

  constructor(readonly inOrder: boolean) {
    this.#builder = new ColumnBuilder(false, inOrder, false);
    this.columns = { user: 0, item: 1, rating: null, timestamp: inOrder ? 'position' : null };
  }

  get length(): number {
    return this.#builder.length;
  }

  line(bytes: Uint8Array, start: number, end: number, number: number): boolean {
    let at = start;
    const skip = () => {
      while (at < end && isBlank(bytes[at]!)) at++;
    };
    const word = () => {
      while (at < end && !isBlank(bytes[at]!)) at++;
    };
    skip();
    if (at === end) return false;
    let begin = at;
    let stop: number;
    if (bytes[at] === openBracket) {
      begin = ++at;
      word();
      stop = at;
      while (at < end && bytes[at] !== closeBracket) at++;
      at++;
    } else {
      word();
      stop = at;
      if (stop > begin && bytes[stop - 1] === colon) stop--;
    }
    if (stop === begin) {
      this.rejections.rejectBytes('empty-user', number, '0', bytes, start, end);
      return false;
    }
    skip();
    if (at >= end) {
      this.rejections.rejectBytes('empty-item', number, '1', bytes, start, end);
      return false;
    }
    const user = this.#users.add(bytes, begin, stop);
    for (let position = 0; at < end; position++) {
      const from = at;
      word();
      this.#builder.add(user, this.#items.add(bytes, from, at), NaN, position);
      skip();
    }
    return false;
  }

  unterminated(): void {
    throw new Error('lists have no quotes');
  }

  tooLong(bytes: Uint8Array, number: number): void {
    this.rejections.rejectBytes('line-too-long', number, null, bytes, 0, bytes.length);
  }

  finish() {
    return this.#builder.finish(this.#users.index(), this.#items.index());
  }
}

const openBracket = 0x28;
const closeBracket = 0x29;
const colon = 0x3a;

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x2c;
}
