import { offsetsOf, sortPairs } from './csr';
import type { Csr, Dataset, Warning } from './dataset';
import { readInteractions, type ReadHooks } from './read';

export interface ReadCandidates {
  /** Row = user code: the items among which the test items are ranked, ascending, without repeats. */
  readonly candidates: Csr;
  readonly warnings: Warning[];
}

/**
 * Reads listed candidates: a user and their items a line, or NCF's `(user,item)<TAB>negatives…` (several lines of one
 * user add up). Ids are those of `dataset`; what it does not know is counted in a warning and left out.
 * Throws `ResearcherError` as `readInteractions` does.
 */
export async function readCandidates(
  source: Blob,
  name: string,
  dataset: Pick<Dataset, 'userIds' | 'itemIds'>,
  hooks: ReadHooks,
): Promise<ReadCandidates> {
  const table = await readInteractions(source, name, { format: 'user-item-lists' }, hooks);
  const users = table.userIds.ids.map((id) => dataset.userIds.code(id) ?? -1);
  const items = table.itemIds.ids.map((id) => dataset.itemIds.code(id) ?? -1);
  const rows = new Uint32Array(table.length);
  const columns = new Uint32Array(table.length);
  let known = 0;
  for (let row = 0; row < table.length; row++) {
    const user = users[table.users[row]!]!;
    const item = items[table.items[row]!]!;
    if (user < 0 || item < 0) continue;
    rows[known] = user;
    columns[known] = item;
    known++;
  }
  const unknown = table.length - known;
  return {
    candidates: distinctRows(
      dataset.userIds.size,
      dataset.itemIds.size,
      rows.slice(0, known),
      columns.slice(0, known),
    ),
    warnings: unknown ? [unknownCandidates(unknown, table.length)] : [],
  };
}

function distinctRows(rows: number, columns: number, row: Uint32Array, column: Uint32Array): Csr {
  const sorted = sortPairs(rows, columns, row, column).filter(
    (entry, at, all) =>
      at === 0 || row[entry] !== row[all[at - 1]!] || column[entry] !== column[all[at - 1]!],
  );
  return {
    rows,
    columns,
    offsets: offsetsOf(
      rows,
      sorted.map((entry) => row[entry]!),
    ),
    indices: sorted.map((entry) => column[entry]!),
    values: new Float32Array(sorted.length).fill(1),
    timestamps: null,
  };
}

function unknownCandidates(count: number, of: number): Warning {
  return {
    code: 'data.unknown-candidates',
    text: {
      en: `${count} of ${of} listed candidates are of a user or item that the data does not have; they are left out.`,
      zh: `${of} 个候选中有 ${count} 个的用户或物品不在数据中，已略去。`,
    },
  };
}
