import type { FeatureBlock, FeatureColumn, FeatureEntry, FeatureGroup } from './feature-table';

/**
 * The cross-product transformation of two blocks (Cheng et al. 2016, eq. 1): a column for every pair of columns that
 * some training row has together, with the product of their values.
 */
export function crossed(
  group: FeatureGroup,
  left: FeatureBlock,
  right: FeatureBlock,
  known: Uint8Array,
): FeatureBlock {
  const columns: FeatureColumn[] = [];
  const codes = new Map<number, number>();
  const pairs = (row: number): FeatureEntry[] =>
    left.rows[row]!.flatMap(([a, x]) =>
      right.rows[row]!.map(([b, y]): FeatureEntry => [a * right.columns.length + b, x * y]),
    );
  left.rows.forEach((_, row) => {
    if (!known[row]) return;
    for (const [pair] of pairs(row)) {
      if (codes.has(pair)) continue;
      codes.set(pair, columns.length);
      const a = left.columns[Math.floor(pair / right.columns.length)]!.name;
      const b = right.columns[pair % right.columns.length]!.name;
      columns.push({ group, name: { en: `${a.en} × ${b.en}`, zh: `${a.zh} × ${b.zh}` } });
    }
  });
  return {
    columns,
    rows: left.rows.map((_, row) =>
      pairs(row).flatMap(([pair, value]): FeatureEntry[] => {
        const column = codes.get(pair);
        return column === undefined ? [] : [[column, value]];
      }),
    ),
  };
}
