import { ResearcherError } from '../errors';
import type { Dataset, Warning } from './dataset';
import { core, noFilters, type Filters } from './filters';
import { IdCollector, idIndex } from './id-index';
import type { IdIndex, InteractionTable } from './interactions';
import { alignMetadata, type ItemCatalogue } from './item-metadata';
import { datasetOf, distinctPairs, selectPairs, type DuplicateRule, type Pairs, type Rows } from './pairs';

export interface EncodeOptions {
  /**
   * `explicit`: values are ratings, rows without one are left out. `implicit`: every row counts, values are 1
   * (with duplicates `sum`: the number of rows of the pair).
   */
  readonly feedback: 'explicit' | 'implicit';
  /** What a repeated (user, item) pair becomes; see `distinctPairs`. Default `last`. */
  readonly duplicates?: DuplicateRule;
  readonly filters?: Filters;
  /** Titles and the like by item id; takes precedence over what the tables carry. */
  readonly itemMetadata?: ItemCatalogue | null;
}

export interface Encoded {
  /** One a table, in order; all share ids. */
  readonly datasets: Dataset[];
  readonly warnings: Warning[];
}

/**
 * Turns tables (one, or the files of a predefined split) into data sets with shared ids: codes count up in order of
 * first appearance, train first; users and items left without any interaction by the filters get none.
 * Linear in the rows. Throws `ResearcherError` `data.nothing-left` where no interaction remains.
 */
export function encode(tables: readonly InteractionTable[], options: EncodeOptions): Encoded {
  const warnings: Warning[] = [];
  const filters = options.filters ?? noFilters;
  const explicit = options.feedback === 'explicit' && tables.every((table) => table.ratings !== null);
  if (options.feedback === 'explicit' && !explicit) warnings.push(noRatings());
  const timed = tables.every((table) => table.timestamps !== null);
  const { userIds, itemIds, userCodes, itemCodes } = sharedIds(tables);

  let repeats = 0;
  let unrated = 0;
  const parts = tables.map((table, index) => {
    const rows = rowsToKeep(table, explicit, filters.minRating, timed, userCodes[index]!, itemCodes[index]!);
    unrated += rows.unrated;
    const merged = distinctPairs(userIds.size, itemIds.size, rows, options.duplicates ?? 'last');
    repeats += merged.repeats;
    return merged.pairs;
  });
  if (unrated) warnings.push(unratedRows(unrated));
  if (repeats) warnings.push(duplicateRows(repeats, options.duplicates ?? 'last'));

  const masks = core(userIds.size, itemIds.size, parts, filters);
  const users = compact(userIds, parts, masks, (part) => part.users);
  const items = compact(itemIds, parts, masks, (part) => part.items);
  const left = parts.map((part, index) => selectPairs(part, masks[index]!, users.codes, items.codes));
  if (!left[0] || left[0].items.length === 0) throw nothingLeft(tables);
  const filtered = total(parts) - total(left);
  if (filtered) warnings.push(filteredRows(filtered, total(parts)));

  if (left[0].items.length >= enoughToJudge && isAllOnce(left[0], users.ids.size))
    warnings.push(eachUserOnce());

  const catalogue = options.itemMetadata ?? carried(tables);
  const shared = {
    userIds: users.ids,
    itemIds: items.ids,
    itemMetadata: catalogue ? alignMetadata(catalogue, items.ids) : null,
    hasRatings: explicit,
  };
  return { datasets: left.map((pairs) => datasetOf(pairs, shared)), warnings };
}

/** A smaller table may well have one row a user by chance. */
const enoughToJudge = 50;

function isAllOnce(pairs: Pairs, users: number): boolean {
  return (
    pairs.users.length <= users &&
    pairs.users.every((user, row) => row === 0 || user !== pairs.users[row - 1])
  );
}

function sharedIds(tables: readonly InteractionTable[]) {
  const [only] = tables;
  if (tables.length === 1 && only) {
    return { userIds: only.userIds, itemIds: only.itemIds, userCodes: [null], itemCodes: [null] };
  }
  const users = new IdCollector();
  const items = new IdCollector();
  const userCodes = tables.map((table) => Uint32Array.from(table.userIds.ids, (id) => users.add(id)));
  const itemCodes = tables.map((table) => Uint32Array.from(table.itemIds.ids, (id) => items.add(id)));
  return { userIds: users.index(), itemIds: items.index(), userCodes, itemCodes };
}

function rowsToKeep(
  table: InteractionTable,
  explicit: boolean,
  minRating: number | null,
  timed: boolean,
  userCodes: Uint32Array | null,
  itemCodes: Uint32Array | null,
): Rows & { unrated: number } {
  const order = new Uint32Array(table.length);
  let length = 0;
  let unrated = 0;
  for (let row = 0; row < table.length; row++) {
    const rating = table.ratings ? table.ratings[row]! : NaN;
    if (explicit && Number.isNaN(rating)) {
      unrated++;
      continue;
    }
    if (minRating !== null && rating < minRating) continue;
    order[length++] = row;
  }
  const kept = order.slice(0, length);
  const pick = (codes: Uint32Array, map: Uint32Array | null): Uint32Array => {
    if (map === null && length === table.length) return codes.subarray(0, length);
    const result = new Uint32Array(length);
    for (let index = 0; index < length; index++) {
      const code = codes[kept[index]!]!;
      result[index] = map ? map[code]! : code;
    }
    return result;
  };
  const values = new Float32Array(length).fill(1);
  if (explicit) for (let index = 0; index < length; index++) values[index] = table.ratings![kept[index]!]!;
  const timestamps = timed ? new Float64Array(length) : null;
  if (timestamps)
    for (let index = 0; index < length; index++) timestamps[index] = table.timestamps![kept[index]!]!;
  return {
    users: pick(table.users, userCodes),
    items: pick(table.items, itemCodes),
    values,
    timestamps,
    order: kept,
    unrated,
  };
}

/** New codes without gaps for those that still occur, in the old order. */
function compact(
  ids: IdIndex,
  parts: readonly Pairs[],
  masks: readonly Uint8Array[],
  column: (part: Pairs) => Uint32Array,
): { ids: IdIndex; codes: Uint32Array | null } {
  const occurs = new Uint8Array(ids.size);
  parts.forEach((part, index) => {
    const codes = column(part);
    const mask = masks[index]!;
    for (let entry = 0; entry < codes.length; entry++) if (mask[entry]) occurs[codes[entry]!] = 1;
  });
  if (!occurs.includes(0)) return { ids, codes: null };
  const codes = new Uint32Array(ids.size);
  const kept: string[] = [];
  for (let code = 0; code < ids.size; code++) {
    if (!occurs[code]) continue;
    codes[code] = kept.length;
    kept.push(ids.id(code));
  }
  return { ids: idIndex(kept), codes };
}

function carried(tables: readonly InteractionTable[]): ItemCatalogue | null {
  const table = tables.find((candidate) => candidate.itemMetadata);
  return table?.itemMetadata ? { ids: table.itemIds, metadata: table.itemMetadata } : null;
}

function total(parts: readonly Pairs[]): number {
  return parts.reduce((sum, part) => sum + part.items.length, 0);
}

function nothingLeft(tables: readonly InteractionTable[]): ResearcherError {
  const place = tables[0] ? { file: tables[0].source.name } : {};
  return new ResearcherError(
    'data.nothing-left',
    {
      en: 'No interaction is left to learn from. Lower the filters, or check the column mapping and the rejected rows.',
      zh: '没有剩下可供学习的交互记录。请放宽过滤条件，或检查列映射与被拒绝的行。',
    },
    place,
  );
}

function noRatings(): Warning {
  return {
    code: 'data.no-ratings',
    text: {
      en: 'The data has no ratings, so it is treated as implicit feedback.',
      zh: '数据中没有评分，因此按隐式反馈处理。',
    },
  };
}

function eachUserOnce(): Warning {
  return {
    code: 'data.each-user-once',
    text: {
      en: 'No user has more than one interaction, so there is nothing that users share. Is this a list of items, or is the column mapping wrong?',
      zh: '没有任何用户有一条以上的交互，因此用户之间没有可比之处。这是否是物品列表，或者列映射有误？',
    },
  };
}

function unratedRows(count: number): Warning {
  return {
    code: 'data.unrated-rows',
    text: {
      en: `${count} interactions without a rating are left out of explicit feedback.`,
      zh: `显式反馈不包含 ${count} 条没有评分的交互记录。`,
    },
  };
}

function duplicateRows(count: number, rule: DuplicateRule): Warning {
  const rules = {
    last: { en: 'the last is kept', zh: '保留最后一条' },
    first: { en: 'the first is kept', zh: '保留第一条' },
    mean: { en: 'their mean is taken', zh: '取平均值' },
    sum: { en: 'their sum is taken', zh: '取总和' },
  };
  return {
    code: 'data.duplicates',
    text: {
      en: `${count} rows repeat a user–item pair; ${rules[rule].en}.`,
      zh: `有 ${count} 行重复了同一“用户—物品”对，${rules[rule].zh}。`,
    },
  };
}

function filteredRows(removed: number, of: number): Warning {
  return {
    code: 'data.filtered',
    text: {
      en: `The minimum number of interactions removes ${removed} of ${of} interactions (applied until stable).`,
      zh: `最少交互数过滤去掉了 ${of} 条交互记录中的 ${removed} 条（反复执行直至稳定）。`,
    },
  };
}
