import { Random } from '../../compute/random';
import type { Dataset } from '../../data/dataset';
import type { StoreTruth } from '../../data/store';
import type { EventKind, StreamEvent, StreamModel } from '../../live/event';
import { attractionOf } from '../../live/clicks';
import type { OwnedModel } from '../../live/owned-model';
import type { LiveSession } from '../../live/session';
import { sourcesOf } from '../../live/sources';
import type { TextIndex } from '../../ranking/search/index';
import type { NamedEntity } from '../api';
import { Directory } from '../directory';
import type {
  ActPlace,
  AssistantReply,
  ComparisonMode,
  NewProduct,
  PlaceExplanation,
  PromotionTarget,
  RegretSize,
  RegretStudy,
  ShopDescription,
  ShopDetails,
  ShopperAct,
  ShopSearch,
  ShopSettings,
  ShopView,
} from './api';
import { ComparedModels, type EngineName } from './compared-models';
import { describeShop } from './description';
import { diversityStudy } from './diversity';
import type { DiversitySize, DiversityStudy } from './diversity-api';
import { nobodyHere, noTruth } from './errors';
import { explainPlace } from './explain';
import { Exploration } from './exploration';
import type { ShopHistory } from './history';
import { Inquiries, type Asking } from './inquiries';
import { ShopNames } from './names';
import { Products } from './products';
import { promotable } from './promotions';
import { ShopRanking, type OnDevice } from './ranking';
import type { RankingInput, RankingView } from './ranking-api';
import { lookedAt, paysNow } from './simulated-shopper';
import { ModelTrial } from './trial';
import { regretStudy } from './regret';
import { ShownVisit } from './shown-visit';
import { FIRST_SETTINGS } from './visit';
import { wantedBy } from './wanted';

/** Seconds that pass in the shop with each event. */
const STEP = 30;

/** Events of the log that are told unless more are asked for. */
const LOGGED = 50;

/** What a shop is opened with. */
export interface ShopParts {
  readonly name: string;
  /** Of the data. */
  readonly sha256: string;
  readonly seed: number;
  readonly currency: string;
  readonly dataset: Dataset;
  readonly history: ShopHistory;
  readonly session: LiveSession;
  readonly index: TextIndex;
  /** Null where nobody knows what shoppers truly want. */
  readonly truth: StoreTruth | null;
  /** A model that has learned nothing. */
  readonly create: (name: string) => OwnedModel;
  readonly onDevice: OnDevice;
  readonly now?: () => number;
}

/**
 * A shop that is open: one shopper at a time walks through it, and every answer is given in the ids of the data. Equal
 * data and equal acts give equal answers, but for the milliseconds.
 */
export class OpenShop {
  readonly #names: ShopNames;
  readonly #customers: Directory;
  readonly #products: Products;
  readonly #inquiries: Inquiries;
  readonly #shown: ShownVisit;
  readonly #now: () => number;
  readonly #trial: ModelTrial;
  readonly #exploration: Exploration;
  readonly #ranking: ShopRanking;
  /** How to take back what an event of a log taught beside the models. */
  readonly #taught = new WeakMap<StreamEvent, readonly (() => void)[]>();
  #settings: ShopSettings = FIRST_SETTINGS;
  #shopper: number | null = null;
  #newcomers = 0;
  #steps = 0;

  constructor(readonly parts: ShopParts) {
    const { session, dataset, history, create, seed, onDevice } = parts;
    this.#products = new Products(parts);
    this.#names = new ShopNames(session, this.#products);
    this.#customers = new Directory('user', dataset.userIds, dataset.byUser, null);
    this.#inquiries = new Inquiries(parts, this.#names);
    const models = new ComparedModels({ session, create, before: () => history.events() });
    this.#trial = new ModelTrial(session, models, (name) => this.#engine(name), seed);
    const past = () => ({
      events: () => history.events(),
      length: history.length,
      timed: history.timed,
      assortment: session.assortment,
      window: session.window,
      create,
    });
    const data = { data: parts.name, sha256: parts.sha256 };
    this.#ranking = new ShopRanking(session, models, past, onDevice, seed, data);
    this.#exploration = new Exploration(session, seed);
    this.#now = parts.now ?? (() => performance.now());
    this.#shown = new ShownVisit(session, dataset, this.#names, this.#products, this.#now);
  }

  /** What the engine lists for any shopper, whatever this one turned. */
  #engine(name: EngineName): StreamModel {
    const { session } = this.parts;
    const isNetwork = name === 'network-ranking';
    if (isNetwork) this.#ranking.ready();
    return {
      name,
      score: () => 0,
      learn: () => {},
      recommend: (user, count) => {
        const ranking = isNetwork ? this.#ranking.stage(user, this.#time) : null;
        const sources = [...sourcesOf(session, user), ...(ranking?.sources ?? [])];
        return session.recommend(user, count, { sources, ...(ranking && { ranker: ranking.ranker }) })
          .candidates;
      },
    };
  }

  describe(): ShopDescription {
    return describeShop(this.parts);
  }

  shoppers(words: string, count: number): readonly NamedEntity[] {
    return this.#customers.find(words, count);
  }

  promotable(words: string, count: number): readonly PromotionTarget[] {
    return promotable(words, count, this.parts.session.assortment, this.#products);
  }

  enter(shopper: string | null): ShopView {
    this.#inquiries.greet();
    // What was chosen of categories is a shopper's own.
    this.#settings = { ...this.#settings, controls: { ...this.#settings.controls, categories: {} } };
    this.#shopper =
      shopper === null ? this.parts.dataset.users + this.#newcomers++ : this.#customers.code(shopper);
    return this.#view(this.#now());
  }

  act(kind: ShopperAct, item: string, from?: ActPlace): ShopView {
    const start = this.#now();
    const code = this.#products.code(item);
    const taught = kind === 'view' ? this.#clicked(code, from) : [];
    this.#record(kind, code, from, taught);
    return this.#view(start);
  }

  #record(kind: EventKind, item: number, from?: ActPlace, taught: readonly (() => void)[] = []): void {
    const user = this.#here;
    const { session } = this.parts;
    session.record({ kind, user, item, rating: 1, timestamp: this.#tick() });
    const event = session.logOf(user).at(-1)!;
    this.#taught.set(event, taught);
    this.#ranking.learning.took([event], from === 'for-you');
    this.#trial.took();
  }

  /** A click is news for what made the list that it was on; returns what takes it back. */
  #clicked(item: number, from: ActPlace | undefined): (() => void)[] {
    const looked = this.#products.looked(item);
    if (from === undefined) return [looked];
    if (from === 'for-you') return [looked, this.#exploration.clicked(this.#shown.forYou, item)];
    return [looked, ...(from === 'search' ? [this.#inquiries.clicked(item)] : this.#trial.clicked(from))];
  }

  checkOut(): ShopView {
    const start = this.#now();
    this.#ranking.learning.took(this.parts.session.checkOut(this.#here, this.#tick()), false);
    return this.#view(start);
  }

  introduce(product: NewProduct): ShopView {
    const start = this.#now();
    this.#products.introduce(product);
    return this.#view(start);
  }

  withdraw(item: string): ShopView {
    const start = this.#now();
    this.#products.withdraw(item);
    return this.#view(start);
  }

  undo(place = this.parts.session.logOf(this.#here).length - 1): ShopView {
    const start = this.#now();
    const events = this.parts.session.undo(this.#here, place);
    for (const event of events) for (const takeBack of this.#taught.get(event) ?? []) takeBack();
    this.#ranking.learning.tookBack(this.#here, events);
    return this.#view(start);
  }

  /** One of the tiles in view, drawn by how much the shopper truly wants it; often into the cart, at times bought. */
  actByTruth(): ShopView {
    const { truth, seed, session } = this.parts;
    const start = this.#now();
    const user = this.#here;
    if (!truth || user >= truth.users) throw noTruth();
    const random = new Random(seed, 'simulated shopper', this.#steps);
    if (paysNow(session.basketOf(user).length, random)) return this.checkOut();
    const attraction = attractionOf(wantedBy(truth, user, session.assortment));
    const inView = this.#shown.shelves.flatMap(({ tiles }) => tiles.map(({ id }) => this.#products.code(id)));
    const item = lookedAt(inView, attraction, random);
    if (item === undefined) return this.#view(start);
    const from = this.#shown.forYou.some((each) => each.item === item) ? 'for-you' : undefined;
    this.#record('view', item, from, this.#clicked(item, from));
    if (random.uniform() < attraction(item)) this.#record('cart', item, from);
    return this.#view(start);
  }

  set(settings: ShopSettings): ShopView {
    if (settings.rank === 'network') this.#ranking.ready();
    this.#exploration.choose(settings.explore, () => this.#here);
    this.#settings = settings;
    return this.#view(this.#now());
  }

  regret(size: RegretSize = { shoppers: 8, rounds: 600 }): RegretStudy {
    const { truth, session, seed } = this.parts;
    if (!truth) throw noTruth();
    return regretStudy(session, truth, seed, size);
  }

  async trainRanking(options?: RankingInput): Promise<RankingView> {
    await this.#ranking.train(options);
    return this.#ranking.view();
  }

  ranking(): RankingView {
    return this.#ranking.view();
  }

  stopRanking(): RankingView {
    this.#ranking.stop();
    return this.#ranking.view();
  }

  unlearnClicks(): RankingView {
    this.#ranking.unlearn();
    return this.#ranking.view();
  }

  saveRanking(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ranking.save();
  }

  async loadRanking(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<RankingView> {
    await this.#ranking.load(bytes, file);
    return this.#ranking.view();
  }

  diversity(size: DiversitySize = { shoppers: 300 }): Promise<DiversityStudy> {
    const { history, session } = this.parts;
    const { assortment, window } = session;
    return diversityStudy({ events: () => history.events(), assortment, window }, size);
  }

  why(item: string): PlaceExplanation {
    const user = this.#here;
    const code = this.#products.code(item);
    const before = this.#products.shoppersBefore(code);
    return explainPlace(this.#names, this.#shown.first, user, code, this.#settings.controls, before);
  }

  search(query: string): ShopSearch {
    const start = this.#now();
    const found = this.#inquiries.search(query, this.#asking);
    return { ...found, milliseconds: this.#now() - start };
  }

  ask(sentence: string, focus?: string): AssistantReply {
    const start = this.#now();
    const item = focus === undefined ? null : this.#products.code(focus);
    const reply = this.#inquiries.ask(sentence, item, this.#asking);
    return { ...reply, milliseconds: this.#now() - start };
  }

  get #asking(): Asking {
    return { user: this.#here, settings: this.#settings, time: this.#time };
  }

  async compare(
    comparison: { readonly mode: ComparisonMode; readonly models: readonly [string, string] } | null,
  ): Promise<ShopView> {
    if (comparison) await this.#trial.begin(comparison.mode, comparison.models);
    else this.#trial.end();
    return this.#view(this.#now());
  }

  crowd(shoppers: number): ShopView {
    const { truth } = this.parts;
    if (!truth) throw noTruth();
    this.#trial.meet(shoppers, truth, this.#names.rules(this.#settings.rules));
    return this.#view(this.#now());
  }

  async refit(): Promise<ShopView> {
    await this.#trial.refit();
    return this.#view(this.#now());
  }

  get #here(): number {
    if (this.#shopper === null) throw nobodyHere();
    return this.#shopper;
  }

  /** Unix seconds in the shop: the history's end, and a step for each event since. */
  get #time(): number {
    return this.parts.history.end + STEP * this.#steps;
  }

  #tick(): number {
    this.#steps++;
    return this.#time;
  }

  #view(start: number): ShopView {
    const user = this.#here;
    const explore = this.#exploration.stage(user);
    const ranking = this.#settings.rank === 'network' ? this.#ranking.stage(user, this.#time) : null;
    const view = this.#shown.show(
      user,
      this.#settings,
      { explore, recalled: this.#inquiries.sources, ranking },
      start,
    );
    this.#ranking.learning.show(this.#settings.learns ? (ranking?.ranker ?? null) : null, this.#shown.forYou);
    return view;
  }

  details(logged = LOGGED): ShopDetails {
    const user = this.#here;
    const rules = this.#names.rules(this.#settings.rules);
    const comparison = () => this.#trial.view(this.#names, user, rules);
    return this.#shown.details(logged, comparison);
  }

  /** Ends what is under way. */
  close(): void {
    this.#ranking.close();
  }
}
