import type { IdIndex } from './interactions';

/** An `IdIndex` over ids that are known to be distinct. The reverse map is built on first use. */
export function idIndex(ids: readonly string[]): IdIndex {
  return new ArrayIdIndex(ids);
}

class ArrayIdIndex implements IdIndex {
  #codes: Map<string, number> | null = null;

  constructor(readonly ids: readonly string[]) {}

  get size(): number {
    return this.ids.length;
  }

  id(code: number): string {
    const id = this.ids[code];
    if (id === undefined) throw new RangeError(`no id has code ${code}; there are ${this.ids.length}`);
    return id;
  }

  code(id: string): number | undefined {
    if (this.#codes === null) {
      this.#codes = new Map();
      for (let code = 0; code < this.ids.length; code++) this.#codes.set(this.ids[code]!, code);
    }
    return this.#codes.get(id);
  }
}

/** Gives ids their codes in order of first appearance. */
export class IdCollector {
  readonly #codes = new Map<string, number>();
  readonly #ids: string[] = [];

  /** The code of `id`, new where it was not seen before. */
  add(id: string): number {
    let code = this.#codes.get(id);
    if (code === undefined) {
      code = this.#ids.length;
      this.#ids.push(id);
      this.#codes.set(id, code);
    }
    return code;
  }

  get size(): number {
    return this.#ids.length;
  }

  index(): IdIndex {
    return idIndex(this.#ids);
  }
}
