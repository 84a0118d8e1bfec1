import type { Scored } from '../ranking/scored';

/** What a shopper can do. `hide` says “not this”; `undo` takes the shopper's last event back. */
export const EVENT_KINDS = ['view', 'click', 'cart', 'purchase', 'rating', 'hide', 'undo'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** One event of a stream. Users and items are codes that count up from 0 as they first appear. */
export interface StreamEvent {
  readonly kind: EventKind;
  readonly user: number;
  readonly item: number;
  /** The rating, or 1 where the event has none. */
  readonly rating: number;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** What one item of the history adds to the score of another. */
export interface ScorePart {
  readonly item: number;
  readonly share: number;
}

/**
 * A model that learns from one event at a time and answers at once. It grows by itself when a user or an item appears
 * for the first time. The histories are shared by all models on one stream and are updated *after* `learn`.
 */
export interface StreamModel {
  readonly name: string;
  /**
   * The `count` best items for the user, best first, equal scores by lower code, without those in the user's history.
   * Empty where the model has nothing to say (a user without history for a neighbourhood model);
   * absent on models that only rate.
   */
  recommend?(user: number, count: number): readonly Scored[];
  /** What `recommend` ranks by; 0 or less where the model knows nothing in favour of the item. */
  score(user: number, item: number): number;
  /** The expected rating, unclipped; absent on models that only rank. */
  predict?(user: number, item: number): number;
  learn(event: StreamEvent): void;
  /** The same for an event that is long ago: neither it nor any before it will be taken back, which may be quicker. */
  learnForGood?(event: StreamEvent): void;
  /** Learns all that the histories hold at once, where that is quicker than event by event; nothing came before. */
  warm?(): void;
  /**
   * Takes an event back that was learned before, as if it had not been (exact models only). The histories still hold
   * the event, and lose it afterwards.
   */
  unlearn?(event: StreamEvent): void;
  /** Set where `unlearn` is exact for events of any age, in any order: such a model can forget what is long ago. */
  readonly forgets?: true;
}
