import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset, Warning } from '../data/dataset';
import { parameters } from './parameters';
import type { FitContext, ModelEntry, NamedTensor, Recommender, Scorer } from './recommender';

const params = z.strictObject({
  halfLife: z
    .number()
    .gt(0)
    .nullable()
    .default(null)
    .register(parameters, {
      label: { en: 'Half-life (days)', zh: '半衰期（天）' },
      help: {
        en: 'Recent popularity: an interaction counts half as much for each half-life that it lies back. Empty: all count the same.',
        zh: '近期流行度：交互每早一个半衰期，权重减半。留空则所有交互权重相同。',
      },
      formula: 'Σ_u 2^(−(t_last − t_ui) / half-life)',
      scale: 'log',
      sweep: [1, 365],
    }),
});

const SECONDS_PER_DAY = 86_400;

/** score(u, i) = number of training interactions of i, recent ones weighing more if wanted; the same for every user. */
class Popularity implements Recommender {
  #backend!: Backend;
  #counts = new Float32Array(0);

  constructor(readonly halfLife: number | null) {}

  async fit(train: Dataset, { backend, warn }: FitContext): Promise<void> {
    const { offsets, timestamps } = train.byItem;
    this.#backend = backend;
    if (this.halfLife !== null && timestamps) {
      this.#counts = recentCounts(train.items, offsets, timestamps, this.halfLife * SECONDS_PER_DAY);
      return;
    }
    if (this.halfLife !== null) warn(noTimes());
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

/** Every interaction counts 2^(−age / halfLife), its age in seconds before the last one of all. */
function recentCounts(
  items: number,
  offsets: Uint32Array,
  timestamps: Float64Array,
  halfLife: number,
): Float32Array<ArrayBuffer> {
  const last = timestamps.reduce((latest, time) => Math.max(latest, time), -Infinity);
  return Float32Array.from({ length: items }, (_, item) => {
    let sum = 0;
    for (let p = offsets[item]!; p < offsets[item + 1]!; p++)
      sum += 2 ** ((timestamps[p]! - last) / halfLife);
    return sum;
  });
}

function noTimes(): Warning {
  return {
    code: 'popularity.no-timestamps',
    text: {
      en: 'The data has no times, so recent interactions cannot weigh more: plain popularity is used.',
      zh: '数据没有时间信息，无法让近期交互权重更高，因此使用普通流行度。',
    },
  };
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
  create: ({ halfLife }) => new Popularity(halfLife),
};
