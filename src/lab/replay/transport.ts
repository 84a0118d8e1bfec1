import { schemaError } from '../schema-errors';
import { invalidPlace, invalidSpeed } from './errors';
import type { Pacer } from './pacer';
import { saleSchema, type Sale, type SaleInput } from './schema';

/** A place in a stream: after so many events, or before the first event of a time (Unix seconds) or later. */
export type Place = { readonly event: number } | { readonly time: number };

/** What may be asked of a replay on its way, beside pause and stop. */
export type Steering =
  { readonly pace: number | null } | { readonly seek: Place } | { readonly sale: SaleInput };

/** Takes in what is asked of a replay, for the replay to find. */
export class Transport {
  readonly #pacer: Pacer;
  readonly #sell: (sale: Sale) => void;
  #place: { readonly to: Place; readonly still: boolean } | null = null;

  /** @param sell puts something on sale at once */
  constructor(pacer: Pacer, sell: (sale: Sale) => void) {
    this.#pacer = pacer;
    this.#sell = sell;
  }

  /**
   * @param still the replay stands still, and shall again after a jump
   * @throws ResearcherError
   */
  steer(steering: Steering, still: boolean): void {
    if ('pace' in steering) {
      const { pace } = steering;
      if (pace !== null && !(Number.isFinite(pace) && pace > 0)) throw invalidSpeed(pace);
      this.#pacer.speed = pace;
    } else if ('seek' in steering) {
      const to = steering.seek;
      const at = 'event' in to ? to.event : to.time;
      if (!Number.isFinite(at) || ('event' in to && at < 0)) throw invalidPlace();
      this.#place = { to, still };
    } else {
      const parsed = saleSchema.safeParse(steering.sale);
      if (!parsed.success)
        throw schemaError('replay.invalid', saleSchema, steering.sale, parsed.error, ['sale']);
      this.#sell(parsed.data);
    }
  }

  /** The jump that was asked for, once. */
  takeSeek(): { readonly to: Place; readonly still: boolean } | null {
    const place = this.#place;
    this.#place = null;
    return place;
  }
}
