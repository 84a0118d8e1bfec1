import { suits } from '../../live/profile';
import type { LiveSession } from '../../live/session';
import type { TextIndex } from '../../ranking/search/index';
import {
  learnWeights,
  personalise,
  type ClickPair,
  type PersonalCandidate,
} from '../../ranking/search/personal';

/** Items found by words that are put into the shopper's order. */
const FOUND = 200;

/** Pairs of a click and what stood beside it that weights are learned from, the latest. */
const PAIRS = 1000;

/** What belonging to the profile counts beside the best neighbourhood score. */
const PROFILE = 0.5;

/**
 * Search by words, ordered for a shopper. The weights of relevance and preference begin where the shopper set them
 * and follow the clicks: each one speaks for the item clicked and against its neighbours above and below. One on each
 * side, because what is above always has the greater score: against it alone, every click would speak against the order
 * (after FairPairs; Radlinski & Joachims 2006).
 */
export class PersonalSearch {
  readonly #pairs: ClickPair[] = [];
  #last: readonly PersonalCandidate[] = [];

  constructor(
    readonly session: LiveSession,
    readonly index: TextIndex,
  ) {}

  get clicks(): number {
    return this.#pairs.length;
  }

  /** What holds now, learned from the clicks so far. */
  weights(prior: readonly [number, number]): readonly [relevance: number, preference: number] {
    const [relevance, preference] = learnWeights(this.#pairs, prior);
    return [relevance!, preference!];
  }

  /** What the words find, in the order of relevance and preference. */
  find(user: number, query: string, prior: readonly [number, number]): PersonalCandidate[] {
    const found = this.index.search(query, FOUND);
    return personalise(found, preferenceFor(this.session, user), this.weights(prior));
  }

  /** Remembers what was shown, so that a click can be judged by it. */
  shown(found: readonly PersonalCandidate[]): void {
    this.#last = found;
  }

  /** What is returned takes back what the click taught. */
  clicked(item: number): () => void {
    const place = this.#last.findIndex((each) => each.item === item);
    const clicked = this.#last[place];
    if (!clicked) return () => {};
    const made: ClickPair[] = [];
    for (const skipped of [this.#last[place - 1], this.#last[place + 1]])
      if (skipped)
        made.push({
          clicked: [clicked.relevance, clicked.preference],
          skipped: [skipped.relevance, skipped.preference],
        });
    this.#pairs.push(...made);
    this.#pairs.splice(0, this.#pairs.length - PAIRS);
    return () => {
      for (const pair of made) {
        const at = this.#pairs.indexOf(pair);
        if (at >= 0) this.#pairs.splice(at, 1);
      }
    };
  }
}

/** What a shopper likes, whether known by what others have or by what it is: both scaled by the best there is. */
export function preferenceFor(session: LiveSession, user: number): (item: number) => number {
  const best = session.itemKnn.recommend(user, 1)[0]?.score ?? 0;
  const profile = suits(session.profile(user), session.assortment);
  return (item) => (best > 0 ? session.itemKnn.score(user, item) / best : 0) + PROFILE * profile(item);
}
