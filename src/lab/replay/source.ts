import type { StreamEvent } from '../../live/event';
import type { Shelves } from '../../live/shelves';
import type { EventStream } from '../../live/stream';
import type { AnnouncedSale } from '../events';
import type { Sale } from './schema';

/** Where a replay's events come from, in order of time. */
export interface ReplaySource {
  readonly name: string;
  readonly sha256: string;
  readonly ratingRange: readonly [min: number, max: number];
  /** Events in all; null: no end. */
  readonly length: number | null;
  /** Events taken so far. */
  readonly position: number;
  /** Users and items of the data; of a stream without end, those met so far. */
  readonly users: number;
  readonly items: number;
  /** What can be recommended and what it is; null where nothing is known of the items. */
  readonly shelves: Shelves | null;
  /** The event that `take` gives next; null at the end. */
  peek(): StreamEvent | null;
  take(): StreamEvent;
  /** Back to the first event. */
  restart(): void;
  /** Sales that were asked for, those of the replay included. */
  readonly sales: readonly Sale[];
  /** Puts something on sale. Throws ResearcherError where the source has no shop. */
  sell(sale: Sale): AnnouncedSale;
  /** Of the latest purchases, the share of what was last put on sale; null where nothing was. */
  readonly saleShare: number | null;
}

/** A data set as a source. */
export class RecordedSource implements ReplaySource {
  readonly sales: readonly Sale[] = [];
  readonly saleShare = null;
  position = 0;

  constructor(
    readonly stream: EventStream,
    about: Pick<ReplaySource, 'name' | 'sha256' | 'ratingRange' | 'users' | 'items' | 'shelves'>,
    readonly noSales: () => never,
  ) {
    ({
      name: this.name,
      sha256: this.sha256,
      ratingRange: this.ratingRange,
      users: this.users,
      items: this.items,
      shelves: this.shelves,
    } = about);
  }

  readonly name: string;
  readonly sha256: string;
  readonly ratingRange: readonly [min: number, max: number];
  readonly users: number;
  readonly items: number;
  readonly shelves: Shelves | null;

  get length(): number {
    return this.stream.length;
  }

  peek(): StreamEvent | null {
    return this.position < this.stream.length ? this.stream.at(this.position) : null;
  }

  take(): StreamEvent {
    return this.stream.at(this.position++);
  }

  restart(): void {
    this.position = 0;
  }

  sell(): never {
    return this.noSales();
  }
}
