import type { FeatureWeighting } from './options';

/** Term saturation and length normalisation of BM25 (Robertson & Zaragoza 2009). */
const K1 = 1.2;
const B = 0.75;

/**
 * Entry weights with entities as documents and features as terms, so that what everybody has counts little.
 * N = entities, df_f = entities with feature f, idf_f = ln((1 + N) / (1 + df_f)), never negative.
 *
 * - tf-idf: √x · idf_f (Salton & Buckley 1988, with the root as term frequency)
 * - bm25: idf_f · x·(K1 + 1) / (x + K1·(1 − B + B·length/mean length)), length = Σx of the entity
 *
 * @param offsets u32[entities + 1], `features` the feature of each entry, `values` the entries (x ≥ 0)
 */
export function weightEntries(
  weighting: Exclude<FeatureWeighting, 'none'>,
  offsets: Uint32Array,
  features: Uint32Array,
  featureCount: number,
  values: Float32Array | Float64Array,
): Float64Array {
  const entities = offsets.length - 1;
  const idf = new Float64Array(featureCount);
  for (let p = 0; p < features.length; p++) idf[features[p]!]!++;
  for (let f = 0; f < featureCount; f++) idf[f] = Math.log((1 + entities) / (1 + idf[f]!));
  const weighted = new Float64Array(values.length);
  if (weighting === 'tf-idf') {
    for (let p = 0; p < values.length; p++) weighted[p] = Math.sqrt(values[p]!) * idf[features[p]!]!;
    return weighted;
  }
  const lengths = new Float64Array(entities);
  let total = 0;
  for (let a = 0; a < entities; a++) {
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) lengths[a]! += values[p]!;
    total += lengths[a]!;
  }
  for (let a = 0; a < entities; a++) {
    const saturation = K1 * (1 - B + (B * lengths[a]! * entities) / total);
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++)
      weighted[p] = (idf[features[p]!]! * values[p]! * (K1 + 1)) / (values[p]! + saturation);
  }
  return weighted;
}
