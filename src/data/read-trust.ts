import { ResearcherError } from '../errors';
import { offsetsOf, sortPairs } from './csr';
import type { Csr, Warning } from './dataset';
import type { IdIndex } from './interactions';
import { readInteractions, type ReadHooks } from './read';

export interface ReadTrust {
  /** users × users: row = who trusts, column = whom, value = how far (1 where the file does not say). */
  readonly matrix: Csr;
  readonly warnings: readonly Warning[];
}

/**
 * Reads trust (or friendship) links: a user, another, and a value where there is one, in any layout that an interaction
 * log may have. Links with a user whom the data does not know, to oneself, or of no value are left out; of repeated ones
 * the last counts. Throws `ResearcherError` where none is left.
 */
export async function readTrust(
  source: Blob,
  name: string,
  userIds: IdIndex,
  hooks: ReadHooks,
): Promise<ReadTrust> {
  const table = await readInteractions(source, name, { format: 'auto' }, hooks);
  const codes = [table.userIds, table.itemIds].map(({ ids }) => ids.map((id) => userIds.code(id) ?? -1));
  const links = new Map<number, number>();
  let unknown = 0;
  for (let row = 0; row < table.length; row++) {
    const [from, to] = [codes[0]![table.users[row]!]!, codes[1]![table.items[row]!]!];
    const value = table.ratings ? table.ratings[row]! : 1;
    if (from < 0 || to < 0) unknown++;
    else if (from !== to && value > 0) links.set(from * userIds.size + to, value);
  }
  if (links.size === 0) throw noLinks(name);
  const rows = Uint32Array.from(links.keys(), (link) => Math.floor(link / userIds.size));
  const columns = Uint32Array.from(links.keys(), (link) => link % userIds.size);
  const values = Float32Array.from(links.values());
  const order = sortPairs(userIds.size, userIds.size, rows, columns);
  return {
    matrix: {
      rows: userIds.size,
      columns: userIds.size,
      offsets: offsetsOf(userIds.size, rows),
      indices: order.map((link) => columns[link]!),
      values: Float32Array.from(order, (link) => values[link]!),
      timestamps: null,
    },
    warnings: unknown > 0 ? [unknownUsers(unknown, table.length)] : [],
  };
}

function unknownUsers(count: number, of: number): Warning {
  return {
    code: 'data.trust-unknown-users',
    text: {
      en: `${count} of ${of} trust links are with users who have no interactions, and are left out.`,
      zh: `${of} 条信任关系中有 ${count} 条涉及没有任何交互的用户，已略去。`,
    },
  };
}

function noLinks(file: string): ResearcherError {
  return new ResearcherError(
    'data.no-trust',
    {
      en: 'No line links two users of the data. Each line names a user and whom they trust, by the ids that the interactions use.',
      zh: '没有任何一行能关联数据中的两个用户。每行应给出用户及其信任的用户，并使用与交互数据相同的 ID。',
    },
    { file, path: 'data.trustPath' },
  );
}
