import { z } from 'zod';
import type { Backend, Scope } from '../../src/compute/backend';
import type { Dataset } from '../../src/data/dataset';
import { parameters } from '../../src/models/parameters';
import {
  type FitContext,
  type ModelEntry,
  type NamedTensor,
  type Recommender,
  type Scorer,
} from '../../src/models/recommender';

const params = z.strictObject({
  decay: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .register(parameters, {
      label: { en: 'Decay', zh: '衰减' },
      help: { en: 'Of the loss.', zh: '损失的衰减。' },
    }),
  kind: z
    .enum(['plain', 'fancy'])
    .default('plain')
    .register(parameters, { label: { en: 'Kind', zh: '类型' }, help: { en: 'Nothing.', zh: '无。' } }),
});

/** What the tests want to do in the middle of a fit. */
export interface Hooks {
  onEpoch?: (epoch: number) => void | Promise<void>;
  /** Busy milliseconds of one epoch's single piece of work. */
  work?: number;
}

/** A model for tests of the lab: counts items, one device tensor, a loss that falls by epochs. */
class Counting implements Recommender {
  #scope: Scope | null = null;
  #backend!: Backend;
  #counts = new Float32Array(0);
  epochs = 0;

  constructor(
    readonly settings: { decay: number },
    readonly hooks: Hooks,
  ) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    this.#backend = context.backend;
    this.#scope = context.backend.scope('counting');
    this.#counts = Float32Array.from(
      { length: train.items },
      (_, item) => train.byItem.offsets[item + 1]! - train.byItem.offsets[item]!,
    );
    this.#scope.upload(this.#counts, 'counts');
    const { epochs } = context.training;
    let loss = 1;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const until = performance.now() + (this.hooks.work ?? 0);
      while (performance.now() < until);
      await this.hooks.onEpoch?.(epoch);
      loss *= this.settings.decay;
      const measured = (await context.validate?.()) ?? {};
      context.report({
        phase: { en: 'Counting', zh: '计数' },
        step: epoch,
        total: epochs,
        epoch,
        metrics: { loss, ...measured },
        samples: epoch * train.interactions,
      });
      this.epochs = epoch;
      if ((await context.checkpoint()) === 'stop') break;
    }
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const items = this.#counts.length;
    const out = scope.tensor('f32', tile * items, 'scores');
    const operation = this.#backend.kernels.gemm(scope, {
      a: scope.upload(new Float32Array(tile).fill(1), 'ones'),
      b: scope.upload(this.#counts, 'counts'),
      out,
      m: tile,
      n: items,
      k: 1,
    });
    return { out, tile, score: () => this.#backend.run([operation]) };
  }

  async neighbours(_axis: 'user' | 'item', code: number, count: number) {
    return Array.from({ length: count }, (_, i) => ({
      code: code + 1 + i,
      similarity: 1 / (i + 1),
      support: 1,
    }));
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return new Map([['counts', { shape: [this.#counts.length], data: this.#counts }]]);
  }

  dispose(): void {
    this.#scope?.dispose();
    this.#scope = null;
  }
}

/** The registry of these tests: the counting model with its hooks. */
export function counting(hooks: Hooks = {}): ModelEntry {
  return {
    name: 'counting',
    label: { en: 'Counting', zh: '计数' },
    summary: { en: 'Counts.', zh: '计数。' },
    paper: 'none',
    tasks: ['ranking'],
    trained: true,
    params,
    create: (values) => new Counting(values as { decay: number }, hooks),
  };
}
