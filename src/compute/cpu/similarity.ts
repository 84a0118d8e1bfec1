import type { Operation, Scope } from '../backend';
import { NO_ROW, SUMS_WIDTH, type MeasureSpec, type SimilaritySpec } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/**
 * The similarity of a pair (a, b) from its sums over shared features, as `CoRatedSums` orders them
 * (`xy` is Σ(x − y)² for MSD), and from each one's number of features and norm √Σx².
 */
export type SimilarityFunction = (
  n: number,
  xy: number,
  xx: number,
  yy: number,
  x: number,
  y: number,
  countA: number,
  countB: number,
  normA: number,
  normB: number,
) => number;

/** Below this share of n·Σx², n·Σx² − (Σx)² is what rounding leaves of a variance of 0 (f32 sums). */
const NO_VARIANCE = 1e-6;

/**
 * The measure in f64. λ = shrinkage, n = shared features, n_a = features of a, |a| = √Σx² over all of a's entries.
 *
 * - cosine: Σxy / (|a||b| + λ), over all entries (Dacrema et al. 2021)
 * - cosine-common: Σxy / √(Σx²·Σy²) · n/(n+λ), over shared entries (Surprise; damping after Bell & Koren 2007)
 * - adjusted-cosine: the same on values less the mean of their feature (Sarwar et al. 2001)
 * - pearson: (nΣxy − ΣxΣy) / √((nΣx² − (Σx)²)(nΣy² − (Σy)²)) · n/(n+λ) (Resnick et al. 1994)
 * - pearson-baseline: Σxy / √(Σx²·Σy²) · (n−1)/(n−1+λ) on residuals of the bias model (Koren 2010)
 * - msd: 1 / (Σ(x−y)²/n + 1) · n/(n+λ) (Shardanand & Maes 1995; Surprise's form)
 * - jaccard: n / (n_a + n_b − n + λ) (Jaccard 1901)
 * - dice: 2n / (n_a + n_b + λ) (Dice 1945)
 * - tversky: n / (n + α(n_a − n) + β(n_b − n) + λ) (Tversky 1977)
 * - asymmetric-cosine: Σxy / (|a|^2α |b|^2(1−α) + λ) (Aiolli 2013)
 * - conditional-probability: n / (n_b · n_a^α + λ), P(a|b) damped by the popularity of a (Deshpande & Karypis 2004)
 * - log-likelihood-ratio: (1 − 1/(1 + G²)) · n/(n+λ), G² of the 2×2 table (Dunning 1993; Mahout's form),
 *   0 where the two occur together no more often than by chance
 *
 * Then: 0 below minimum support; · min(n, γ)/γ (Herlocker et al. 1999); s·|s|^(ρ−1) (Breese et al. 1998).
 *
 * @param features number of features, the N of the log-likelihood ratio
 */
export function similarityFunction(spec: MeasureSpec, features: number): SimilarityFunction {
  const { significance, amplification } = spec;
  const minSupport = Math.max(1, spec.minSupport);
  const measure = measureFunction(spec, features);
  if (minSupport === 1 && significance === 0 && amplification === 1) return measure;
  return (n, xy, xx, yy, x, y, countA, countB, normA, normB) => {
    if (n < minSupport) return 0;
    let s = measure(n, xy, xx, yy, x, y, countA, countB, normA, normB);
    if (significance > 0) s *= Math.min(n, significance) / significance;
    if (amplification !== 1) s = Math.sign(s) * Math.abs(s) ** amplification;
    return s;
  };
}

function measureFunction(spec: MeasureSpec, features: number): SimilarityFunction {
  const { shrinkage, alpha, beta } = spec;
  switch (spec.measure) {
    case 'cosine':
      return (n, xy, _xx, _yy, _x, _y, _countA, _countB, normA, normB) =>
        n === 0 ? 0 : ratio(xy, normA * normB + shrinkage);
    case 'asymmetric-cosine':
      return (n, xy, _xx, _yy, _x, _y, _countA, _countB, normA, normB) =>
        n === 0 ? 0 : ratio(xy, normA ** (2 * alpha) * normB ** (2 - 2 * alpha) + shrinkage);
    case 'cosine-common':
    case 'adjusted-cosine':
      return (n, xy, xx, yy) => (n === 0 ? 0 : ratio(xy, Math.sqrt(xx * yy)) * (n / (n + shrinkage)));
    case 'pearson-baseline':
      return (n, xy, xx, yy) =>
        n <= 1 ? 0 : ratio(xy, Math.sqrt(xx * yy)) * ((n - 1) / (n - 1 + shrinkage));
    case 'pearson':
      return (n, xy, xx, yy, x, y) => {
        if (n === 0) return 0;
        const varianceA = n * xx - x * x;
        const varianceB = n * yy - y * y;
        if (varianceA <= NO_VARIANCE * n * xx || varianceB <= NO_VARIANCE * n * yy) return 0;
        return ((n * xy - x * y) / Math.sqrt(varianceA * varianceB)) * (n / (n + shrinkage));
      };
    case 'msd':
      return (n, distance) => (n === 0 ? 0 : (1 / (distance / n + 1)) * (n / (n + shrinkage)));
    case 'jaccard':
      return (n, _xy, _xx, _yy, _x, _y, countA, countB) =>
        n === 0 ? 0 : n / (countA + countB - n + shrinkage);
    case 'dice':
      return (n, _xy, _xx, _yy, _x, _y, countA, countB) =>
        n === 0 ? 0 : (2 * n) / (countA + countB + shrinkage);
    case 'tversky':
      return (n, _xy, _xx, _yy, _x, _y, countA, countB) =>
        n === 0 ? 0 : n / (n + alpha * (countA - n) + beta * (countB - n) + shrinkage);
    case 'conditional-probability':
      return (n, _xy, _xx, _yy, _x, _y, countA, countB) =>
        n === 0 ? 0 : n / (countB * countA ** alpha + shrinkage);
    case 'log-likelihood-ratio':
      return (n, _xy, _xx, _yy, _x, _y, countA, countB) => {
        if (n * features <= countA * countB) return 0;
        const g = logLikelihoodRatio(n, countA, countB, features);
        return (g / (1 + g)) * (n / (n + shrinkage));
      };
  }
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

/** G² = 2 Σ observed · ln(observed / expected) over the 2×2 table of having a, having b, of `total` features. */
export function logLikelihoodRatio(n: number, countA: number, countB: number, total: number): number {
  const cell = (observed: number, row: number, column: number) =>
    observed === 0 ? 0 : observed * Math.log((observed * total) / (row * column));
  return (
    2 *
    (cell(n, countA, countB) +
      cell(countA - n, countA, total - countB) +
      cell(countB - n, total - countA, countB) +
      cell(total - countA - countB + n, total - countA, total - countB))
  );
}

/** Sums → similarities, each in f64 and rounded once: the meaning of `shaders/similarity/similarity.wgsl`. */
export function similarity(_scope: Scope, spec: SimilaritySpec): Operation {
  const { tile, columns, candidates } = spec;
  const [rows, sums, statistics, out] = [
    dataOf(spec.rows),
    dataOf(spec.sums),
    dataOf(spec.statistics),
    dataOf(spec.out),
  ];
  const width = SUMS_WIDTH[spec.kind];
  const of = similarityFunction(spec, spec.features);
  return new CpuOperation('similarity', () => {
    const entry = new Float64Array(8);
    for (let t = 0; t < tile; t++) {
      const a = rows[t]!;
      if (a === NO_ROW) continue;
      const [countA, normA] = [statistics[2 * a]!, statistics[2 * a + 1]!];
      for (let b = 0, at = t * columns; b < columns; b++, at++) {
        for (let i = 0; i < width; i++) entry[i] = sums[at * width + i]!;
        if (spec.kind === 'dot') [entry[0], entry[1]] = [Number(entry[0]! > 0), entry[0]!];
        const s = of(
          entry[0]!,
          entry[1]!,
          entry[2]!,
          entry[3]!,
          entry[4]!,
          entry[5]!,
          countA,
          statistics[2 * b]!,
          normA,
          statistics[2 * b + 1]!,
        );
        out[at] = candidates && (b === a || !(s > 0)) ? -Infinity : s;
      }
    }
  });
}
