import type { Backend, Operation, Tensor } from '../compute/backend';
import { ResearcherError } from '../errors';
import type { LocalizedText } from '../language';
import { EarlyStopping } from './early-stopping';
import { type GradientNorm, WeightNorm } from './gradient-norm';
import { Pace } from './pace';
import { rangeTest, type RangeTest } from './range-test';

/** A model ready to be trained: all that a step needs lies on the device. */
export interface TrainingProgram {
  /** One step, the cursor's move included. */
  readonly step: readonly Operation[];
  /** Puts the cursor before an epoch (counted from 1) and says how many steps it has. */
  begin(epoch: number): number;
  /** Mean loss of the first `done` steps of the epoch once the device gets there; null where only its end tells. */
  loss(done: number, steps: number): Promise<number | null>;
  /** Samples an epoch sees (for the rate shown). */
  readonly samples: number;
  /** All that is learned: what early stopping keeps and puts back. */
  readonly tables: readonly Tensor<'f32'>[];
  /** What the optimiser remembers between steps. Where it is named, an interrupted training can go on. */
  readonly memory?: readonly Tensor<'f32'>[];
  /** The gradients' norm step by step, where the optimiser keeps it. */
  readonly gradientNorm?: GradientNorm | null;
  /** Name of the first parameter that is no longer finite, or null. */
  findNonFinite(): Promise<string | null>;
}

/** The part of a fit's context that training needs (see `FitContext`). */
export interface TrainingContext {
  readonly backend: Backend;
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
  readonly resume?: TrainingState | null;
  keep?(read: () => Promise<TrainingState>): Promise<void>;
}

/** All that a training needs to go on after an epoch as if it had not been interrupted. */
export interface TrainingState {
  /** Epochs done. */
  readonly epoch: number;
  /** Tables, what the optimiser remembers, and the best tables so far. */
  readonly tensors: readonly Float32Array<ArrayBuffer>[];
  /** What early stopping knows beside them. */
  readonly numbers: Readonly<Record<string, number>>;
}

export interface TrainingPlan {
  readonly epochs: number;
  readonly earlyStopping: { readonly metric: string; readonly patience: number } | null;
  /** Measures `gradientNorm` (the mean of the epoch's steps) and `weightNorm` (at its end) each epoch. */
  readonly norms?: boolean;
  /** Instead of a training: the learning-rate range test. */
  readonly rangeTest?: RangeTest;
}

const PHASE: LocalizedText = { en: 'Training', zh: '训练' };
/** Device bytes that measuring the variants of a kernel may take. */
export const TUNING_BYTES = 16 * 2 ** 20;
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
  if (plan.rangeTest) return rangeTest(program, context, plan, plan.rangeTest);
  const { backend, validate } = context;
  const scope = backend.scope('best parameters');
  const stopping =
    plan.earlyStopping && new EarlyStopping(backend, scope, program.tables, plan.earlyStopping);
  const weightNorm = plan.norms ? new WeightNorm(backend, scope, program.tables) : null;
  const work = new Pieces(backend);
  const room = backend.memory.budget - backend.memory.current;
  if (backend.tuning?.automatic && room > TUNING_BYTES)
    await backend.tuning.measure(backend, () => context.checkpoint());
  /** The loss of the epoch before is read while this one runs. */
  let pending: (() => Promise<void>) | null = null;
  let looked = performance.now();

  /** Mean loss of the first `done` steps of the epoch. */
  const lossOf = async (done: number, steps: number, epoch: number): Promise<number | null> => {
    const loss = await program.loss(done, steps);
    if (loss !== null && !Number.isFinite(loss)) throw await diverged(program, epoch);
    return loss;
  };

  /** What was measured of an epoch that just ended; its work is handed to the device at once. */
  const measured = async (steps: number, epoch: number): Promise<Record<string, number>> => {
    // All are asked for before the first is waited for: the next epoch writes over them.
    const ofGradients = plan.norms ? program.gradientNorm?.mean(steps) : undefined;
    const ofWeights = weightNorm?.measure();
    // A failure of theirs is heard where they are waited for.
    for (const norm of [ofGradients, ofWeights]) norm?.catch(() => undefined);
    const loss = (await lossOf(steps, steps, epoch))!;
    return {
      loss,
      ...(ofGradients && { gradientNorm: await ofGradients }),
      ...(ofWeights && { weightNorm: await ofWeights }),
    };
  };

  /** All tensors of a state, in its order; null where the program does not name its memory. */
  const kept = program.memory && [...program.tables, ...program.memory, ...(stopping?.best ?? [])];
  const state = async (epoch: number): Promise<TrainingState> => {
    // One by one: what is read stays on the device until it has arrived.
    const tensors: Float32Array<ArrayBuffer>[] = [];
    for (const tensor of kept!) tensors.push(await backend.read(tensor));
    return { epoch, tensors, numbers: stopping?.numbers ?? {} };
  };
  const resumed = kept ? (context.resume ?? null) : null;
  if (resumed) {
    resumed.tensors.forEach((values, i) => backend.write(kept![i]!, values));
    stopping?.resume(resumed.numbers);
  }

  try {
    for (let epoch = (resumed?.epoch ?? 0) + 1; epoch <= plan.epochs && !stopping?.finished; epoch++) {
      const steps = program.begin(epoch);
      const report = (done: number, ended: { epoch?: number; metrics?: Record<string, number> }) =>
        context.report({
          phase: PHASE,
          step: (epoch - 1) * steps + done,
          total: plan.epochs * steps,
          samples: Math.round((epoch - 1 + done / steps) * program.samples),
          ...ended,
        });
      for (let done = 0; done < steps;) {
        done += await work.run(program.step, steps - done);
        await pending?.();
        pending = null;
        const look = performance.now() - looked > LOOK && done < steps;
        const loss = look ? await lossOf(done, steps, epoch) : null;
        report(done, loss === null ? {} : { metrics: { loss } });
        if (look) looked = performance.now();
        if ((await context.checkpoint()) === 'stop') return await work.finish();
      }
      const figures = measured(steps, epoch);
      // Its failure is heard where it is waited for.
      figures.catch(() => undefined);
      pending = async () => report(steps, { epoch, metrics: await figures });
      if (validate) {
        const metrics = { ...(await figures), ...(await validate()) };
        pending = null;
        stopping?.look(metrics);
        report(steps, { epoch, metrics });
      } else stopping?.look({});
      if (kept)
        await context.keep?.(async () => {
          await pending?.(); // the epoch's loss belongs to what is kept
          pending = null;
          return state(epoch);
        });
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

async function diverged(program: TrainingProgram, epoch: number): Promise<ResearcherError> {
  const place = (await program.findNonFinite()) ?? 'loss';
  return new ResearcherError('training.diverged', {
    en: `Training diverged in epoch ${epoch}: “${place}” is no longer a number. Use a lower learning rate, or a larger batch.`,
    zh: `训练在第 ${epoch} 轮发散：“${place}”已不是数值。请降低学习率或增大批量。`,
  });
}
