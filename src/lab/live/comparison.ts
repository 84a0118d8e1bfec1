import { Random } from '../../compute/random';
import type { StoreTruth } from '../../data/store';
import { clicksOn } from '../../live/clicks';
import type { StreamModel } from '../../live/event';
import { signTest, teamDraft, type Team, type TeamItem } from '../../live/interleave';
import type { LiveSession, ListRequest } from '../../live/session';
import type { ComparisonMode, CrowdResult } from './api';
import { wantedBy } from './wanted';

/** Tiles of a list that is compared. */
const SHOWN = 8;

/** Two models on the same shopper: side by side, or drafted into one list; clicks go to who put the tile there. */
export class Comparison {
  readonly clicks: [number, number] = [0, 0];
  readonly shown: [number, number] = [0, 0];
  crowd: CrowdResult | null = null;
  #draws = 0;

  constructor(
    readonly session: LiveSession,
    readonly mode: ComparisonMode,
    readonly models: readonly [StreamModel, StreamModel],
    readonly seed: number,
  ) {}

  get names(): readonly [string, string] {
    return [this.models[0].name, this.models[1].name];
  }

  /** The lists for a shopper now: one a model, or one of both. */
  lists(user: number, asked: ListRequest): TeamItem[][] {
    const lists = this.#ranked(user, asked);
    const shown =
      this.mode === 'interleaved'
        ? [teamDraft(lists, SHOWN, this.#random('interleaving'))]
        : lists.map((list, team) => list.slice(0, SHOWN).map((item) => ({ item, team: team as Team })));
    for (const { team } of shown.flat()) this.shown[team]++;
    return shown;
  }

  /** What is returned takes the click back. */
  clicked(team: Team): () => void {
    this.clicks[team]++;
    return () => {
      this.clicks[team]--;
    };
  }

  /**
   * Shoppers of the simulated store, drawn at random, each see one interleaved list and click by what they truly
   * want. Nothing is learned from it.
   */
  meet(shoppers: number, truth: StoreTruth, asked: ListRequest): void {
    const random = this.#random('crowd');
    const clicks = Array.from({ length: shoppers }, (): [number, number] => {
      const user = random.below(truth.users);
      const list = teamDraft(this.#ranked(user, asked), SHOWN, random);
      const teams = new Map(list.map(({ item, team }) => [item, team]));
      const counted: [number, number] = [0, 0];
      const wanted = wantedBy(truth, user, this.session.assortment);
      for (const item of clicksOn(
        list.map(({ item: each }) => each),
        wanted,
        random,
      ))
        counted[teams.get(item)!]++;
      return counted;
    });
    const total = (team: Team) => clicks.reduce((sum, each) => sum + each[team], 0);
    this.crowd = { shoppers, clicks: [total(0), total(1)], ...signTest(clicks) };
  }

  /** What each model ranks first, within the rules; more than is shown, since drafting skips what is taken. */
  #ranked(user: number, asked: ListRequest): [number[], number[]] {
    const [a, b] = this.models.map((model) => {
      const source = {
        name: model.name,
        label: { en: model.name, zh: model.name },
        weight: 1,
        recall: (shopper: number, count: number) => model.recommend?.(shopper, count) ?? [],
      };
      return this.session
        .recommend(user, 2 * SHOWN, { ...asked, sources: [source] })
        .candidates.map(({ item }) => item);
    });
    return [a!, b!];
  }

  #random(purpose: string): Random {
    return new Random(this.seed, purpose, this.#draws++);
  }
}
