import { Cancelled } from '../models/recommender';
import type { RunState } from './events';
import { macrotask } from './macrotask';
import { Turn, type Place } from './turn';

/** Host work between two looks at the message queue; far below the 200 ms in which a control must be heard. */
const QUANTUM = 16;

export interface ControlOptions {
  readonly onState?: (state: RunState) => void;
  /** Shared by the runs of one device. */
  readonly turn?: Turn;
  /** Resolves when the device has done what was queued; keeps the host from running ahead of it. */
  readonly fence?: () => Promise<void>;
}

/**
 * What a researcher may do to a run, and where the run listens. The work calls `checkpoint()` between its pieces;
 * `pause`, `step` … only set what the next checkpoint will find.
 */
export class RunControl {
  readonly #options: ControlOptions;
  readonly #turn: Turn;
  #place: Place | null = null;
  #state: RunState = 'waiting';
  #paused = false;
  #stopping = false;
  #cancelled = false;
  #standing = false;
  #steps = 0;
  #wake: (() => void) | null = null;
  /** Callers that wait until the run stands still or is over. */
  readonly #settling: (() => void)[] = [];
  #yieldedAt = performance.now();
  #fence: Promise<void> | null = null;
  #pausedAt = 0;
  #pausedFor = 0;

  constructor(options: ControlOptions = {}) {
    this.#options = options;
    this.#turn = options.turn ?? new Turn();
  }

  get state(): RunState {
    return this.#state;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /** Whether the work that goes on is one step, after which it stands still again. */
  get stepping(): boolean {
    return this.#paused && !this.#standing;
  }

  /** Seconds on a clock that stands while the run is paused. */
  clock(): number {
    const now = this.#standing ? this.#pausedAt : performance.now();
    return (now - this.#pausedFor) / 1000;
  }

  /** Waits for the device. Throws `Cancelled` where the run was cancelled in the queue. */
  async begin(): Promise<void> {
    await this.#takePlace();
    if (this.#cancelled) throw new Cancelled();
    this.#tell('running');
  }

  /** The run is over: gives the device to the next one. */
  end(state: 'done' | 'cancelled' | 'failed'): void {
    this.#place?.leave();
    this.#tell(state);
    this.#settle();
  }

  /**
   * Between two pieces of work of at most 100 ms: lets messages in, waits while paused, throws `Cancelled`, and
   * returns `stop` when the researcher wants what there is so far.
   */
  async checkpoint(): Promise<'go' | 'stop'> {
    await this.#keepInStepWithDevice();
    if (performance.now() - this.#yieldedAt >= QUANTUM) {
      await macrotask();
      this.#yieldedAt = performance.now();
    }
    if (this.#paused && !this.#cancelled && !this.#stopping) await this.#standStill();
    if (this.#cancelled) throw new Cancelled();
    return this.#stopping ? 'stop' : 'go';
  }

  /** The same for work that a stop does not end (reading, evaluating what there is). */
  async checkpointThrough(): Promise<'go'> {
    await this.checkpoint();
    return 'go';
  }

  /** Waits for the clock, with the device free for others meanwhile; ends early where a control is heard. */
  async rest(milliseconds: number): Promise<void> {
    if (this.#paused || this.#stopping || this.#cancelled) return;
    this.#place?.leave();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    if (!this.#turn.free) this.#tell('waiting');
    await this.#takePlace();
    if (!this.#cancelled && !this.#stopping && !this.#paused) this.#tell('running');
  }

  /** One piece may be in flight while the host prepares the next; more would answer a pause late. */
  async #keepInStepWithDevice(): Promise<void> {
    if (!this.#options.fence) return;
    const before = this.#fence;
    this.#fence = this.#options.fence();
    this.#fence.catch(() => {}); // its failure is thrown where it is awaited, at the next checkpoint
    await before;
  }

  async #standStill(): Promise<void> {
    if (this.#steps > 0) {
      this.#steps--;
      return;
    }
    this.#standing = true;
    this.#pausedAt = performance.now();
    this.#place?.leave();
    this.#tell('paused');
    this.#settle();
    await new Promise<void>((resolve) => (this.#wake = resolve));
    await this.#takePlace();
    this.#pausedFor += performance.now() - this.#pausedAt;
    this.#standing = false;
    // The checkpoint that ends this standstill is the step's beginning; the next one is its end.
    if (this.#steps > 0) this.#steps--;
    if (!this.#cancelled && !this.#stopping) this.#tell('running');
  }

  /** Waits for the device; a cancel ends the waiting. */
  async #takePlace(): Promise<void> {
    const place = this.#turn.enter();
    this.#place = place;
    if (!this.#cancelled)
      await new Promise<void>((resolve) => {
        this.#wake = () => this.#cancelled && resolve();
        void place.reached.then(resolve);
      });
    this.#wake = null;
    this.#yieldedAt = performance.now();
  }

  /** Resolves once the run stands still, or is over. */
  pause(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#paused = true;
    return this.#standing ? Promise.resolve() : this.#settled();
  }

  resume(): void {
    this.#paused = false;
    this.#steps = 0;
    this.#wake?.();
  }

  /** Lets a run that stands still go on to its next checkpoint; resolves when it stands still again. */
  step(): Promise<void> {
    if (!this.#standing) return this.pause();
    this.#steps = 1;
    this.#wake?.();
    return this.#settled();
  }

  stopAndKeep(): void {
    if (this.#isOver || this.#cancelled) return;
    this.#stopping = true;
    this.#paused = false;
    this.#tell('stopping');
    this.#wake?.();
  }

  /** After what was to be stopped has ended: the rest (evaluating, a last fit of the best setting) runs in full. */
  goOn(): void {
    if (!this.#stopping) return;
    this.#stopping = false;
    if (!this.#cancelled) this.#tell('running');
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#cancelled = true;
    this.#wake?.();
  }

  get #isOver(): boolean {
    return this.#state === 'done' || this.#state === 'cancelled' || this.#state === 'failed';
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => this.#settling.push(resolve));
  }

  #settle(): void {
    for (const resolve of this.#settling.splice(0)) resolve();
  }

  #tell(state: RunState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }
}
