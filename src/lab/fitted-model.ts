import { ResearcherError } from '../errors';
import type { Backend, Scope } from '../compute/backend';
import type { Csr, Split } from '../data/dataset';
import type { Recommender, Scorer } from '../models/recommender';
import { writeSafetensors } from '../models/safetensors';
import type {
  HistoryItem,
  NamedEntity,
  NamedExplanation,
  NamedNeighbour,
  Recommendation,
  SimilarityView,
} from './api';
import { Directory } from './directory';
import type { Clicks, EvaluationResult } from '../evaluation/options';
import type { Experiment } from './experiment';
import type { PerUserValues } from './per-user';
import {
  predictionsCsv,
  probabilitiesCsv,
  recommendationsCsv,
  type PredictionList,
  type RecommendationLists,
} from './list-files';
import { Similarities, type SimilarityRequest } from './similarities';

/** The lists an evaluation kept. */
export interface EvaluatedLists {
  readonly predictions: PredictionList | null;
  readonly recommendations: RecommendationLists | null;
  readonly clicks: Clicks | null;
}

type Axis = 'user' | 'item';

/** A model that has been fitted, with its data: answers in original ids. Holds device memory until disposed. */
export class FittedModel {
  readonly #users: Directory;
  readonly #items: Directory;
  readonly #similarities: Similarities;
  #scope: Scope | null = null;
  #scorer: Promise<Scorer> | null = null;
  #disposed = false;

  constructor(
    readonly backend: Backend,
    readonly model: Recommender,
    readonly experiment: Experiment,
    readonly split: Split,
    readonly lists: EvaluatedLists,
    readonly measured: Pick<EvaluationResult, 'users' | 'perUser'>,
  ) {
    const { train } = split;
    this.#users = new Directory('user', train.userIds, train.byUser, null);
    this.#items = new Directory('item', train.itemIds, train.byItem, train.itemMetadata);
    this.#similarities = new Similarities(train);
  }

  /** The `count` items with the greatest scores; equal scores in the order of the item codes. */
  async recommend(user: string, count: number): Promise<readonly Recommendation[]> {
    const code = this.#users.code(user);
    const scores = await this.#scores(code);
    const { train, validation, test } = this.split;
    // The same items that the evaluation takes off the lists.
    const seen = this.experiment.evaluation.excludeSeen ? [train, ...(validation ? [validation] : [])] : [];
    for (const { byUser } of seen)
      for (const item of row(byUser, code)) scores[item] = Number.NEGATIVE_INFINITY;
    const held = new Set(row(test.byUser, code));
    return greatest(scores, count).map((item, i) => ({
      ...this.#items.entity(item),
      rank: i + 1,
      score: scores[item]!,
      held: held.has(item),
    }));
  }

  async #scores(user: number): Promise<Float32Array> {
    this.#throwIfDisposed();
    this.#scope ??= this.backend.scope('questions');
    this.#scorer ??= this.model.scorer(this.#scope, 1);
    const scorer = await this.#scorer;
    this.#throwIfDisposed();
    // No pause between scoring and asking for the result: another question may write to the same tile.
    scorer.score(Uint32Array.of(user));
    return this.backend.read(scorer.out, 0, this.split.train.items);
  }

  /** The user's interactions in the training part, latest first where times are known. */
  historyOf(user: string): readonly HistoryItem[] {
    const { byUser, hasRatings } = this.split.train;
    const code = this.#users.code(user);
    const first = byUser.offsets[code]!;
    const history = [...row(byUser, code)].map((item, i) => ({
      ...this.#items.entity(item),
      rating: hasRatings ? byUser.values[first + i]! : 1,
      timestamp: byUser.timestamps ? byUser.timestamps[first + i]! : null,
    }));
    return history.sort((a, b) => (b.timestamp ?? 0) - (a.timestamp ?? 0));
  }

  async neighbours(axis: Axis, id: string, count: number): Promise<readonly NamedNeighbour[]> {
    this.#throwIfDisposed();
    const directory = this.#directory(axis);
    const code = directory.code(id);
    const { model } = this;
    if (!model.neighbours) throw this.#cannot({ en: 'has no neighbours', zh: '没有近邻' });
    const found = await model.neighbours(axis, code, count);
    return found.map(({ code: near, similarity, support }) => ({
      ...directory.entity(near),
      similarity,
      support,
    }));
  }

  async explain(user: string, item: string): Promise<NamedExplanation> {
    this.#throwIfDisposed();
    const [userCode, itemCode] = [this.#users.code(user), this.#items.code(item)];
    const { model } = this;
    if (!model.explain) throw this.#cannot({ en: 'does not explain its scores', zh: '无法解释其得分' });
    const { parts, ...explanation } = await model.explain(userCode, itemCode);
    return {
      ...explanation,
      parts: parts.map((part) => ({ ...part, entity: this.#directory(part.axis).entity(part.code) })),
    };
  }

  similarities(request: SimilarityRequest): Promise<SimilarityView> {
    this.#throwIfDisposed();
    return this.#similarities.view(request, this.#directory(request.axis));
  }

  find(axis: Axis, words: string, count: number): readonly NamedEntity[] {
    return this.#directory(axis).find(words, count);
  }

  /** Numbers in the tensors that the model learned (of the last fold); null where it keeps none. */
  async parameterCount(): Promise<number | null> {
    this.#throwIfDisposed();
    const tensors = await this.model.toTensors?.();
    return tensors ? [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0) : null;
  }

  /** Metrics of each test user (of the last fold). */
  perUser(): PerUserValues {
    const { users, perUser } = this.measured;
    return { users: Array.from(users, (user) => this.#users.ids.id(user)), values: perUser };
  }

  /** The evaluated lists as CSV, and the model's tensors. */
  async artefacts(): Promise<Readonly<Record<string, Blob>>> {
    this.#throwIfDisposed();
    const { userIds, itemIds } = this.split.train;
    const { predictions, recommendations, clicks } = this.lists;
    const files: Record<string, Blob> = {};
    if (predictions) files['predictions.csv'] = predictionsCsv(predictions, userIds, itemIds);
    if (recommendations) files['recommendations.csv'] = recommendationsCsv(recommendations, userIds, itemIds);
    if (clicks) files['probabilities.csv'] = probabilitiesCsv(clicks, userIds, itemIds);
    const tensors = await this.model.toTensors?.();
    if (tensors) {
      const { name, params } = this.experiment.model;
      const metadata = { format: 'cofilter', model: name, params: JSON.stringify(params) };
      files['model.safetensors'] = new Blob([writeSafetensors(tensors, metadata)], {
        type: 'application/octet-stream',
      });
    }
    const onnx = await this.model.toOnnx?.();
    if (onnx) files['model.onnx'] = new Blob([onnx], { type: 'application/octet-stream' });
    return files;
  }

  /** Gives back what the model and its scorer hold on the device. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#scope?.dispose();
    this.model.dispose();
  }

  #directory(axis: Axis): Directory {
    return axis === 'user' ? this.#users : this.#items;
  }

  #cannot(what: { en: string; zh: string }): ResearcherError {
    const { name } = this.experiment.model;
    return new ResearcherError('run.not-supported', {
      en: `The model “${name}” ${what.en}. Neighbourhood models such as item-knn can be asked.`,
      zh: `模型“${name}”${what.zh}。可改用 item-knn 等近邻模型。`,
    });
  }

  #throwIfDisposed(): void {
    if (this.#disposed)
      throw new ResearcherError('run.released', {
        en: 'This run was released and its model is gone. Run the experiment again to ask it.',
        zh: '此次运行已释放，模型不再可用。请重新运行实验后再查询。',
      });
  }
}

function row(csr: Csr, index: number): Uint32Array {
  return csr.indices.subarray(csr.offsets[index], csr.offsets[index + 1]);
}

/** Indices of the greatest finite scores in falling order; equal ones with the lower index first. */
function greatest(scores: Float32Array, count: number): number[] {
  const candidates: number[] = [];
  for (let i = 0; i < scores.length; i++) if (scores[i]! > Number.NEGATIVE_INFINITY) candidates.push(i);
  return candidates.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, count);
}
