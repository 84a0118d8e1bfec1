import type { Dataset } from '../data/dataset';
import { measureSchema, similarityOptions, type MeasureChoice } from '../models/knn-parameters';
import { featureMatrix, type FeatureMatrix } from '../similarity/features';
import { nearestOf } from '../similarity/nearest-of';
import type { Axis, SimilarityOptions } from '../similarity/options';
import {
  mostActive,
  neighbourhoodOf,
  similarityBlock,
  similaritySpread,
  type SimilaritySpread,
} from '../similarity/view';
import type { SimilarityView } from './api';
import type { Directory } from './directory';
import { macrotask } from './macrotask';
import { schemaError } from './schema-errors';

/** Matrices and spreads that are kept: two measures side by side, on either axis. */
const KEPT = 4;

/** What is asked of the similarities in a training part, whatever model was fitted on it. */
export interface SimilarityRequest {
  readonly axis: Axis;
  /** Whose neighbours */
  readonly id: string;
  readonly measure: MeasureChoice;
  /** How many neighbours, and how many beside the entity itself in the block */
  readonly count: number;
  /** Which entities the block shows: the entity with its nearest, or the most active ones. */
  readonly block: 'nearest' | 'active';
}

/** The similarities of a training part by any measure, computed on the host in f64 when they are asked for. */
export class Similarities {
  readonly #matrices = new Map<string, FeatureMatrix>();
  /** They do not depend on who is asked about. */
  readonly #spreads = new Map<string, Promise<SimilaritySpread>>();

  constructor(readonly train: Dataset) {}

  /** Throws `ResearcherError` for an unknown id or a measure out of its range. */
  async view(request: SimilarityRequest, directory: Directory): Promise<SimilarityView> {
    const { axis, id, count } = request;
    const parsed = measureSchema.safeParse(request.measure);
    if (!parsed.success) throw schemaError('measure.invalid', measureSchema, request.measure, parsed.error);
    const options = similarityOptions(parsed.data);
    const code = directory.code(id);
    const matrix = this.#matrix(axis, options);
    const block = similarityBlock(
      matrix,
      options,
      request.block === 'nearest'
        ? neighbourhoodOf(matrix, options, code, count)
        : mostActive(matrix, count + 1),
    );
    const { codes, similarities, supports } = block;
    return {
      neighbours: nearestOf(matrix, options, code, count).map(({ code: near, similarity, support }) => ({
        ...directory.entity(near),
        similarity,
        support,
      })),
      block: { entities: codes.map((each) => directory.entity(each)), similarities, supports },
      spread: await kept(this.#spreads, `${axis} ${JSON.stringify(options)}`, () =>
        similaritySpread(matrix, options, macrotask),
      ),
    };
  }

  #matrix(axis: Axis, options: SimilarityOptions): FeatureMatrix {
    const { measure, featureWeighting } = options;
    return kept(this.#matrices, `${axis} ${measure} ${featureWeighting}`, () =>
      featureMatrix(this.train, axis, options),
    );
  }
}

/** What is there under a key, or is made now; the oldest goes where there are too many. */
function kept<T>(all: Map<string, T>, key: string, make: () => T): T {
  const known = all.get(key);
  if (known !== undefined) return known;
  if (all.size >= KEPT) all.delete(all.keys().next().value!);
  const made = make();
  all.set(key, made);
  return made;
}
