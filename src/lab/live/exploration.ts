import { Random } from '../../compute/random';
import type { LiveSession, ListRequest } from '../../live/session';
import type { Candidate } from '../../ranking/candidate';
import { makeExplorer, type Explorer } from '../../ranking/explore/explorer';
import type { ExplorerName } from './api';
import { FOR_YOU } from './visit';

/** Exploration changes the first so many times the list's length; what comes later is never shown anyway. */
const DEPTH = 3 * FOR_YOU;

/** LinUCB sees of an item what share of the shopper's profile its category has, and where its price stands there. */
export function explorerFor(
  name: Exclude<ExplorerName, 'none'>,
  session: LiveSession,
  user: () => number,
): Explorer {
  return makeExplorer(name, (item) => {
    const { categories } = session.profile(user());
    const share = categories.find((each) => each.name === session.assortment.category(item))?.share;
    return [share ?? 0, (1 + session.assortment.priceStanding(item)) / 2];
  });
}

/** The explorer that is at work in a shop, if any; it keeps what clicks taught it until another takes its place. */
export class Exploration {
  #name: ExplorerName = 'none';
  #explorer: Explorer | null = null;

  constructor(
    readonly session: LiveSession,
    readonly seed: number,
  ) {}

  choose(name: ExplorerName, user: () => number): void {
    if (name === this.#name) return;
    this.#name = name;
    this.#explorer = name === 'none' ? null : explorerFor(name, this.session, user);
  }

  /**
   * The engine's stage for a shopper; undefined where nothing is explored. Draws depend on the shopper and on how much
   * they did, so that a list comes back with the event that is taken back.
   */
  stage(user: number): ListRequest['explore'] {
    const explorer = this.#explorer;
    if (!explorer) return undefined;
    const random = new Random(this.seed, `exploration ${user}`, this.session.eventsOf(user));
    return (list) => [...explorer.order(list.slice(0, DEPTH), random), ...list.slice(DEPTH)];
  }

  /** A click on an item of the list: what stood above it was passed over. What is returned takes it back. */
  clicked(list: readonly Candidate[], item: number): () => void {
    const place = list.findIndex((each) => each.item === item);
    const explorer = this.#explorer;
    if (place < 0 || !explorer) return () => {};
    const passed = list.slice(0, place).map((each) => explorer.observe(each.item, false));
    const back = [...passed, explorer.observe(item, true)];
    return () => {
      for (const each of back.toReversed()) each();
    };
  }
}
