import type { LocalizedText } from '../../language';
import type { FeatureBlock, FeatureGroup } from './feature-table';

/**
 * One column (x − mean) / deviation with the mean and the standard deviation of the training rows. Missing values
 * (NaN) have no entry, which reads as the mean. No column where all values are equal.
 */
export function standardised(
  group: FeatureGroup,
  values: ArrayLike<number>,
  known: Uint8Array,
): FeatureBlock {
  const fitted = knownValues(values, known);
  const mean = fitted.reduce((sum, value) => sum + value, 0) / fitted.length;
  const deviation = Math.sqrt(fitted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fitted.length);
  if (!(deviation > 0)) return { columns: [], rows: Array.from(values, () => []) };
  return {
    columns: [{ group, name: nouns[group] ?? { en: group, zh: group } }],
    rows: Array.from(values, (value) => {
      const scaled = (value - mean) / deviation;
      return Number.isFinite(scaled) && scaled !== 0 ? [[0, scaled] as const] : [];
    }),
  };
}

const nouns: Partial<Record<FeatureGroup, LocalizedText>> = {
  price: { en: 'price', zh: '价格' },
  'price bucket': { en: 'price', zh: '价格' },
  activity: { en: 'interactions', zh: '交互数' },
};

/**
 * One-hot columns by quantile: edges lie where the training values split into `count` parts of equal size (fewer where
 * values repeat). A value equal to an edge lies above it. Missing values (NaN) have no entry.
 */
export function quantileBuckets(
  group: FeatureGroup,
  values: ArrayLike<number>,
  known: Uint8Array,
  count: number,
): FeatureBlock {
  const edges = quantileEdges(knownValues(values, known), count);
  if (edges.length === 0) return { columns: [], rows: Array.from(values, () => []) };
  const noun = nouns[group] ?? { en: group, zh: group };
  const named = (text: string) => ({ group, name: { en: `${noun.en} ${text}`, zh: `${noun.zh} ${text}` } });
  return {
    columns: [
      named(`< ${figure(edges[0]!)}`),
      ...edges.slice(1).map((edge, i) => named(`${figure(edges[i]!)} – ${figure(edge)}`)),
      named(`≥ ${figure(edges.at(-1)!)}`),
    ],
    rows: Array.from(values, (value) => (Number.isNaN(value) ? [] : [[bucketOf(edges, value), 1] as const])),
  };
}

/** The values at ranks n/count, 2n/count, …, each once, none of them the least value. */
export function quantileEdges(values: readonly number[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const edges: number[] = [];
  for (let part = 1; part < count; part++) {
    const edge = sorted[Math.floor((part * sorted.length) / count)];
    if (edge !== undefined && edge > (edges.at(-1) ?? sorted[0]!)) edges.push(edge);
  }
  return edges;
}

/** How many edges are at most `value`. */
export function bucketOf(edges: readonly number[], value: number): number {
  let bucket = 0;
  while (bucket < edges.length && edges[bucket]! <= value) bucket++;
  return bucket;
}

function knownValues(values: ArrayLike<number>, known: Uint8Array): number[] {
  return Array.from(values).filter((value, row) => known[row] && !Number.isNaN(value));
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
