import type { LocalizedText } from '../../language';
import type { Profile } from '../../live/profile';
import type { LiveSession } from '../../live/session';
import type { Candidate, Move } from '../../ranking/candidate';
import type { EngineResult, RecallSource } from '../../ranking/engine';
import type { SessionRules } from '../../live/rules';
import type { ProfileView, ShopItem, ShopRules, StageExample, StageView, Tile } from './api';
import { sessionRules } from './promotions';

/** Examples that a stage shows of what it dropped, and of what it moved. */
const EXAMPLES = 4;

/** Categories and brands of a profile that are shown. */
const SHARES = 6;

/** Sources that remember how much they found, for the account of the recall. */
export class CountedSources {
  readonly sources: readonly RecallSource[];
  readonly #found = new Map<string, number>();

  constructor(sources: readonly RecallSource[]) {
    this.sources = sources.map((source) => ({
      ...source,
      recall: (user, count) => {
        const found = source.recall(user, count);
        this.#found.set(source.name, found.length);
        return found;
      },
    }));
  }

  label(name: string): LocalizedText {
    return this.sources.find((source) => source.name === name)?.label ?? { en: name, zh: name };
  }

  get found(): { readonly label: LocalizedText; readonly items: number }[] {
    return this.sources.map(({ name, label }) => ({ label, items: this.#found.get(name) ?? 0 }));
  }
}

/** Puts codes into names: items with all that is known of them, tiles, stages, profiles. */
export class ShopNames {
  constructor(
    readonly session: LiveSession,
    /** Ids of items by code, and codes by id where there is such an item. */
    readonly ids: { id(code: number): string; codeOf(id: string): number | undefined },
  ) {}

  item(code: number): ShopItem {
    const { assortment, stock } = this.session;
    const price = assortment.price(code);
    const brand = assortment.brand(code);
    return {
      id: this.ids.id(code),
      title: assortment.title(code),
      categories: assortment.categories(code).map((name) => assortment.label(name)),
      brand: brand === null ? null : assortment.label(brand),
      price: Number.isNaN(price) ? null : cents(price),
      stock: stock?.left(code) ?? null,
      margin: Number.isNaN(assortment.margin(code)) ? null : assortment.margin(code),
    };
  }

  /** The shop's rules by codes. */
  rules(rules: ShopRules): SessionRules {
    return sessionRules(rules, this.ids);
  }

  tile({ item, score, sources }: Candidate, from: CountedSources): Tile {
    return {
      ...this.item(item),
      score,
      sources: sources.map(({ source, rank }) => ({ label: from.label(source), rank })),
    };
  }

  /** What the stages did, with what they did to the first places of a list of `shown`. */
  stages({ stages }: EngineResult, from: CountedSources, shown: number): StageView[] {
    return stages.map(({ stage, before, after, moves, by }) => {
      const dropped = moves.filter(({ to }) => to === null);
      const moved = moves.filter(({ from: was, to }) => was !== null && to !== null);
      const near = dropped.filter(({ from: was }) => was! < 3 * shown).slice(0, EXAMPLES);
      const told = stage === 'recall' || by === 'weights' ? [] : [...near, ...farthest(moved, shown)];
      return {
        stage,
        by: by ?? null,
        before,
        after,
        found: stage === 'recall' ? from.found : [],
        dropped: dropped.length,
        moved: moved.length,
        examples: told.map((move) => ({ item: this.item(move.item), ...this.move(move) })),
      };
    });
  }

  /** A move with places from 1. */
  move({ from, to, reason, because }: Move): Omit<StageExample, 'item'> {
    return {
      from: from === null ? null : from + 1,
      to: to === null ? null : to + 1,
      reason,
      because: because === undefined ? null : this.item(because),
    };
  }

  profile({ categories, brands, price, priceStanding }: Profile, interactions: number): ProfileView {
    const named = (shares: Profile['categories']) =>
      shares
        .slice(0, SHARES)
        .map(({ name, share }) => ({ label: this.session.assortment.label(name), share }));
    return {
      categories: named(categories),
      brands: named(brands),
      price: price === null ? null : cents(price),
      priceStanding,
      interactions,
    };
  }
}

/** The moves that changed the first places most. */
function farthest(moves: readonly Move[], shown: number): Move[] {
  return moves
    .filter(({ from, to }) => Math.min(from!, to!) < shown)
    .sort((a, b) => Math.abs(b.from! - b.to!) - Math.abs(a.from! - a.to!) || a.item - b.item)
    .slice(0, EXAMPLES);
}

function cents(price: number): number {
  return Math.round(price * 100) / 100;
}
