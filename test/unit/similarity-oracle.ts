import { IdCollector } from '../../src/data/id-index';
import type { Dataset } from '../../src/data/dataset';
import { datasetOf } from '../../src/data/pairs';
import type { MeasureSpec } from '../../src/compute/contracts/similarity';

/** Ratings as a dense table: 0 = none. Rows are the entities. */
export type Table = readonly (readonly number[])[];

/** Ratings 1–5 at about `density` of the places, many alike so that ties are common. */
export function table(entities: number, features: number, density: number, seed: number): number[][] {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: entities }, () =>
    Array.from({ length: features }, () => (next() < density ? 1 + Math.floor(next() * 5) : 0)),
  );
}

/** The bias model by alternating least squares, straight from its two update formulas. */
export function baselineTable(ratings: Table, axis: 'user' | 'item'): number[][] {
  const [rows, columns] = [ratings.length, ratings[0]!.length];
  const entries = ratings.flatMap((row, a) => row.flatMap((r, f) => (r ? [{ a, f, r }] : [])));
  const mean = entries.reduce((sum, { r }) => sum + r, 0) / entries.length;
  const [own, other] = [new Array<number>(rows).fill(0), new Array<number>(columns).fill(0)];
  const solveOwn = (λ: number) =>
    own.forEach((_, a) => {
      const mine = entries.filter((entry) => entry.a === a);
      own[a] = mine.length
        ? mine.reduce((sum, { f, r }) => sum + r - mean - other[f]!, 0) / (λ + mine.length)
        : 0;
    });
  const solveOther = (λ: number) =>
    other.forEach((_, f) => {
      const mine = entries.filter((entry) => entry.f === f);
      other[f] = mine.length
        ? mine.reduce((sum, { a, r }) => sum + r - mean - own[a]!, 0) / (λ + mine.length)
        : 0;
    });
  for (let epoch = 0; epoch < 10; epoch++) {
    // Items come first, whichever axis they are on.
    if (axis === 'user') solveOther(10);
    else solveOwn(10);
    if (axis === 'user') solveOwn(15);
    else solveOther(15);
  }
  return ratings.map((row, a) => row.map((_, f) => mean + own[a]! + other[f]!));
}

/** Similarity of two entities of the table, from the definitions over their vectors. */
export function textbookSimilarity(
  ratings: Table,
  a: number,
  b: number,
  spec: MeasureSpec,
  baselines?: Table,
): number {
  const features = ratings[0]!.length;
  const common = [...Array(features).keys()].filter((f) => ratings[a]![f] && ratings[b]![f]);
  const n = common.length;
  if (n === 0 || n < spec.minSupport) return 0;
  const λ = spec.shrinkage;
  const of = (entity: number) => common.map((f) => ratings[entity]![f]!);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const dot = (x: readonly number[], y: readonly number[]) => sum(x.map((value, i) => value * y[i]!));
  const norm = (x: readonly number[]) => Math.sqrt(dot(x, x));
  const count = (entity: number) => ratings[entity]!.filter((r) => r).length;
  const cosine = (x: readonly number[], y: readonly number[]) =>
    norm(x) < 1e-12 || norm(y) < 1e-12 ? 0 : dot(x, y) / (norm(x) * norm(y));
  const [x, y, na, nb] = [of(a), of(b), count(a), count(b)];
  const s = {
    cosine: () => dot(x, y) / (norm(ratings[a]!) * norm(ratings[b]!) + λ),
    'asymmetric-cosine': () =>
      dot(x, y) / (norm(ratings[a]!) ** (2 * spec.alpha) * norm(ratings[b]!) ** (2 * (1 - spec.alpha)) + λ),
    'cosine-common': () => (cosine(x, y) * n) / (n + λ),
    'adjusted-cosine': () => {
      const means = common.map((f) => {
        const column = ratings.map((row) => row[f]!).filter((r) => r);
        return sum(column) / column.length;
      });
      const less = (values: readonly number[]) => values.map((value, i) => value - means[i]!);
      return (cosine(less(x), less(y)) * n) / (n + λ);
    },
    pearson: () => {
      const less = (values: readonly number[]) => values.map((value) => value - sum(values) / n);
      return (cosine(less(x), less(y)) * n) / (n + λ);
    },
    'pearson-baseline': () => {
      const less = (entity: number) => common.map((f) => ratings[entity]![f]! - baselines![entity]![f]!);
      return n === 1 ? 0 : (cosine(less(a), less(b)) * (n - 1)) / (n - 1 + λ);
    },
    msd: () => ((1 / (1 + sum(x.map((value, i) => (value - y[i]!) ** 2)) / n)) * n) / (n + λ),
    jaccard: () => n / (na + nb - n + λ),
    dice: () => (2 * n) / (na + nb + λ),
    tversky: () => n / (n + spec.alpha * (na - n) + spec.beta * (nb - n) + λ),
    'conditional-probability': () => n / (nb * na ** spec.alpha + λ),
    'log-likelihood-ratio': () => {
      if (n * features <= na * nb) return 0;
      const entropy = (...cells: number[]) =>
        -sum(cells.map((c) => (c ? (c / features) * Math.log(c / features) : 0)));
      const g =
        2 *
        features *
        (entropy(na, features - na) +
          entropy(nb, features - nb) -
          entropy(n, na - n, nb - n, features - na - nb + n));
      return ((1 - 1 / (1 + g)) * n) / (n + λ);
    },
  }[spec.measure]();
  const weighted = s * (spec.significance ? Math.min(n, spec.significance) / spec.significance : 1);
  return Math.sign(weighted) * Math.abs(weighted) ** spec.amplification;
}

/** The table as a data set whose codes are its positions; `axis` says what a row is. */
export function datasetOfTable(ratings: Table, axis: 'user' | 'item'): Dataset {
  const [rows, columns] = [ratings.length, ratings[0]!.length];
  const [users, items] = axis === 'user' ? [rows, columns] : [columns, rows];
  const at = (user: number, item: number) =>
    axis === 'user' ? ratings[user]![item]! : ratings[item]![user]!;
  const entries: (readonly [user: number, item: number, rating: number])[] = [];
  for (let user = 0; user < users; user++)
    for (let item = 0; item < items; item++) if (at(user, item)) entries.push([user, item, at(user, item)]);
  const ids = (prefix: string, size: number) => {
    const collector = new IdCollector();
    for (let code = 0; code < size; code++) collector.add(`${prefix}${code}`);
    return collector.index();
  };
  return datasetOf(
    {
      users: Uint32Array.from(entries, ([user]) => user),
      items: Uint32Array.from(entries, ([, item]) => item),
      values: Float32Array.from(entries, ([, , rating]) => rating),
      timestamps: null,
      order: Uint32Array.from(entries.keys()),
    },
    { userIds: ids('u', users), itemIds: ids('i', items), itemMetadata: null, hasRatings: true },
  );
}

/** The k nearest of each row: similarities > 0 rounded to f32, descending; equal ones by ascending index. */
export function textbookLists(
  ratings: Table,
  k: number,
  spec: MeasureSpec,
  baselines?: Table,
): { index: number; similarity: number }[][] {
  return ratings.map((_, a) =>
    ratings
      .map((_row, index) => ({
        index,
        similarity: Math.fround(textbookSimilarity(ratings, a, index, spec, baselines)),
      }))
      .filter(({ index, similarity }) => index !== a && similarity > 0)
      .sort((x, y) => y.similarity - x.similarity || x.index - y.index)
      .slice(0, k),
  );
}

export const PLAIN = {
  shrinkage: 0,
  minSupport: 1,
  significance: 0,
  amplification: 1,
  alpha: 0.5,
  beta: 0.5,
  featureWeighting: 'none',
} as const;

/** What shapes a measure, one set of options at a time. */
export const VARIANTS = [
  ['plain', {}],
  ['shrunk', { shrinkage: 7.5 }],
  ['asymmetric weights', { alpha: 0.25, beta: 0.75 }],
  [
    'minimum support, significance weighting, case amplification',
    { minSupport: 3, significance: 6, amplification: 1.5 },
  ],
] as const;
