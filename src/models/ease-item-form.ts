import type { Backend, Scope, Tensor } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import type { EaseForm } from './ease-form';
import { greatest } from './greatest';
import type { Explanation, NamedTensor, Neighbour, Scorer } from './recommender';
import { sparseScorer } from './sparse-scorer';

/** EASE as Steck (2019) gives it: a matrix of items × items, and scores that are a user's row times it. */
export class EaseItemForm implements EaseForm {
  private constructor(
    readonly backend: Backend,
    readonly train: Dataset,
    /** B: f32[items × items] */
    readonly weights: Tensor<'f32'>,
    /** diagonal of P: f32[items] */
    readonly diagonal: Float32Array,
  ) {}

  /** @param inverse P = (XᵀX + λI)⁻¹, which becomes B in place */
  static async of(
    backend: Backend,
    scope: Scope,
    train: Dataset,
    inverse: Tensor<'f32'>,
  ): Promise<EaseItemForm> {
    const diagonal = scope.tensor('f32', train.items, 'diagonal of P');
    backend.run([backend.kernels.easeWeights(scope, { matrix: inverse, n: train.items, diagonal })]);
    return new EaseItemForm(backend, train, inverse, await backend.read(diagonal));
  }

  static fromTensors(
    backend: Backend,
    scope: Scope,
    train: Dataset,
    tensors: ReadonlyMap<string, NamedTensor>,
  ): EaseItemForm {
    const array = (name: string) => Float32Array.from(tensors.get(name)!.data);
    return new EaseItemForm(backend, train, scope.upload(array('weights'), 'weights'), array('diagonal'));
  }

  scorer(scope: Scope, tile: number): Scorer {
    const { byUser } = this.train;
    const ones = new Float32Array(byUser.indices.length).fill(1);
    return sparseScorer(this.backend, scope, tile, byUser, ones, this.weights);
  }

  /** B_ji for every j: the row of i, rescaled, because P is symmetric. */
  async #weightsOn(item: number): Promise<Float32Array> {
    const { items } = this.train;
    const row = await this.backend.read(this.weights, item * items, items);
    return row.map((weight, j) => (weight * this.diagonal[j]!) / this.diagonal[item]!);
  }

  async explain(user: number, item: number): Promise<Explanation> {
    const weights = await this.#weightsOn(item);
    const { offsets, indices } = this.train.byUser;
    const parts = Array.from(indices.subarray(offsets[user], offsets[user + 1]), (code) => ({
      axis: 'item' as const,
      code,
      similarity: weights[code]!,
      value: 1,
      share: weights[code]!,
    }));
    return { score: parts.reduce((sum, { share }) => sum + share, 0), base: 0, parts };
  }

  async neighbours(item: number, count: number): Promise<readonly Neighbour[]> {
    const { offsets, indices } = this.train.byItem;
    const weights = await this.#weightsOn(item);
    const own = new Set(indices.subarray(offsets[item], offsets[item + 1]));
    return greatest(weights, count).map((code) => ({
      code,
      similarity: weights[code]!,
      support: indices.subarray(offsets[code], offsets[code + 1]).filter((user) => own.has(user)).length,
    }));
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { items } = this.train;
    return new Map([
      ['weights', { shape: [items, items], data: await this.backend.read(this.weights) }],
      ['diagonal', { shape: [items], data: this.diagonal }],
    ]);
  }
}
