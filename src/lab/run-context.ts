import type { Warning } from '../data/dataset';
import type { LocalizedText } from '../language';
import type { RunControl } from './control';
import type { HistoryPoint, RunEvent } from './events';
import { phaseLabels, type Phase } from './phases';
import type { TrainingState } from '../models/recommender';
import type { NeighbourPath } from '../similarity/neighbour-path';
import type { FitKeeper } from './fit-keeper';
import { RateMeter } from './rate';

/** What a run tells while it goes on, and what of it stays in the record: progress, history, warnings, timings. */
export class RunContext {
  readonly warnings: Warning[] = [];
  readonly timings: Record<string, number> = {};
  /** SHA-256 of the data, once it is read. */
  data = '';
  history: HistoryPoint[] = [];
  historyTimes: number[] = [];
  /** Device bytes that the largest fit of the run was to take, where its model can tell. */
  plannedBytes: number | null = null;
  /** How neighbours were found: one way, unless the folds differ. */
  readonly neighbourPaths: NeighbourPath[] = [];
  /** One a phase: validation comes between the epochs of a fit. */
  readonly #meters = new Map<Phase, RateMeter>();
  #fold = 0;
  #fitBegan = 0;
  #keptAt = performance.now();

  constructor(
    readonly control: RunControl,
    readonly emit: (event: RunEvent) => void,
    /** Where a fit can be taken up after a lost device or a reload. */
    readonly keeper: FitKeeper | null = null,
  ) {}

  /** Times `work` under the phase's name; seconds of several folds add up. */
  async within<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    const began = this.control.clock();
    this.progress(phase, 0, 0);
    try {
      return await work();
    } finally {
      this.timings[phase] = (this.timings[phase] ?? 0) + this.control.clock() - began;
    }
  }

  progress(phase: Phase, step: number, total: number, label?: LocalizedText, samples?: number): void {
    const meter = this.#meters.get(phase) ?? new RateMeter();
    this.#meters.set(phase, meter);
    const { rate, eta } = meter.measure(this.control.clock(), step, total, samples);
    this.emit({ type: 'progress', phase, label: label ?? phaseLabels[phase], step, total, rate, eta });
  }

  /** Starts the history of one fit; that of the fold before stays in the events only. */
  beginFit(fold: number): void {
    this.#fold = fold;
    this.#fitBegan = this.control.clock();
    this.history = [];
    this.historyTimes = [];
  }

  /** What the next fit will take of the device at most. */
  plan(bytes: number, budget: number): void {
    this.plannedBytes = Math.max(bytes, this.plannedBytes ?? 0);
    // Nothing on the device, nothing to tell.
    if (bytes > 0) this.emit({ type: 'plan', bytes, budget });
  }

  neighboursBy({ by, because }: NeighbourPath): void {
    if (this.neighbourPaths.some((known) => known.by === by && known.because === because)) return;
    this.neighbourPaths.push({ by, because });
  }

  point(epoch: number, values: Readonly<Record<string, number>>): void {
    this.history.push({ epoch, values });
    this.historyTimes.push(this.tellPoint(epoch, values));
  }

  /** The same without keeping it: for work without an end. Returns seconds since the fit began. */
  tellPoint(epoch: number, values: Readonly<Record<string, number>>): number {
    const time = this.control.clock() - this.#fitBegan;
    this.emit({ type: 'history', fold: this.#fold, point: { epoch, values }, time });
    return time;
  }

  /** The state that this fit goes on from, and the history that led there. */
  resumeFit(): TrainingState | null {
    const saved = this.keeper?.saved ?? null;
    if (saved?.fold !== this.#fold || saved.data !== this.data) return null;
    this.history = [...saved.history];
    this.historyTimes = [...saved.historyTimes];
    this.#fitBegan = this.control.clock() - (saved.historyTimes.at(-1) ?? 0);
    return saved.state;
  }

  /** Keeps the state after an epoch where it is time to. */
  async keepFit(read: () => Promise<TrainingState>): Promise<void> {
    if (!this.keeper || performance.now() - this.#keptAt < this.keeper.interval) return;
    const state = await read();
    const points = this.history.filter(({ epoch }) => epoch <= state.epoch);
    await this.keeper.save({
      fold: this.#fold,
      data: this.data,
      state,
      history: points,
      historyTimes: this.historyTimes.slice(0, points.length),
    });
    this.#keptAt = performance.now();
  }

  /** For a fit beside the run's own: controls are heard, nothing is told or kept. */
  inSilence(): RunContext {
    return new RunContext(this.control, () => {});
  }

  /** Each warning once. */
  warn(warning: Warning): void {
    if (this.warnings.some((known) => known.code === warning.code && known.text.en === warning.text.en))
      return;
    this.warnings.push(warning);
    this.emit({ type: 'warning', warning });
  }
}
