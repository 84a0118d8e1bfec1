import { z } from 'zod';
import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { NO_ROW, SUMS_WIDTH } from '../compute/contracts/similarity';
import type { Dataset } from '../data/dataset';
import { uploadSegmented, uploadSparse } from '../similarity/device-matrix';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer } from './recommender';

const params = z.strictObject({});

/** Pairs predicted by one operation. */
const PAIRS = 16_384;
/** A tile's sums take at most this much. */
const TILE_BYTES = 16 * 2 ** 20;

/**
 * r̂_ui = mean of u + mean over the items j of u that somebody rated together with i of dev(i, j),
 * dev(i, j) = mean over those who rated both of r_ui − r_uj. No prediction (NaN) for unknown users and items.
 */
class SlopeOne implements Recommender {
  readonly scoresAreRatings = true;
  #backend!: Backend;
  #train!: Dataset;
  #scope: Scope | null = null;
  #deviations!: Tensor<'f32'>;
  #means!: Float32Array;
  #predict!: { users: Tensor<'u32'>; items: Tensor<'u32'>; out: Tensor<'f32'>; operation: Operation };

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const scope = this.#begin(train, context.backend);
    this.#deviations = scope.tensor('f32', train.items ** 2, 'deviations');
    await this.#deviate(context);
    this.#predict = this.#predictor(scope, PAIRS);
  }

  #begin(train: Dataset, backend: Backend): Scope {
    const { offsets, values } = train.byUser;
    this.#backend = backend;
    this.#train = train;
    this.#scope = backend.scope('slope-one');
    this.#means = Float32Array.from({ length: train.users }, (_, user) => {
      const own = values.subarray(offsets[user], offsets[user + 1]);
      return own.length ? own.reduce((sum, value) => sum + value, 0) / own.length : NaN;
    });
    return this.#scope;
  }

  async #deviate(context: FitContext): Promise<void> {
    const { backend } = context;
    const { items, byItem, byUser } = this.#train;
    const scope = backend.scope('slope-one fit');
    try {
      const width = SUMS_WIDTH.moments;
      const tile = Math.max(1, Math.min(items, 256, Math.floor(TILE_BYTES / (4 * items * width))));
      const rows = scope.tensor('u32', tile, 'rows');
      const sums = scope.tensor('f32', tile * items * width, 'sums');
      const operations = [
        backend.kernels.coRated(scope, {
          rows,
          tile,
          entities: uploadSparse(scope, byItem, 'items'),
          features: uploadSegmented(scope, byUser, items, 'users'),
          columns: items,
          sums: 'moments',
          out: sums,
        }),
        backend.kernels.slopeDeviations(scope, { rows, tile, items, sums, deviations: this.#deviations }),
      ];
      for (let first = 0; first < items; first += tile) {
        backend.write(
          rows,
          Uint32Array.from({ length: tile }, (_, t) => (first + t < items ? first + t : NO_ROW)),
        );
        backend.run(operations);
        await backend.finish();
        context.report({
          phase: { en: 'Item deviations', zh: '计算物品评分偏差' },
          step: Math.min(first + tile, items),
          total: items,
        });
        await context.checkpoint();
      }
    } finally {
      scope.dispose();
    }
  }

  #predictor(scope: Scope, capacity: number) {
    const users = scope.tensor('u32', capacity, 'users of pairs');
    const items = scope.tensor('u32', capacity, 'items of pairs');
    const out = scope.tensor('f32', capacity, 'predictions');
    const operation = this.#backend.kernels.slopePredict(scope, {
      users,
      items,
      capacity,
      itemCount: this.#train.items,
      byUser: {
        offsets: scope.upload(this.#train.byUser.offsets, 'offsets by user'),
        indices: scope.upload(this.#train.byUser.indices, 'items of users'),
      },
      means: scope.upload(this.#means, 'user means'),
      deviations: this.#deviations,
      out,
    });
    return { users, items, out, operation };
  }

  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    const backend = this.#backend;
    const known = this.#train.byItem.offsets;
    const { users: userTensor, items: itemTensor, out, operation } = this.#predict;
    const predictions = new Float32Array(users.length);
    for (let start = 0; start < users.length; start += PAIRS) {
      const end = Math.min(start + PAIRS, users.length);
      backend.write(userTensor, users.slice(start, end));
      backend.write(itemTensor, items.slice(start, end));
      backend.run([operation]);
      predictions.set(await backend.read(out, 0, end - start), start);
    }
    return predictions.map((value, i) => {
      const item = items[i]!;
      return known[item] === known[item + 1] || Number.isNaN(this.#means[users[i]!]!) ? NaN : value;
    });
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const backend = this.#backend;
    const count = this.#train.items;
    const { users, items, out, operation } = this.#predictor(scope, tile * count);
    backend.write(
      items,
      Uint32Array.from({ length: tile * count }, (_, pair) => pair % count),
    );
    return {
      out,
      tile,
      score(tileUsers) {
        backend.write(
          users,
          Uint32Array.from(
            { length: tileUsers.length * count },
            (_, pair) => tileUsers[Math.floor(pair / count)]!,
          ),
        );
        backend.run([operation]);
      },
    };
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { items } = this.#train;
    return new Map([
      ['deviations', { shape: [items, items], data: await this.#backend.read(this.#deviations) }],
    ]);
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    const scope = this.#begin(train, backend);
    this.#deviations = scope.upload(Float32Array.from(tensors.get('deviations')!.data), 'deviations');
    this.#predict = this.#predictor(scope, PAIRS);
  }

  dispose(): void {
    this.#scope?.dispose();
    this.#scope = null;
  }
}

export const slopeOne: ModelEntry<typeof params> = {
  name: 'slope-one',
  label: { en: 'Slope One', zh: 'Slope One' },
  summary: {
    en: 'Adds to a user’s mean how much better or worse this item is usually rated than those the user knows.',
    zh: '在用户评分均值上，加上该物品相对用户已评物品通常高出或低出的分值。',
  },
  paper:
    'Lemire & Maclachlan 2005, Slope one predictors for online rating-based collaborative filtering, SDM',
  tasks: ['rating'],
  trained: false,
  params,
  create: () => new SlopeOne(),
};
