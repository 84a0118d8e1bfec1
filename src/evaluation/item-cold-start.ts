import type { Backend } from '../compute/backend';
import type { Dataset, Split } from '../data/dataset';
import { subset } from '../data/subset';
import type { Recommender } from '../models/recommender';
import { aggregate, type PerUserMetric } from './bootstrap';
import { relevantItems, usersWithItems, type Part } from './candidates';
import type { EvaluationHooks, EvaluationOptions } from './options';
import { measureRanking } from './ranking';
import { measureRatings } from './rating';

export type ItemGroupFigures = Partial<Record<'warm-items' | 'cold-items', Record<string, number>>>;

/** What was measured of all relevant items together. */
interface Measured {
  readonly users: Uint32Array;
  readonly perUser: Readonly<Record<string, PerUserMetric>>;
}

/**
 * The figures on held-out interactions with items that have training interactions, and on those with items that have
 * none: the same lists, only these items counting as relevant. Empty where the part does not have both kinds, and with
 * sampled candidates, among which the items of the other kind would be missing.
 *
 * Only users with held-out cold items are measured again: the warm items of the others are all that `whole` counted.
 */
export async function measureItemGroups(
  backend: Backend,
  model: Recommender,
  split: Split,
  part: Part,
  options: EvaluationOptions,
  hooks: EvaluationHooks,
  whole: Measured,
): Promise<ItemGroupFigures> {
  const held = (part === 'test' ? split.test : split.validation)!;
  if (typeof options.candidates === 'object' && 'sampled' in options.candidates) return {};
  const { offsets } = split.train.byItem;
  const isCold = Array.from(held.byUser.indices, (item) => offsets[item] === offsets[item + 1]);
  const relevance = options.task === 'ranking' ? options.relevance : null;
  const cold = subset(held, Uint8Array.from(isCold, Number));
  const warm = subset(
    held,
    Uint8Array.from(isCold, (flag) => Number(!flag)),
  );
  const withCold = usersWithItems(relevantItems(cold, relevance));
  const withWarm = usersWithItems(relevantItems(warm, relevance));
  if (withCold.length === 0 || withWarm.length === 0) return {};

  const own = { ...options, lists: false, bootstrap: 0 };
  const measure = async (only: Dataset): Promise<Measured> => {
    const restricted: Split = { ...split, [part]: only };
    return options.task === 'rating'
      ? measureRatings(model, restricted, part, own, hooks)
      : measureRanking(backend, model, restricted, part, own, hooks);
  };
  const ofCold = await measure(cold);
  const changed = new Set(withCold);
  const both = withWarm.filter((user) => changed.has(user));
  const again = both.length > 0 ? await measure(ofUsers(warm, both)) : null;
  const names = Object.keys(ofCold.perUser);
  return {
    'warm-items': figuresOf(names, (name) => inPlaceOf(whole, name, changed, again)),
    'cold-items': figuresOf(names, (name) => aggregate(ofCold.perUser[name]!)),
  };
}

function figuresOf(names: readonly string[], figure: (name: string) => number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, figure(name)]));
}

/** The figure of a metric with the values of `changed` users taken from `again`; those who are not there are left out. */
function inPlaceOf(
  { users, perUser }: Measured,
  name: string,
  changed: ReadonlySet<number>,
  again: Measured | null,
): number {
  const metric = perUser[name]!;
  const [values, weights] = [metric.values.slice(), metric.weights?.slice() ?? null];
  const places = new Map(Array.from(again?.users ?? [], (user, place) => [user, place]));
  const counted = Uint8Array.from(users, (user, position) => {
    if (!changed.has(user)) return 1;
    const place = places.get(user);
    if (place === undefined) return 0;
    const { values: mine, weights: mineToo } = again!.perUser[name]!;
    values[position] = mine[place]!;
    if (weights) weights[position] = mineToo![place]!;
    return 1;
  });
  return aggregate({ ...metric, values, weights }, counted);
}

/** The interactions of these users alone. */
function ofUsers(dataset: Dataset, users: Uint32Array): Dataset {
  const { offsets } = dataset.byUser;
  const flags = new Uint8Array(dataset.interactions);
  for (const user of users) flags.fill(1, offsets[user], offsets[user + 1]);
  return subset(dataset, flags);
}
