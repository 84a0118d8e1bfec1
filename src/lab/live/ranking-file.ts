import { FEATURES_VERSION, RANK_FEATURES } from '../../live/rank-features';
import { REPLAY_LISTS, type LearnerState } from '../../live/rank-lesson';
import type { NamedTensor } from '../../models/recommender';
import { readSafetensors, writeSafetensors } from '../../models/safetensors';
import { Standardizer, type RankNetwork } from '../../ranking/rank/network';
import { layersIn, networkIn, parameterCount, parametersOf, widthsOf } from '../../ranking/rank/parameters';
import type { RankingEpoch, RankingOrigin, RankingStudy } from './ranking-api';
import {
  brokenHeader,
  brokenTensor,
  brokenValues,
  notRanking,
  otherFeatures,
  otherVersion,
} from './ranking-file-errors';
import { headerSchema, type RankingHeader } from './ranking-header';

/** A ranking network with all that is needed to rank by it, tell of it, and let it go on learning. */
export interface KeptNetwork {
  /** As it was trained. */
  readonly trained: RankNetwork;
  /** As it stands. */
  readonly state: LearnerState;
  readonly origin: RankingOrigin;
  readonly study: RankingStudy;
  readonly epochs: readonly RankingEpoch[];
}

export const RANKING_FORMAT = 'cofilter-ranking';

/**
 * A ranking network as a safetensors file. Its tensors:
 *
 *  - `layer N weights` f32[width × inputWidth] and `layer N bias` f32[width], from 1: the network as it stands;
 *  - `trained` f32[parameters]: all of these, as they were before clicks taught them;
 *  - `adam` f32[2 × parameters]: means of gradients and of their squares;
 *  - `replay rows` f32[rows × features], standardised, the lists one after another; of each list `replay counts`
 *    u32[lists] candidates, `replay weights` f32[lists] and `replay clicked` u32[lists], 1 where a click taught it.
 *
 * Everything else is in the metadata, as JSON by the fields of `headerSchema`.
 */
export function writeRanking(kept: KeptNetwork): Uint8Array<ArrayBuffer> {
  const { trained, state, origin, study, epochs } = kept;
  const { mean, deviation } = trained.standardizer;
  const widths = widthsOf(trained);
  const { held, seen } = state.replay;
  const count = parameterCount(widths);
  const rows = held.map(({ inputs }) => inputs.length / trained.features);
  const candidates = new Float32Array(held.reduce((sum, { inputs }) => sum + inputs.length, 0));
  let at = 0;
  for (const { inputs } of held) {
    candidates.set(inputs, at);
    at += inputs.length;
  }
  const tensors = new Map<string, NamedTensor>([
    ...layersIn(widths, state.values).flatMap(({ weights, bias, width }, layer): [string, NamedTensor][] => [
      [`layer ${layer + 1} weights`, { shape: [width, widths[layer]!], data: weights as Float32Array }],
      [`layer ${layer + 1} bias`, { shape: [width], data: bias as Float32Array }],
    ]),
    ['trained', { shape: [count], data: parametersOf(trained) }],
    ['adam', { shape: [2, count], data: state.values.subarray(count) }],
    ['replay rows', { shape: [candidates.length / trained.features, trained.features], data: candidates }],
    ['replay counts', { shape: [held.length], data: Uint32Array.from(rows) }],
    ['replay weights', { shape: [held.length], data: Float32Array.from(held, ({ weight }) => weight) }],
    ['replay clicked', { shape: [held.length], data: Uint32Array.from(held, (list) => +list.isClicked) }],
  ]);
  const header: RankingHeader = {
    featuresVersion: FEATURES_VERSION,
    features: RANK_FEATURES.map(({ name }, f) => ({ name, mean: mean[f]!, deviation: deviation[f]! })),
    ...{ widths, origin, lessons: state.lessons, seen },
    study: study as RankingHeader['study'],
    epochs: [...epochs],
  };
  const parts = Object.entries(header).map(([name, value]) => [name, JSON.stringify(value)] as const);
  return writeSafetensors(tensors, { format: RANKING_FORMAT, ...Object.fromEntries(parts) });
}

/**
 * @param file its name, for what is said of it
 * @throws ResearcherError `ranking.file` where it is no such file, knows other features, or is broken
 */
export function readRanking(bytes: Uint8Array, file: string): KeptNetwork {
  const { tensors, metadata } = opened(bytes, file);
  if (metadata['format'] !== RANKING_FORMAT) throw notRanking(file, metadata['format']);
  const header = headerOf(metadata, file);
  checkFeatures(header, file);
  const { features, widths, origin, study, epochs, lessons, seen } = header;
  if (widths[0] !== features.length || widths.at(-1) !== 1) throw brokenHeader(file, 'widths');
  if (lessons > seen) throw brokenHeader(file, 'lessons');
  const take = <T extends NamedTensor['data']>(kind: new (n: number) => T, name: string, shape: number[]) =>
    tensorOf(tensors, kind, name, shape, file);
  const count = parameterCount(widths);
  const values = new Float32Array(3 * count);
  layersIn(widths, values).forEach(({ weights, bias, width }, layer) => {
    weights.set(take(Float32Array, `layer ${layer + 1} weights`, [width, widths[layer]!]));
    bias.set(take(Float32Array, `layer ${layer + 1} bias`, [width]));
  });
  const moments = take(Float32Array, 'adam', [2, count]);
  if (moments.subarray(count).some((square) => square < 0)) throw brokenValues(file, 'adam');
  values.set(moments, count);
  const standardizer = new Standardizer(
    Float64Array.from(features, ({ mean }) => mean),
    Float64Array.from(features, ({ deviation }) => deviation),
  );
  const trained = networkIn(standardizer, widths, take(Float32Array, 'trained', [count]));
  return { trained, state: { values, lessons, replay: { held: replayIn(), seen } }, origin, study, epochs };

  function replayIn(): LearnerState['replay']['held'] {
    const lists = tensors.get('replay counts')?.shape[0] ?? 0;
    const counts = take(Uint32Array, 'replay counts', [lists]);
    const weights = take(Float32Array, 'replay weights', [lists]);
    const clicked = take(Uint32Array, 'replay clicked', [lists]);
    if (counts.includes(0) || lists > Math.min(REPLAY_LISTS, seen)) throw brokenValues(file, 'replay counts');
    if (weights.some((weight) => !(weight > 0))) throw brokenValues(file, 'replay weights');
    const rows = counts.reduce((sum, each) => sum + each, 0);
    const candidates = take(Float32Array, 'replay rows', [rows, features.length]);
    let at = 0;
    return Array.from(counts, (length, list) => {
      const inputs = candidates.slice(at, (at += length * features.length));
      return { inputs, weight: weights[list]!, isClicked: clicked[list] === 1 };
    });
  }
}

function opened(bytes: Uint8Array, file: string): ReturnType<typeof readSafetensors> {
  try {
    return readSafetensors(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw notRanking(file, undefined, error.message);
  }
}

function headerOf(metadata: Readonly<Record<string, string>>, file: string): RankingHeader {
  const parts: Record<string, unknown> = {};
  for (const name of Object.keys(headerSchema.shape)) {
    try {
      parts[name] = JSON.parse(metadata[name] ?? '');
    } catch {
      throw brokenHeader(file, name);
    }
  }
  // What it says of its features comes first: a file of another version may say the rest in another way.
  const { featuresVersion } = parts;
  if (typeof featuresVersion === 'number' && featuresVersion !== FEATURES_VERSION)
    throw otherVersion(file, featuresVersion, FEATURES_VERSION);
  const parsed = headerSchema.safeParse(parts);
  if (!parsed.success) throw brokenHeader(file, parsed.error.issues[0]!.path.join('.'));
  return parsed.data;
}

function checkFeatures({ features }: RankingHeader, file: string): void {
  const at = RANK_FEATURES.findIndex(({ name }, f) => features[f]?.name !== name);
  if (at >= 0) throw otherFeatures(file, at, RANK_FEATURES[at]!.name, features[at]?.name);
  if (features.length > RANK_FEATURES.length)
    throw otherFeatures(file, RANK_FEATURES.length, undefined, features[RANK_FEATURES.length]!.name);
}

function tensorOf<T extends NamedTensor['data']>(
  tensors: ReadonlyMap<string, NamedTensor>,
  kind: new (length: number) => T,
  name: string,
  shape: readonly number[],
  file: string,
): T {
  const tensor = tensors.get(name);
  const fits =
    tensor?.data instanceof kind &&
    tensor.shape.length === shape.length &&
    shape.every((length, axis) => tensor.shape[axis] === length) &&
    tensor.data.every((value) => Number.isFinite(value));
  if (!fits) throw brokenTensor(file, name, shape, tensor?.shape);
  return tensor.data;
}
