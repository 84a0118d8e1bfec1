import { ResearcherError } from '../errors';
import type { Csr, ItemMetadata } from '../data/dataset';
import type { IdIndex } from '../data/interactions';
import type { LocalizedText } from '../language';
import type { NamedEntity } from './api';
import { nearest } from './nearest';

/** More ids than this are not compared for a near one: it would be felt. */
const SUGGESTED_FROM = 20_000;

/** The users or the items of a data set by name: lookup by id, and search in ids and titles. */
export class Directory {
  #words: readonly string[] | null = null;
  #byActivity: Uint32Array | null = null;

  constructor(
    readonly axis: 'user' | 'item',
    readonly ids: IdIndex,
    readonly rows: Csr,
    readonly metadata: ItemMetadata | null,
  ) {}

  /** Throws `ResearcherError` `run.unknown-user` or `run.unknown-item`. */
  code(id: string): number {
    const code = this.ids.code(id);
    if (code !== undefined) return code;
    const near = this.ids.size <= SUGGESTED_FROM ? nearest(id, this.ids.ids) : null;
    const names = { user: { en: 'user', zh: '用户' }, item: { en: 'item', zh: '物品' } }[this.axis];
    throw new ResearcherError(`run.unknown-${this.axis}`, {
      en: `The data has no ${names.en} with the id “${id}”.${near === null ? '' : ` Did you mean “${near}”?`}`,
      zh: `数据中没有 ID 为“${id}”的${names.zh}。${near === null ? '' : `是否指“${near}”？`}`,
    });
  }

  entity(code: number): NamedEntity {
    return { id: this.ids.id(code), title: this.#title(code), interactions: this.#activity(code) };
  }

  /** Those whose id or title contains every word, an exact id first, then the most active. */
  find(words: string, count: number): readonly NamedEntity[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    this.#words ??= this.ids.ids.map((id, code) => {
      const title = this.#title(code);
      return (title ? `${id}\n${title.en}\n${title.zh}` : id).toLowerCase();
    });
    this.#byActivity ??= Uint32Array.from(this.ids.ids.keys()).sort(
      (a, b) => this.#activity(b) - this.#activity(a) || a - b,
    );
    const exact = this.ids.code(words.trim());
    const found = exact === undefined ? [] : [exact];
    for (const code of this.#byActivity) {
      if (found.length >= count) break;
      if (code !== exact && wanted.every((word) => this.#words![code]!.includes(word))) found.push(code);
    }
    return found.slice(0, count).map((code) => this.entity(code));
  }

  #title(code: number): LocalizedText | null {
    return this.metadata?.titles?.[code] ?? null;
  }

  #activity(code: number): number {
    return this.rows.offsets[code + 1]! - this.rows.offsets[code]!;
  }
}
