import type { LocalizedText } from '../../language';
import type { FeatureBlock, FeatureEntry, FeatureGroup } from './feature-table';

export interface VocabularyOptions {
  /** A value that fewer training rows have gets no column. */
  readonly minCount?: number;
  /** Only so many of the most frequent values get a column. */
  readonly most?: number;
}

/**
 * Multi-hot columns, 1 where a row has the value. Only values that rows of the training part have get a column, in
 * order of first appearance; what a new row brings beside them is unknown and stays out.
 *
 * @param known 1 for the rows of the training part, which alone decide about columns
 */
export function multiHot(
  group: FeatureGroup,
  values: readonly (readonly LocalizedText[])[],
  known: Uint8Array,
  { minCount = 1, most = Infinity }: VocabularyOptions = {},
): FeatureBlock {
  const found = new Map<string, { name: LocalizedText; count: number; place: number }>();
  values.forEach((names, row) => {
    if (!known[row]) return;
    for (const name of distinct(names)) {
      const entry = found.get(name.en) ?? { name, count: 0, place: found.size };
      entry.count++;
      found.set(name.en, entry);
    }
  });
  const kept = [...found.values()]
    .filter(({ count }) => count >= minCount)
    .sort((a, b) => b.count - a.count || a.place - b.place)
    .slice(0, most)
    .sort((a, b) => a.place - b.place);
  const codes = new Map(kept.map(({ name }, column) => [name.en, column]));
  return {
    columns: kept.map(({ name }) => ({ group, name })),
    rows: values.map((names) =>
      distinct(names).flatMap(({ en }): FeatureEntry[] => {
        const column = codes.get(en);
        return column === undefined ? [] : [[column, 1]];
      }),
    ),
  };
}

/** One-hot columns: each row has one value or none. */
export function oneHot(
  group: FeatureGroup,
  values: readonly (LocalizedText | null)[],
  known: Uint8Array,
  options: VocabularyOptions = {},
): FeatureBlock {
  return multiHot(
    group,
    values.map((value) => (value === null ? [] : [value])),
    known,
    options,
  );
}

function distinct(names: readonly LocalizedText[]): LocalizedText[] {
  const seen = new Set<string>();
  return names.filter(({ en }) => !seen.has(en) && seen.add(en));
}
