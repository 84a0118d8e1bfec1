import type { Backend, Operation, Tensor } from '../compute/backend';
import { ResearcherError } from '../errors';
import type { LocalizedText } from '../language';
import type { Batches } from './batches';
import { EarlyStopping } from './early-stopping';
import type { Optimizer } from './optimizers';
import type { ParameterStore } from './parameters';
import { Pace } from './pace';

/** A network ready to be trained: all that a step needs lies on the device. */
export interface TrainingProgram {
  readonly batches: Batches;
  /** One step without the cursor's move: forward, loss, backward, optimiser. */
  readonly step: readonly Operation[];
  readonly store: ParameterStore;
  readonly optimizer: Optimizer;
  /** f32[steps of an epoch]: summed loss of each step. */
  readonly losses: Tensor<'f32'>;
  /** Sum of losses / lossDivisor = mean loss of an epoch. */
  readonly lossDivisor: number;
  /** Samples an epoch sees (for the rate shown). */
  readonly samples: number;
  /** Other tensors that belong to the best state (embedding tables). */
  readonly tables?: readonly Tensor<'f32'>[];
}

/** The part of a fit's context that training needs (see `FitContext`). */
export interface TrainingContext {
  readonly backend: Backend;
  readonly seed: number;
  report(progress: {
    readonly phase: LocalizedText;
    readonly step: number;
    readonly total: number;
    readonly epoch?: number;
    readonly metrics?: Readonly<Record<string, number>>;
    readonly samples?: number;
  }): void;
  checkpoint(): Promise<'go' | 'stop'>;
  readonly validate: (() => Promise<Readonly<Record<string, number>>>) | null;
}

export interface TrainingPlan {
  readonly epochs: number;
  readonly earlyStopping: { readonly metric: string; readonly patience: number } | null;
}

const PHASE: LocalizedText = { en: 'Training', zh: '训练' };
/** The loss inside a long epoch is looked at this often, ms. */
const LOOK = 1000;

/**
 * Trains by mini-batches, a new seeded order each epoch. Many steps go into one submit; the host is one piece of work
 * (≤ 100 ms) ahead of the device and never waits inside it. Reports each epoch's mean loss and what `validate` measured.
 * With early stopping the best parameters are put back at the end.
 *
 * @throws ResearcherError `training.diverged`, naming the layer, where the loss is no longer a number
 */
export async function train(
  program: TrainingProgram,
  context: TrainingContext,
  plan: TrainingPlan,
): Promise<void> {
  const { backend, seed, validate } = context;
  const { batches, losses } = program;
  const operations = [batches.advance, ...program.step];
  const total = plan.epochs * batches.steps;
  const scope = backend.scope('best parameters');
  const tables = [program.store.values, ...(program.tables ?? [])];
  const stopping = plan.earlyStopping && new EarlyStopping(backend, scope, tables, plan.earlyStopping);
  const work = new Pieces(backend);
  /** The loss of the epoch before is read while this one runs. */
  let pending: (() => Promise<void>) | null = null;
  let looked = performance.now();

  /** Mean loss of the first `steps` of the epoch, once the device gets there. */
  const lossOf = async (steps: number, epoch: number): Promise<number> => {
    const sum = (await backend.read(losses, 0, steps)).reduce((total, value) => total + value, 0);
    if (!Number.isFinite(sum)) throw await diverged(program.store, epoch);
    return (sum * batches.steps) / (program.lossDivisor * steps);
  };
  const report = (
    epoch: number,
    steps: number,
    ended: { epoch?: number; metrics?: Record<string, number> },
  ) =>
    context.report({
      phase: PHASE,
      step: (epoch - 1) * batches.steps + steps,
      total,
      samples: Math.round((epoch - 1 + steps / batches.steps) * program.samples),
      ...ended,
    });

  try {
    for (let epoch = 1; epoch <= plan.epochs && !stopping?.finished; epoch++) {
      const firstStep = (epoch - 1) * batches.steps;
      batches.shuffle(firstStep, seed, epoch);
      program.optimizer.schedule(firstStep);
      for (let done = 0; done < batches.steps;) {
        done += await work.run(operations, batches.steps - done);
        await pending?.();
        pending = null;
        const look = performance.now() - looked > LOOK && done < batches.steps;
        report(epoch, done, look ? { metrics: { loss: await lossOf(done, epoch) } } : {});
        if (look) looked = performance.now();
        if ((await context.checkpoint()) === 'stop') return await work.finish();
      }
      const loss = lossOf(batches.steps, epoch);
      pending = async () => report(epoch, batches.steps, { epoch, metrics: { loss: await loss } });
      loss.catch(() => undefined);
      if (validate) {
        const metrics = { loss: await loss, ...(await validate()) };
        pending = null;
        stopping?.look(metrics);
        report(epoch, batches.steps, { epoch, metrics });
      } else stopping?.look({});
      looked = performance.now();
    }
    await pending?.();
    await work.finish();
  } finally {
    stopping?.restoreBest();
    scope.dispose();
  }
}

/** Hands work to the device in pieces of near 100 ms, one piece ahead of it. */
class Pieces {
  readonly #pace = new Pace();
  #before: Promise<void> = Promise.resolve();

  constructor(readonly backend: Backend) {}

  /** Runs some steps, at most `left`, and returns how many. Waits for the piece before, not for this one. */
  async run(operations: readonly Operation[], left: number): Promise<number> {
    const steps = Math.min(this.#pace.steps, left);
    const submitted = performance.now();
    this.backend.run(operations, steps);
    const piece = this.backend.finish().then(() => this.#pace.passed(steps, submitted));
    // Its failure is heard where it is waited for.
    piece.catch(() => undefined);
    // On the CPU the work is done already.
    await (this.backend.kind === 'cpu' ? piece : this.#before);
    this.#before = piece;
    return steps;
  }

  finish(): Promise<void> {
    return this.#before;
  }
}

async function diverged(store: ParameterStore, epoch: number): Promise<ResearcherError> {
  const place = (await store.findNonFinite()) ?? 'loss';
  return new ResearcherError('training.diverged', {
    en: `Training diverged in epoch ${epoch}: “${place}” is no longer a number. Use a lower learning rate, or a larger batch.`,
    zh: `训练在第 ${epoch} 轮发散：“${place}”已不是数值。请降低学习率或增大批量。`,
  });
}
