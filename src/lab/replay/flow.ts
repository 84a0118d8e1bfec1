import { spacing, type Prequential } from '../../live/prequential';
import type { RunContext } from '../run-context';
import type { Pacer } from './pacer';
import type { ReplayRecord } from './record';
import type { Refits } from './refits';
import type { Replay } from './schema';
import type { ReplaySource } from './source';
import { Transport, type Place } from './transport';

/** Events between two looks at the controls; the control itself yields only every 16 ms. */
const EVENTS_A_PIECE = 16;
/** Longest wait for the next event before the stream's time is told again, ms. */
const REST = 100;

/** Models under test, and what fits them anew between events. */
export interface Tested {
  readonly prequential: Prequential;
  readonly refits: Refits;
}

export interface FlowOptions {
  readonly source: ReplaySource;
  /** Models that have learned nothing, under test. */
  readonly begin: () => Tested;
  readonly keys: readonly string[];
  readonly replay: Replay;
  readonly pacer: Pacer;
  readonly context: RunContext;
}

/** Leads the events of a source past the models: at a speed, step by step, and with jumps. */
export class ReplayFlow {
  readonly transport: Transport;
  jumps: ReplayRecord['jumps'][number][] = [];
  #tested: Tested;
  readonly #options: FlowOptions;
  /** Events from one told point of the curves to the next; in a stream without end it stays as it is. */
  readonly #every: number;
  /** Stream time of the last event. */
  #time = 0;

  constructor(options: FlowOptions) {
    const { source, pacer, context } = options;
    this.#options = options;
    this.transport = new Transport(pacer, (sale) => context.emit({ type: 'sale', sale: source.sell(sale) }));
    this.#tested = options.begin();
    this.#every = spacing(this.prequential.options);
  }

  get prequential(): Prequential {
    return this.#tested.prequential;
  }

  get refits(): Refits {
    return this.#tested.refits;
  }

  /** Until the stream ends or the researcher stops it. */
  async run(): Promise<void> {
    const { source, replay, pacer, context } = this.#options;
    const { control } = context;
    if (replay.stream.from > 0) await this.#forward({ event: replay.stream.from });
    for (;;) {
      if ((await control.checkpoint()) === 'stop') break;
      const seek = this.transport.takeSeek();
      if (seek) {
        await this.#jump(seek.to);
        if (seek.still) void control.pause();
        continue;
      }
      const next = source.peek();
      if (!next) break;
      if (control.stepping) pacer.setOut(next.timestamp);
      const wait = pacer.wait(next.timestamp);
      if (wait > 0) {
        this.#tellPosition();
        await control.rest(Math.min(REST, wait * 1000));
        continue;
      }
      this.#piece(control.stepping ? 1 : EVENTS_A_PIECE);
      this.#tellPosition();
    }
    if (source.position % this.#every > 0) this.#tellPoint();
  }

  /** Events that are due, at most so many. */
  #piece(count: number): void {
    const { source, pacer } = this.#options;
    for (let i = 0; i < count; i++) {
      const event = source.peek();
      if (!event || pacer.wait(event.timestamp) > 0) return;
      this.#time = event.timestamp;
      this.prequential.next(source.take());
      this.refits.step();
      if (source.position % this.#every === 0) this.#tellPoint();
    }
  }

  /** Models go on from what they know; backwards they begin again. */
  async #jump(to: Place): Promise<void> {
    const { source, begin, pacer, context } = this.#options;
    const back = 'event' in to ? to.event < source.position : to.time <= this.#time;
    if (back) {
      source.restart();
      this.#tested = begin();
      this.jumps = [];
      this.#time = 0;
      context.emit({ type: 'restart' });
    }
    await this.#forward(to);
    pacer.setOut(source.peek()?.timestamp ?? this.#time);
    this.#tellPosition();
  }

  /** Learns what comes before a place, without judging by it. */
  async #forward(to: Place): Promise<void> {
    const { source, context } = this.#options;
    const from = source.position;
    for (
      let event = source.peek();
      event && isBefore(source.position, event.timestamp, to);
      event = source.peek()
    ) {
      this.#time = event.timestamp;
      this.prequential.skip(source.take());
      this.refits.step();
      if (source.position % EVENTS_A_PIECE > 0) continue;
      if ((await context.control.checkpoint()) === 'stop') break;
      this.#tellPosition();
    }
    if (source.position === from) return;
    this.jumps.push({ from, to: source.position + 1 });
    this.prequential.clearWindows();
  }

  #tellPosition(): void {
    const { source, pacer, context } = this.#options;
    const { position: event, length } = source;
    context.progress('replay', event, length ?? 0, undefined, event);
    context.emit({
      type: 'position',
      event,
      length,
      timestamp: Math.max(this.#time, pacer.time ?? 0),
      speed: pacer.speed,
    });
  }

  /** Where every curve stands now. */
  #tellPoint(): void {
    const { source, keys, replay, context } = this.#options;
    const values: Record<string, number> = {};
    this.prequential.standing(this.#time).forEach(({ recall, rmse }, m) => {
      if (recall !== null) values[`${keys[m]}:recall@${replay.stream.topN}`] = recall;
      if (rmse !== null) values[`${keys[m]}:rmse`] = rmse;
    });
    if (source.saleShare !== null) values['sale:share'] = source.saleShare;
    context.tellPoint(source.position, values);
  }
}

function isBefore(position: number, timestamp: number, to: Place): boolean {
  return 'event' in to ? position < to.event : timestamp < to.time;
}
