import { compare } from './halving';
import type { Trial } from './record';
import type { Sweep } from './schema';

/** The best trial with full effort; where successive halving did not get there, the best with the most effort. */
export function bestOf(trials: readonly Trial[], sweep: Pick<Sweep, 'goal'>): Trial | null {
  const effort = Math.max(...trials.filter(({ score }) => score !== null).map((trial) => trial.effort));
  const [best] = trials
    .filter((trial) => trial.score !== null && trial.effort === effort)
    .sort((a, b) => compare(a, b, sweep.goal === 'min'));
  return best ?? null;
}
