import { deviation } from '../deviation';
import type { SimilarityOptions } from '../options';
import { inverseDocumentFrequency } from '../weighting';

/** What the entries of one feature are as the measure wants them: `featureMatrix`, a feature at a time. */
export class FeatureValues {
  readonly #weighted: boolean;
  readonly #centred: boolean;

  constructor({ measure, featureWeighting }: Pick<SimilarityOptions, 'measure' | 'featureWeighting'>) {
    this.#weighted = featureWeighting === 'tf-idf';
    this.#centred = measure === 'adjusted-cosine';
  }

  /** Whether the number of entities enters every value. */
  get dependOnEntities(): boolean {
    return this.#weighted;
  }

  /** @param members entity → value as given @param entities of how many the members are */
  of(members: ReadonlyMap<number, number>, entities: number): ReadonlyMap<number, number> {
    const values = new Map(members);
    if (this.#weighted) {
      const idf = inverseDocumentFrequency(entities, members.size);
      for (const [entity, value] of members) values.set(entity, Math.sqrt(value) * idf);
    }
    if (!this.#centred) return values;
    // By ascending entity, as a fit sums them: the mean has its bits.
    const mean =
      [...values].sort(([a], [b]) => a - b).reduce((sum, [, value]) => sum + value, 0) / values.size;
    for (const [entity, value] of values) values.set(entity, deviation(value, mean));
    return values;
  }
}
