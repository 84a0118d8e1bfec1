import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { ResearcherError } from '../errors';
import type { Augmentation } from '../nn/augmentation';
import type { CandidateOptions, CandidateOutput } from '../nn/candidate-output';
import { readLearned, writeLearned, type Learned } from '../nn/learned';
import type { SequenceScores, SequenceTraining } from '../nn/sequence-program';
import { extended, hasSuccessors, lastItems, sequencesOf, type Sequences } from '../nn/sequences';
import { train, type TrainingProgram } from '../nn/trainer';
import type { FitContext, NamedTensor, Recommender, Scorer, TrainingOptions } from './recommender';
import { rehearsedBytes } from './rehearsal';

/** A network that reads a user's items in their order. */
export interface SequenceNetwork extends Learned {
  readonly backend: Backend;
  readonly output: CandidateOutput;
  train(
    scope: Scope,
    sequences: Sequences,
    popularity: Uint32Array,
    training: SequenceTraining & CandidateOptions,
  ): TrainingProgram;
  inference(scope: Scope, size: number): SequenceScores;
}

/** Positions that go through the network at once in scoring. */
const SCORED_POSITIONS = 16_384;

/** A recommender around a network that reads what each user of the training data did, oldest first. */
export abstract class SequenceModel implements Recommender {
  #network: SequenceNetwork | null = null;
  #scope: Scope | null = null;
  #train!: Dataset;
  /** What it learns from, */
  #sequences!: Sequences;
  /** and what it reads to score. */
  #histories!: Sequences;

  protected abstract readonly sequenceLength: number;
  protected abstract readonly options: CandidateOptions & Augmentation & { readonly weightDecay: number };

  protected abstract create(backend: Backend, scope: Scope, train: Dataset, seed: number): SequenceNetwork;

  async fit(dataset: Dataset, context: FitContext): Promise<void> {
    const network = this.#prepare(dataset, context);
    if (!hasSuccessors(this.#sequences)) throw noSuccessors();
    const { backend, training } = context;
    const { epochs, batchSize, optimizer } = training;
    const scope = backend.scope('sequence training');
    try {
      const { offsets } = dataset.byItem;
      const popularity = Uint32Array.from({ length: dataset.items }, (_, i) => offsets[i + 1]! - offsets[i]!);
      const options = { ...this.options, augmentation: this.options, epochs, batchSize, optimizer };
      network.output.startFrom(popularity, this.options);
      const program = network.train(scope, this.#sequences, popularity, options);
      await train(program, context, training);
    } finally {
      scope.dispose();
    }
  }

  plan(dataset: Dataset, backend: Backend, training: TrainingOptions): Promise<number> {
    return rehearsedBytes(this, dataset, backend, training);
  }

  #prepare(dataset: Dataset, { backend, seed }: FitContext): SequenceNetwork {
    this.dispose();
    this.#train = dataset;
    this.#sequences = this.#histories = sequencesOf(dataset);
    this.#scope = backend.scope('sequence network');
    return (this.#network = this.create(backend, this.#scope, dataset, seed));
  }

  observe(later: Dataset): void {
    this.#histories = extended(this.#train, later);
  }

  /** Users of a tile in pieces. */
  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const { backend } = this.#ready();
    const size = Math.min(tile, Math.max(1, Math.floor(SCORED_POSITIONS / this.sequenceLength)));
    const scores = this.#ready().inference(scope, size);
    const items = scores.out.length / size;
    const out = scope.tensor('f32', tile * items, 'scores');
    return {
      out,
      tile,
      score: (users) => {
        for (let first = 0; first < users.length; first += size) {
          const piece = users.subarray(first, first + size);
          const padded = new Uint32Array(size).fill(piece[0]!);
          padded.set(piece);
          scores.write(padded, lastItems(this.#histories, padded, this.sequenceLength));
          backend.run(scores.operations);
          backend.copy(scores.out, 0, out, first * items, piece.length * items);
        }
      },
    };
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return readLearned(this.#ready());
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    dataset: Dataset,
    context: FitContext,
  ): Promise<void> {
    writeLearned(this.#prepare(dataset, context), tensors);
  }

  #ready(): SequenceNetwork {
    if (!this.#network) throw new Error('not fitted');
    return this.#network;
  }

  dispose(): void {
    this.#scope?.dispose();
    this.#scope = this.#network = null;
  }
}

function noSuccessors(): ResearcherError {
  return new ResearcherError(
    'model.no-sequences',
    {
      en: 'No user has two interactions in the training part, so there is no order to learn from. Take data with longer histories, lower the filters, or hold out less.',
      zh: '训练集中没有任何用户拥有两次交互，无法学习顺序。请使用历史更长的数据、放宽过滤条件，或减少留出的比例。',
    },
    { path: 'model.name' },
  );
}
