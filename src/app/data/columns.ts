import type { SourceDescription } from '../../data/interactions';
import type { DataBlock } from '../state/data';

export const ROLES = ['user', 'item', 'rating', 'timestamp'] as const;
export type Role = (typeof ROLES)[number];
type Columns = NonNullable<DataBlock['columns']>;

/** What each column of the preview is taken for. */
export function rolesOf(
  columns: SourceDescription['columns'],
  header: readonly string[] | null,
  width: number,
): (Role | null)[] {
  const roles = new Array<Role | null>(width).fill(null);
  for (const role of ROLES) {
    const reference = columns[role];
    if (reference === null || reference === undefined) continue;
    const at = typeof reference === 'number' ? reference : (header?.indexOf(reference) ?? -1);
    if (at >= 0 && at < width) roles[at] = role;
  }
  return roles;
}

/** The mapping after column `at` is given `role`; whichever column had that role takes over what `at` was. */
export function mapColumn(
  roles: readonly (Role | null)[],
  header: readonly string[] | null,
  at: number,
  role: Role | null,
): Columns {
  const next = roles.map((had, column) =>
    column === at ? role : had === role && role !== null ? (roles[at] ?? null) : had,
  );
  const reference = (wanted: Role) => {
    const column = next.indexOf(wanted);
    return column < 0 ? null : (header?.[column] ?? column);
  };
  const user = reference('user');
  const item = reference('item');
  return {
    ...(user === null ? {} : { user }),
    ...(item === null ? {} : { item }),
    rating: reference('rating'),
    timestamp: reference('timestamp'),
  };
}
