import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer } from './recommender';

const params = z.strictObject({});

/** score(u, i) = number of training interactions of i, the same for every user. */
class Popularity implements Recommender {
  #backend!: Backend;
  #counts = new Float32Array(0);

  async fit(train: Dataset, { backend }: FitContext): Promise<void> {
    const { offsets } = train.byItem;
    this.#backend = backend;
    this.#counts = Float32Array.from(
      { length: train.items },
      (_, item) => offsets[item + 1]! - offsets[item]!,
    );
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const backend = this.#backend;
    const items = this.#counts.length;
    const out = scope.tensor('f32', tile * items, 'scores');
    // Every row of the tile = 1 · counts
    const operation = backend.kernels.gemm(scope, {
      a: scope.upload(new Float32Array(tile).fill(1), 'ones'),
      b: scope.upload(this.#counts, 'counts'),
      out,
      m: tile,
      n: items,
      k: 1,
    });
    return { out, tile, score: () => backend.run([operation]) };
  }

  async update(events: Parameters<NonNullable<Recommender['update']>>[0]): Promise<void> {
    for (const { kind, item } of events) this.#counts[item]! += kind === 'set' ? 1 : -1;
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return new Map([['counts', { shape: [this.#counts.length], data: this.#counts.slice() }]]);
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    _train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    this.#backend = backend;
    this.#counts = Float32Array.from(tensors.get('counts')!.data);
  }

  dispose(): void {}
}

export const popularity: ModelEntry<typeof params> = {
  name: 'popularity',
  label: { en: 'Popularity', zh: '流行度' },
  summary: {
    en: 'Recommends to everyone what most people chose. Much harder to beat than it looks.',
    zh: '向所有人推荐最多人选择的物品，比看上去更难超越。',
  },
  paper:
    'Reference model; Cremonesi, Koren & Turrin 2010, Performance of recommender algorithms on top-N tasks, RecSys',
  tasks: ['ranking'],
  trained: false,
  params,
  create: () => new Popularity(),
};
