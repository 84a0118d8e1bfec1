import { LEVELS_HEADER } from '../compute/contracts/nn';

/** A level plan for the device (see `LevelPlan`), with what the host needs of it. */
export interface Levels {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly count: number;
  /** Most ratings in a level. */
  readonly widest: number;
}

/**
 * Sorts ratings into levels by who waits for whom: a rating comes one level after the last one before it in `order` that
 * shares its user or its item. Shuffled MovieLens-100K has 720 levels of at most 350 ratings, where the busiest user
 * alone needs 685. Linear in the ratings.
 */
export function levelsOf(order: Uint32Array, users: Uint32Array, items: Uint32Array): Levels {
  const levelOf = new Uint32Array(order.length);
  const [ofUser, ofItem] = [users, items].map(
    (codes) => new Uint32Array(1 + codes.reduce((most, code) => Math.max(most, code), 0)),
  ) as [Uint32Array, Uint32Array];
  const sizes: number[] = [];
  for (let position = 0; position < order.length; position++) {
    const rating = order[position]!;
    const [user, item] = [users[rating]!, items[rating]!];
    const level = Math.max(ofUser[user]!, ofItem[item]!);
    levelOf[position] = level;
    ofUser[user] = ofItem[item] = level + 1;
    sizes[level] = (sizes[level] ?? 0) + 1;
  }
  const count = sizes.length;
  const words = new Uint32Array(LEVELS_HEADER + count + 1 + order.length);
  words[1] = count;
  for (let level = 0; level < count; level++)
    words[LEVELS_HEADER + level + 1] = words[LEVELS_HEADER + level]! + sizes[level]!;
  const next = words.slice(LEVELS_HEADER, LEVELS_HEADER + count);
  order.forEach((rating, position) => {
    words[LEVELS_HEADER + count + 1 + next[levelOf[position]!]!++] = rating;
  });
  return { words, count, widest: sizes.reduce((most, size) => Math.max(most, size), 0) };
}
