import { ResearcherError } from '../../errors';
import { parametersAt, randomUnits, type Proposal } from './draws';
import { halvingProposal } from './halving';
import type { ParameterValue, Trial } from './record';
import type { Sweep } from './schema';
import { SOBOL_DIMENSIONS, sobolPoint } from './sobol';
import type { Dimension } from './dimension';
import { tpeProposal } from './tpe';

/** Draws again where a setting was tried already, this often, at last in the whole space. */
const REDRAWS = 50;
const FREE_REDRAWS = 10;

/**
 * The next setting to try, or null where the search is over. It depends on nothing but the sweep and the trials so
 * far, so a search that was interrupted goes on as if it had not been.
 */
export function propose(
  sweep: Sweep,
  dimensions: readonly Dimension[],
  trials: readonly Trial[],
): Proposal | null {
  const { method, seed } = sweep;
  if (trials.length >= sweep.trials) return null;
  const full = (units: readonly number[]): Proposal => ({
    parameters: parametersAt(dimensions, units),
    effort: 1,
  });
  switch (method) {
    case 'grid': {
      const point = gridPoint(dimensions, sweep.trials, trials.length);
      return point && { parameters: point, effort: 1 };
    }
    case 'random':
      return full(randomUnits(dimensions.length, seed, trials.length, 0));
    case 'sobol':
      return full(sobolUnits(dimensions.length, seed, trials.length));
    case 'tpe':
      return unseen(trials, (attempt) =>
        full(
          attempt < REDRAWS - FREE_REDRAWS
            ? tpeProposal(sweep, dimensions, trials, attempt)
            : randomUnits(dimensions.length, seed, trials.length, attempt),
        ),
      );
    case 'halving':
      return halvingProposal(
        sweep,
        trials,
        (number) => full(randomUnits(dimensions.length, seed, number, 0)).parameters,
      );
  }
}

/** The first draw that is no repetition; in a space that is used up the last one. */
function unseen(trials: readonly Trial[], draw: (attempt: number) => Proposal): Proposal {
  const seen = new Set(trials.map(({ parameters }) => JSON.stringify(parameters)));
  let proposal = draw(0);
  for (let attempt = 1; attempt < REDRAWS && seen.has(JSON.stringify(proposal.parameters)); attempt++)
    proposal = draw(attempt);
  return proposal;
}

function sobolUnits(count: number, seed: number, index: number): number[] {
  if (count <= SOBOL_DIMENSIONS) return sobolPoint(index, count, seed);
  throw new ResearcherError(
    'sweep.too-many-parameters',
    {
      en: `has ${count} parameters; a Sobol sequence serves ${SOBOL_DIMENSIONS} here. Use the method “random” or “tpe”.`,
      zh: `包含 ${count} 个参数，而此处的 Sobol 序列最多支持 ${SOBOL_DIMENSIONS} 个。请改用“random”或“tpe”方法。`,
    },
    { path: 'space' },
  );
}

/** Point `index` of the grid, the first parameter changing fastest; null beyond its end. */
function gridPoint(
  dimensions: readonly Dimension[],
  trials: number,
  index: number,
): Record<string, ParameterValue> | null {
  const levels = gridLevels(dimensions, trials);
  let rest = index;
  const entries = dimensions.map((dimension, i): [string, ParameterValue] => {
    const level = levels[i]![rest % levels[i]!.length];
    rest = Math.floor(rest / levels[i]!.length);
    return [dimension.path, level];
  });
  return rest > 0 ? null : Object.fromEntries(entries);
}

/** Number of points of the grid. */
export function gridSize(dimensions: readonly Dimension[], trials: number): number {
  return gridLevels(dimensions, trials).reduce((product, levels) => product * levels.length, 1);
}

/**
 * The values of each parameter on the grid. Ranges without `steps` get as many points, at most ten, as the trials
 * allow: one more in turn while the grid does not outgrow them, but at least two.
 */
function gridLevels(dimensions: readonly Dimension[], trials: number): ParameterValue[][] {
  const most = (d: Dimension) => Math.min(10, d.integer ? d.high - d.low + 1 : d.low === d.high ? 1 : 10);
  const counts = dimensions.map((d) => (d.values ? d.values.length : (d.steps ?? Math.min(2, most(d)))));
  const size = () => counts.reduce((product, count) => product * count, 1);
  for (let grown = true; grown;) {
    grown = false;
    dimensions.forEach((d, i) => {
      if (d.values || d.steps || counts[i]! >= most(d)) return;
      counts[i]!++;
      if (size() <= trials) grown = true;
      else counts[i]!--;
    });
  }
  return dimensions.map((d, i) =>
    d.values
      ? [...d.values]
      : [...new Set(Array.from({ length: counts[i]! }, (_, k) => levelOf(d, k, counts[i]!)))],
  );
}

/** Both ends are on the grid. */
function levelOf({ low, high, log, integer }: Dimension, k: number, count: number): number {
  const share = count === 1 ? 0 : k / (count - 1);
  if (share === 1) return high;
  const value = log ? Math.exp(Math.log(low) + share * Math.log(high / low)) : low + share * (high - low);
  return integer ? Math.round(value) : k === 0 ? low : Number(value.toPrecision(6));
}
