import type { FeatureWeighting } from './options';

/** Term saturation and length normalisation of BM25 (Robertson & Zaragoza 2009). */
const K1 = 1.2;
const B = 0.75;

/** ln((1 + entities) / (1 + df)) of a feature that df entities have. */
export function inverseDocumentFrequency(entities: number, frequency: number): number {
  return Math.log((1 + entities) / (1 + frequency));
}

/** K1·(1 − B + B·length/mean length) of an entity, the mean being total/entities. */
export function lengthSaturation(length: number, entities: number, total: number): number {
  return K1 * (1 - B + (B * length * entities) / total);
}

/** The BM25 weight of a value in a feature of this idf, in an entity of this saturation. */
export function bm25Weight(value: number, idf: number, saturation: number): number {
  return (idf * value * (K1 + 1)) / (value + saturation);
}

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
  for (let f = 0; f < featureCount; f++) idf[f] = inverseDocumentFrequency(entities, idf[f]!);
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
    const saturation = lengthSaturation(lengths[a]!, entities, total);
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++)
      weighted[p] = bm25Weight(values[p]!, idf[features[p]!]!, saturation);
  }
  return weighted;
}
