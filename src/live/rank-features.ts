import type { LocalizedText } from '../language';
import { complements } from '../ranking/basket/complements';
import type { Candidate } from '../ranking/candidate';
import { bestOfSources } from '../ranking/rank/weighted-sum';
import { suits } from './profile';
import type { LiveSession } from './session';

/** Latest looks that a candidate is compared with. */
const LOOKS = 5;

/** Of what goes with the basket, so many are told from the rest. */
const COMPLEMENTS = 200;

/** Sources of recall that a ranking network knows, by name. */
export const RANKED_SOURCES = ['item-knn', 'recent', 'content', 'popularity', 'embedding'] as const;

/** Features that are explained and measured together. */
export const FEATURE_GROUPS: readonly LocalizedText[] = [
  { en: 'items like those in the history', zh: '与历史相似的物品' },
  { en: 'items like those looked at last', zh: '与最近浏览相似的物品' },
  { en: 'what suits the profile', zh: '符合画像的物品' },
  { en: 'what many have', zh: '热门物品' },
  { en: 'what the embedding finds', zh: '嵌入召回' },
  { en: 'fit to the profile', zh: '与画像的契合' },
  { en: 'fit to this visit', zh: '与本次访问的契合' },
  { en: 'the item itself', zh: '物品本身' },
];

/** Counts what the features mean: a network that was trained on other ones does not fit. */
export const FEATURES_VERSION = 1;

/** Of the shopper and the moment; equal for all candidates of a list, they only change what the others mean. */
const SHARED = -1;

const PROFILE = RANKED_SOURCES.length;
const VISIT = PROFILE + 1;
const ITEM = VISIT + 1;

/** What a ranking network sees of a candidate, in this order, and the group of each (−1: of the shopper and the moment). */
export const RANK_FEATURES: readonly { readonly name: string; readonly group: number }[] = [
  ...RANKED_SOURCES.flatMap((source, group) => [
    { name: `${source}: score of its best`, group },
    { name: `${source}: 1 / place`, group },
  ]),
  { name: 'share of the category in the profile', group: PROFILE },
  { name: 'share of the brand in the profile', group: PROFILE },
  { name: 'distance of the price standing from the profile’s', group: PROFILE },
  { name: 'fit by content', group: PROFILE },
  { name: 'likeness to the latest look', group: VISIT },
  { name: 'greatest likeness to the latest looks', group: VISIT },
  { name: 'greatest likeness to the basket', group: VISIT },
  { name: 'goes with the basket', group: VISIT },
  { name: 'log shoppers who have it', group: ITEM },
  { name: 'price standing in its category', group: ITEM },
  { name: 'log price', group: ITEM },
  { name: 'log size of the history', group: SHARED },
  { name: 'log evidence of the profile', group: SHARED },
  { name: 'price standing of the profile', group: SHARED },
  { name: 'entropy of the profile’s categories', group: SHARED },
  { name: 'sine of the hour', group: SHARED },
  { name: 'cosine of the hour', group: SHARED },
  { name: 'weekend', group: SHARED },
  { name: 'log size of the basket', group: SHARED },
  { name: 'log looks', group: SHARED },
  { name: 'log events of the visit', group: SHARED },
];

/** f32[candidates × RANK_FEATURES] of a list for a shopper at a time (Unix seconds; hours and days are those of UTC). */
export function rankFeatures(
  session: LiveSession,
  user: number,
  time: number,
  candidates: readonly Candidate[],
): Float32Array<ArrayBuffer> {
  const { assortment } = session;
  const profile = session.profile(user);
  const looks = session.looks(user, LOOKS);
  const basket = session.basketOf(user);
  const best = bestOfSources(candidates);
  const [categories, brands] = [profile.categories, profile.brands].map(
    (shares) => new Map(shares.map(({ name, share }) => [name, share])),
  );
  const fit = suits(profile, assortment);
  const level = profile.priceStanding;
  const goesWith = companions(session, basket);
  const nearest = (item: number, others: readonly number[]) =>
    others.reduce((most, other) => Math.max(most, session.likeness(item, other)), 0);
  const shared = [
    Math.log1p(session.histories.of(user).size),
    Math.log1p(profile.evidence),
    level ?? 0,
    profile.categories.reduce((sum, { share }) => sum - share * Math.log(share), 0),
    ...moment(time),
    Math.log1p(basket.length),
    Math.log1p(looks.length),
    Math.log1p(session.eventsOf(user)),
  ];
  const rows = new Float32Array(candidates.length * RANK_FEATURES.length);
  let at = 0;
  for (const { item, sources } of candidates) {
    for (const name of RANKED_SOURCES) {
      const part = sources.find(({ source }) => source === name);
      rows[at++] = part ? part.score / (best.get(name) || 1) : 0;
      rows[at++] = part ? 1 / part.rank : 0;
    }
    rows[at++] = categories!.get(assortment.category(item) ?? '') ?? 0;
    rows[at++] = brands!.get(assortment.brand(item) ?? '') ?? 0;
    rows[at++] = level === null ? 0 : Math.abs(assortment.priceStanding(item) - level) / 2;
    rows[at++] = fit(item);
    rows[at++] = nearest(item, looks.slice(0, 1));
    rows[at++] = nearest(item, looks);
    rows[at++] = nearest(item, basket);
    rows[at++] = goesWith.get(item) ?? 0;
    rows[at++] = Math.log1p(session.holders(item));
    rows[at++] = assortment.priceStanding(item);
    rows[at++] = Math.log1p(assortment.price(item) || 0);
    rows.set(shared, at);
    at += shared.length;
  }
  return rows;
}

/** Hour of the day on a circle, and whether it is the weekend. */
function moment(time: number): [number, number, number] {
  const angle = (2 * Math.PI * (time % 86_400)) / 86_400;
  // 1 January 1970 was a Thursday.
  const day = (Math.floor(time / 86_400) + 4) % 7;
  return [Math.sin(angle), Math.cos(angle), day === 0 || day === 6 ? 1 : 0];
}

/** What goes with the basket, beside what goes with it best. */
function companions(session: LiveSession, basket: readonly number[]): ReadonlyMap<number, number> {
  if (basket.length === 0) return new Map();
  const found = complements(session.baskets, basket, COMPLEMENTS);
  const best = found[0]?.score || 1;
  return new Map(found.map(({ item, score }) => [item, score / best]));
}
