import type { SessionControls } from './controls';
import type { LiveSession } from './session';

/** What a control adds to an item's score, beside 1 for the best of each source. */
export interface PreferencePart {
  readonly control: 'novelty' | 'popularity' | 'price' | 'lessLikeHidden' | 'category';
  readonly share: number;
}

/** What each control that is turned adds to the score of an item for the shopper. */
export function preferenceParts(
  session: LiveSession,
  user: number,
  controls: SessionControls,
): (item: number) => PreferencePart[] {
  const hidden = [...session.hidden(user)];
  // Only where it counts: it looks at every item.
  const most = controls.popularity === 0 ? 1 : Math.log1p(session.popularity.greatest()) || 1;
  return (item) => {
    const parts: PreferencePart[] = [];
    const add = (control: PreferencePart['control'], share: number) => {
      if (share !== 0) parts.push({ control, share });
    };
    if (hidden.length > 0 && controls.lessLikeHidden > 0) {
      const nearest = Math.max(...hidden.map((other) => session.likeness(other, item)));
      add('lessLikeHidden', -controls.lessLikeHidden * nearest);
    }
    if (controls.popularity !== 0) {
      const fame = Math.log1p(Math.max(0, session.popularity.score(user, item))) / most;
      add('popularity', controls.popularity * fame);
    }
    if (controls.price !== 0) add('price', controls.price * session.assortment.priceStanding(item));
    add('category', towards(session.assortment.categories(item), controls.categories));
    if (controls.novelty !== 0) add('novelty', controls.novelty * unfamiliarity(session, user, item));
    return parts;
  };
}

/** What the shopper turned an item's categories up or down, together. */
function towards(categories: readonly string[], turned: SessionControls['categories']): number {
  let sum = 0;
  for (const name of categories) sum += turned[name] ?? 0;
  return sum;
}

/** The sum of the parts; 0 for every item where nothing is turned. */
export function preferenceOf(
  session: LiveSession,
  user: number,
  controls: SessionControls,
): (item: number) => number {
  const parts = preferenceParts(session, user, controls);
  return (item) => parts(item).reduce((sum, { share }) => sum + share, 0);
}

/** Items of the history that novelty is measured against, the latest. */
const REMEMBERED = 30;

/** Distance to the nearest item of the history, 1 − max likeness (Castells, Vargas & Wang 2011, distance-based novelty). */
function unfamiliarity(session: LiveSession, user: number, item: number): number {
  let nearest = 0;
  for (const other of [...session.histories.of(user).keys()].slice(-REMEMBERED))
    nearest = Math.max(nearest, session.likeness(other, item));
  return 1 - nearest;
}
