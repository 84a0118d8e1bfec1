import type { TrainingContext, TrainingPlan, TrainingProgram } from './trainer';

/** The learning-rate range test (Smith 2017, §3.3): the rate grows step by step while the loss is watched. */
export interface RangeTest {
  /** Looks at the loss about this often in the whole test. */
  readonly points: number;
  /** The loss (mean over the steps since the last look) at step `step` of `total`, counted from 0. Ends on `false`. */
  observe(step: number, total: number, loss: number): boolean;
}

const PHASE = { en: 'Learning-rate range test', zh: '学习率范围测试' };

/** Runs all steps of the plan, or until the test has seen enough. What was learned on the way is of no use. */
export async function rangeTest(
  program: TrainingProgram,
  context: TrainingContext,
  { epochs }: Pick<TrainingPlan, 'epochs'>,
  test: RangeTest,
): Promise<void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const steps = program.begin(epoch + 1);
    const total = epochs * steps;
    const stride = Math.max(1, Math.round(total / test.points));
    let before = 0; // the sum of the losses of the epoch's steps so far
    for (let done = 0; done < steps;) {
      const taken = Math.min(stride, steps - done);
      context.backend.run(program.step, taken);
      done += taken;
      const mean = await program.loss(done, steps);
      if (mean === null) return; // a model without losses by steps: the caller has no point and says so
      const loss = (mean * done - before) / taken;
      before = mean * done;
      context.report({ phase: PHASE, step: epoch * steps + done, total });
      if (!test.observe(epoch * steps + done - 1, total, loss)) return;
      if ((await context.checkpoint()) === 'stop') return;
    }
  }
}
