/**
 * How the learning rate moves from 1 over a run:
 * - `constant`
 * - `linear`: down to 0 at the end
 * - `cosine`: half a cosine down to 0 (Loshchilov & Hutter 2017, without restarts)
 * - `warm-up`: up over the first twentieth (Goyal et al. 2017), then constant
 * - `warm-up-cosine`: up over the first twentieth, then the cosine
 * - `step`: a tenth after half of the run, a hundredth after three quarters (He et al. 2016)
 * - `one-cycle`: from 1/25 up over the first 30 %, then a cosine down to 1/250,000 (Smith & Topin 2019)
 */
export const RATE_SCHEDULES = [
  'constant',
  'linear',
  'cosine',
  'warm-up',
  'warm-up-cosine',
  'step',
  'one-cycle',
] as const;

export type RateSchedule = (typeof RATE_SCHEDULES)[number];

/** A sweep of the rate from `from` to `to` by equal factors (Smith 2017, the range test). */
export interface RateSweep {
  readonly from: number;
  readonly to: number;
}

const WARM_UP = 0.05;
const RISE = 0.3;

/** Factor of the learning rate at a step (from 0) of `total`. */
export function rateAt(schedule: RateSchedule | RateSweep, step: number, total: number): number {
  if (schedule === 'constant') return 1;
  if (typeof schedule === 'object')
    return schedule.from * (schedule.to / schedule.from) ** (step / Math.max(1, total - 1));
  const done = Math.min(1, step / total);
  const fall = (share: number) => (1 + Math.cos(Math.PI * share)) / 2;
  switch (schedule) {
    case 'linear':
      return 1 - done;
    case 'cosine':
      return fall(done);
    case 'warm-up':
      return Math.min(1, (step + 1) / (WARM_UP * total));
    case 'warm-up-cosine': {
      const rise = Math.min(1, (step + 1) / (WARM_UP * total));
      return rise < 1 ? rise : fall(Math.max(0, done - WARM_UP) / (1 - WARM_UP));
    }
    case 'step':
      return done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01;
    case 'one-cycle':
      return done < RISE
        ? 1 / 25 + (1 - 1 / 25) * (1 - fall(done / RISE))
        : 4e-6 + (1 - 4e-6) * fall((done - RISE) / (1 - RISE));
  }
}
