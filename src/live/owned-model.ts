import type { StreamEvent, StreamModel } from './event';
import type { Histories } from './history';

/** A model with the histories that it alone reads. */
export interface OwnedModel {
  readonly model: StreamModel;
  readonly histories: Histories;
}

/** What befalls an event: it is learned, taken back as if it had not been, or forgotten because it is long ago. */
export interface Change {
  readonly event: StreamEvent;
  readonly what: 'learned' | 'taken back' | 'forgotten';
  /**
   * Where others of the same pair are left and only the latest events are known: all that is left of the user, oldest
   * first, since order and rating may be others now. Else null.
   */
  readonly left: readonly StreamEvent[] | null;
}

/** An event that will never be taken back. */
export function followForGood({ model, histories }: OwnedModel, event: StreamEvent): void {
  if (model.learnForGood) model.learnForGood(event);
  else model.learn(event);
  histories.add(event);
}

/** Lets a model and its histories follow a change. Models that cannot forget exactly keep what they know. */
export function follow({ model, histories }: OwnedModel, { event, what, left }: Change): void {
  if (what === 'learned') {
    model.learn(event);
    histories.add(event);
    return;
  }
  const { user, item } = event;
  if (!histories.has(user, item) || (what === 'forgotten' && !model.forgets)) return;
  model.unlearn?.(event);
  if (left && model.forgets) histories.restate(user, left);
  else histories.remove(user, item);
}
