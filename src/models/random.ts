import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import type { FitContext, ModelEntry, Recommender, Scorer } from './recommender';

const params = z.strictObject({});

/** Uniform scores in [0, 1) from the seed, the user and the item: the floor under every comparison. */
class RandomRecommender implements Recommender {
  #backend!: Backend;
  #items = 0;
  #seed = 0;

  async fit(train: Dataset, { backend, seed }: FitContext): Promise<void> {
    this.#backend = backend;
    this.#items = train.items;
    this.#seed = seed;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const backend = this.#backend;
    const users = scope.tensor('u32', tile, 'users');
    const out = scope.tensor('f32', tile * this.#items, 'scores');
    const operation = backend.kernels.randomScores(scope, {
      users,
      rows: tile,
      columns: this.#items,
      seed: this.#seed,
      stream: 'random model',
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

  dispose(): void {}
}

export const random: ModelEntry<typeof params> = {
  name: 'random',
  label: { en: 'Random', zh: '随机推荐' },
  summary: {
    en: 'Every item is as likely as any other. What a model has to beat at the very least.',
    zh: '每个物品被推荐的概率相同，是任何模型至少要超过的下限。',
  },
  paper: 'Reference model',
  tasks: ['ranking'],
  trained: false,
  params,
  create: () => new RandomRecommender(),
};
