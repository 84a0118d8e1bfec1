import type { Backend, Scope, Tensor } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import type { EaseForm } from './ease-form';
import type { Explanation, NamedTensor, Scorer } from './recommender';

/**
 * EASE where users are fewer than items: K = XXᵀ + λI (users × users), Z = K⁻¹X, d_j = (1 − x_j·z_j)/λ, and the scores
 * are X − Z/d, the same as of the item form (Woodbury identity).
 */
export class EaseUserForm implements EaseForm {
  private constructor(
    readonly backend: Backend,
    readonly train: Dataset,
    /** K⁻¹: f32[users × users] */
    readonly inverse: Tensor<'f32'>,
    /** −1/d: f32[items] */
    readonly scale: Float32Array,
  ) {}

  static async of(
    backend: Backend,
    _scope: Scope,
    train: Dataset,
    inverse: Tensor<'f32'>,
    regularization: number,
  ): Promise<EaseUserForm> {
    const { users, items } = train;
    const { offsets, indices } = train.byItem;
    const host = await backend.read(inverse);
    const scale = Float32Array.from({ length: items }, (_, item) => {
      const own = indices.subarray(offsets[item], offsets[item + 1]);
      let sum = 0;
      for (const u of own) for (const v of own) sum += host[u * users + v]!;
      return -regularization / (1 - sum);
    });
    return new EaseUserForm(backend, train, inverse, scale);
  }

  static fromTensors(
    backend: Backend,
    scope: Scope,
    train: Dataset,
    tensors: ReadonlyMap<string, NamedTensor>,
  ): EaseUserForm {
    const array = (name: string) => Float32Array.from(tensors.get(name)!.data);
    return new EaseUserForm(backend, train, scope.upload(array('inverse'), 'inverse'), array('scale'));
  }

  scorer(scope: Scope, tile: number): Scorer {
    const { backend, train } = this;
    const users = scope.tensor('u32', tile, 'users');
    const out = scope.tensor('f32', tile * train.items, 'scores');
    const operation = backend.kernels.easeUserScores(scope, {
      users,
      tile,
      inverse: this.inverse,
      userCount: train.users,
      byItem: {
        offsets: scope.upload(train.byItem.offsets, 'offsets by item'),
        indices: scope.upload(train.byItem.indices, 'users of items'),
      },
      items: train.items,
      scale: scope.upload(this.scale, 'scale'),
      out,
    });
    return {
      out,
      tile,
      score(tileUsers) {
        backend.write(users, tileUsers.slice());
        backend.run([operation]);
      },
    };
  }

  /** By the users who have the item: −K⁻¹_uv / d_j each. */
  async explain(user: number, item: number): Promise<Explanation> {
    const { users, byItem } = this.train;
    const row = await this.backend.read(this.inverse, user * users, users);
    const parts = Array.from(
      byItem.indices.subarray(byItem.offsets[item], byItem.offsets[item + 1]),
      (code) => {
        const share = this.scale[item]! * row[code]! + (code === user ? 1 : 0);
        return { axis: 'user' as const, code, similarity: share, value: 1, share };
      },
    );
    return { score: parts.reduce((sum, { share }) => sum + share, 0), base: 0, parts };
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { users, items } = this.train;
    return new Map([
      ['inverse', { shape: [users, users], data: await this.backend.read(this.inverse) }],
      ['scale', { shape: [items], data: this.scale }],
    ]);
  }
}
