import type { Backend } from '../../compute/backend';
import type { TrainingProgram } from '../../nn/trainer';
import { time } from './row';

export const ADAM = {
  name: 'adam',
  learningRate: 1e-3,
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
} as const;

/**
 * Milliseconds a training step: each sample begins an epoch, runs `steps` of it and reads their mean loss back. Throws
 * where the loss does not fall: a fast step that does not learn is no result.
 */
export async function timeTraining(
  backend: Backend,
  program: TrainingProgram,
  steps: number,
): Promise<readonly number[]> {
  const losses: number[] = [];
  const samples = await time(
    async () => {
      const epochSteps = program.begin(losses.length + 1);
      if (epochSteps < steps) throw new Error(`an epoch has ${epochSteps} steps, and ${steps} are timed`);
      backend.run(program.step, steps);
      losses.push((await program.loss(steps, epochSteps))!);
    },
    { units: steps },
  );
  if (!(losses.at(-1)! < losses[0]!)) throw new Error(`the loss does not fall: ${losses.join(', ')}`);
  return samples;
}
