import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import {
  MEASURES,
  NO_ROW,
  SUMS_OF,
  SUMS_WIDTH,
  type CoRatedSums,
  type MeasureSpec,
} from '../../src/compute/contracts/similarity';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();
const COLUMNS = 70;
const FEATURES = 500;
const rows = Uint32Array.of(0, NO_ROW, 69, 13, 64);

/** Two vectors for each pair, then the sums as anyone would take them: consistent by construction. */
function sumsOf(a: number, b: number): { n: number; sums: number[]; distance: number } {
  const n = (a * 31 + b * 17) % 23;
  const sums = [n, 0, 0, 0, 0, 0, 0, 0];
  let distance = 0;
  for (let f = 0; f < n; f++) {
    const [x, y] = [1 + ((a * 7 + f * 3 + b) % 5), 1 + ((b * 11 + f * 2 + a) % 5)];
    [x * y, x * x, y * y, x, y].forEach((term, i) => (sums[i + 1]! += term));
    distance += (x - y) ** 2;
  }
  return { n, sums, distance };
}
const countOf = (a: number) => 23 + ((a * 5) % 40);
const normOf = (a: number) => Math.fround(Math.sqrt(300 + ((a * 37) % 500)));

const variants: readonly [string, Partial<MeasureSpec>][] = [
  ['plain', {}],
  ['shrunk', { shrinkage: 50 }],
  ['min support, significance, amplification', { minSupport: 5, significance: 12, amplification: 2.5 }],
  ['other weights', { alpha: 0.3, beta: 0.9 }],
];

describe.each(MEASURES)('%s', (measure) => {
  test.each(variants)('%s', async (_name, options) => {
    const spec: MeasureSpec = {
      measure,
      shrinkage: 0,
      minSupport: 1,
      significance: 0,
      amplification: 1,
      alpha: 0.5,
      beta: 0.5,
      ...options,
    };
    const gpu = await similarities(backends.gpu, spec, false);
    const cpu = await similarities(backends.cpu, spec, false);
    const candidates = await similarities(backends.gpu, spec, true);
    if (SUMS_OF[measure] === 'product' && spec.minSupport === 1)
      for (const backend of [backends.gpu, backends.cpu])
        expect(await similarities(backend, spec, false, 'dot')).toEqual(backend === backends.gpu ? gpu : cpu);
    rows.forEach((a, t) => {
      for (let b = 0; b < COLUMNS; b++) {
        const at = t * COLUMNS + b;
        if (a === NO_ROW) {
          expect([gpu[at], cpu[at]]).toEqual([0, 0]);
          continue;
        }
        const expected = textbook(spec, a, b);
        const bound = F32_EPSILON * (64 + errorOf(spec, a, b));
        expect(Math.abs(cpu[at]! - expected)).toBeLessThanOrEqual(
          F32_EPSILON * Math.max(1, Math.abs(expected)),
        );
        expect(Math.abs(gpu[at]! - expected)).toBeLessThanOrEqual(bound);
        const isCandidate = a !== b && gpu[at]! > 0;
        expect(candidates[at]).toBe(isCandidate ? gpu[at] : -Infinity);
      }
    });
    expect(await similarities(backends.gpu, spec, false)).toEqual(gpu);
  });
});

/** G² takes differences of terms of size N, and 1 − 1/(1 + G²) flattens them; the rest stays near a few ε. */
function errorOf(spec: MeasureSpec, a: number, b: number): number {
  if (spec.measure !== 'log-likelihood-ratio') return 0;
  const s = textbook({ ...spec, shrinkage: 0, significance: 0, amplification: 1 }, a, b);
  return 16 * FEATURES * (1 - s) ** 2 * spec.amplification;
}

async function similarities(
  backend: Backend,
  spec: MeasureSpec,
  candidates: boolean,
  kind: CoRatedSums = SUMS_OF[spec.measure],
): Promise<Float32Array> {
  const scope = backend.scope('test');
  const width = SUMS_WIDTH[kind];
  const sums = new Float32Array(rows.length * COLUMNS * width);
  rows.forEach((a, t) => {
    for (let b = 0; b < COLUMNS; b++) {
      if (a === NO_ROW) continue;
      const entry = sumsOf(a, b);
      const values = [...entry.sums];
      if (kind === 'distance') values[1] = entry.distance;
      if (kind === 'dot') values.shift();
      sums.set(values.slice(0, width), (t * COLUMNS + b) * width);
    }
  });
  const statistics = Float32Array.from({ length: COLUMNS * 2 }, (_, i) =>
    i % 2 ? normOf(i >> 1) : countOf(i >> 1),
  );
  const out = scope.tensor('f32', rows.length * COLUMNS, 'out');
  const operation = backend.kernels.similarity(scope, {
    ...spec,
    rows: scope.upload(rows, 'rows'),
    tile: rows.length,
    columns: COLUMNS,
    features: FEATURES,
    sums: scope.upload(sums, 'sums'),
    kind,
    statistics: scope.upload(statistics, 'statistics'),
    candidates,
    out,
  });
  backend.run([operation]);
  const result = await backend.read(out);
  scope.dispose();
  return result;
}

/** The formulas as their papers print them, written a second time. */
function textbook(spec: MeasureSpec, a: number, b: number): number {
  const { n, sums, distance } = sumsOf(a, b);
  const [, xy, xx, yy, x, y] = sums as [number, number, number, number, number, number];
  const { measure, shrinkage: λ, alpha: α, beta: β } = spec;
  if (n === 0 || n < spec.minSupport) return 0;
  const [na, nb] = [countOf(a), countOf(b)];
  const damped = n / (n + λ);
  let s: number;
  if (measure === 'cosine') s = xy / (normOf(a) * normOf(b) + λ);
  else if (measure === 'asymmetric-cosine') s = xy / (normOf(a) ** (2 * α) * normOf(b) ** (2 * (1 - α)) + λ);
  else if (measure === 'cosine-common' || measure === 'adjusted-cosine')
    s = (damped * xy) / (xx ** 0.5 * yy ** 0.5);
  else if (measure === 'pearson-baseline')
    s = n === 1 ? 0 : ((n - 1) / (n - 1 + λ)) * (xy / (Math.sqrt(xx) * Math.sqrt(yy)));
  else if (measure === 'pearson') {
    const [mx, my] = [x / n, y / n];
    const [cov, vx, vy] = [xy - n * mx * my, xx - n * mx * mx, yy - n * my * my];
    s = vx < 1e-9 || vy < 1e-9 ? 0 : (damped * cov) / Math.sqrt(vx * vy);
  } else if (measure === 'msd') s = damped / (1 + distance / n);
  else if (measure === 'jaccard') s = n / (na + nb - n + λ);
  else if (measure === 'dice') s = (2 * n) / (na + nb + λ);
  else if (measure === 'tversky') s = n / (n + α * (na - n) + β * (nb - n) + λ);
  else if (measure === 'conditional-probability') s = n / (nb * na ** α + λ);
  else s = damped * (1 - 1 / (1 + g2(n, na, nb)));
  if (spec.significance) s *= n < spec.significance ? n / spec.significance : 1;
  return Math.sign(s) * Math.abs(s) ** spec.amplification;
}

/** Dunning's G² by entropies: 2N(H(rows) + H(columns) − H(cells)), 0 for pairs rarer than by chance. */
function g2(n: number, na: number, nb: number): number {
  if (n * FEATURES <= na * nb) return 0;
  const entropy = (...counts: number[]) =>
    -counts.reduce((sum, c) => sum + (c === 0 ? 0 : (c / FEATURES) * Math.log(c / FEATURES)), 0);
  return (
    2 *
    FEATURES *
    (entropy(na, FEATURES - na) +
      entropy(nb, FEATURES - nb) -
      entropy(n, na - n, nb - n, FEATURES - na - nb + n))
  );
}
