import type { LocalizedText } from '../../language';
import type { SessionControls } from '../../live/controls';
import type { LatencySummary } from '../../live/latency';
import type { RankShare } from '../../live/network-ranker';
import type { PreferencePart } from '../../live/preference';
import type { SessionRules } from '../../live/rules';
import type { StageName } from '../../ranking/engine';
import type { NamedEntity } from '../api';
import type { DiversitySize, DiversityStudy } from './diversity-api';
import type { RankingInput, RankingView } from './ranking-api';

/** What a shopper turned, and what the shop's lists must keep to. */
export interface ShopSettings {
  readonly controls: SessionControls;
  readonly rules: ShopRules;
  /** What an item found counts for by its words, and by what the shopper likes. */
  readonly search: { readonly relevance: number; readonly preference: number };
  /** How places are given to what is not known yet. */
  readonly explore: ExplorerName;
  /** What orders the candidates: the weighted sum of their sources' scores, or the network once it is trained. */
  readonly rank: 'weighted' | 'network';
  /** Whether the network, where it ranks, goes on learning from what shoppers do with its lists. */
  readonly learns: boolean;
}

/** What the shop's lists must keep to, and what it wants to see first. */
export type ShopRules = Omit<SessionRules, 'promotions'> & { readonly promotions: readonly ShopPromotion[] };

/** An item by its id, or all of a category or brand by its name, that is raised, lowered or never shown. */
export interface ShopPromotion {
  readonly of: 'category' | 'brand' | 'item';
  readonly key: string;
  /** What it is called. */
  readonly label: LocalizedText;
  /** Of the way to the head of the list (1) or to its end (−1). */
  readonly strength: number;
  readonly isExcluded: boolean;
}

/** What can be promoted. */
export interface PromotionTarget extends Pick<ShopPromotion, 'of' | 'key' | 'label'> {
  /** How many there are of it: items of a category or brand, shoppers of an item. */
  readonly size: number;
}

export type ExplorerName = 'none' | 'epsilon-greedy' | 'thompson' | 'lin-ucb';

/** What is known of the shop from its opening on. */
export interface ShopDescription {
  readonly name: string;
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  /** Baskets that say what goes together. */
  readonly baskets: number;
  /** Categories, the largest first. */
  readonly categories: readonly { readonly key: string; readonly label: LocalizedText }[];
  /** Names of brands. */
  readonly brands: readonly LocalizedText[];
  readonly hasPrices: boolean;
  readonly hasStock: boolean;
  /** Whether it is known what items earn. */
  readonly hasMargins: boolean;
  /** Whether it is known what shoppers really want, so that they can be simulated. */
  readonly hasTruth: boolean;
  /** Models that can be compared. */
  readonly models: readonly { readonly name: string; readonly label: LocalizedText }[];
  /** The shop knows so many of the latest events, of every kind, and no others; null: it forgets nothing. */
  readonly window: number | null;
  /** Put before prices; empty where the data do not say. */
  readonly currency: string;
}

/** A product that nobody has had: what it is, in one language. A known category or brand is meant by either name. */
export interface NewProduct {
  readonly title: string;
  readonly category: string | null;
  readonly brand: string | null;
  readonly price: number | null;
}

/** A product that was introduced, and what became of it. */
export interface ProductView {
  readonly item: ShopItem;
  readonly looks: number;
  /** Shoppers who have it, in the basket or bought. */
  readonly shoppers: number;
}

export interface ShopItem {
  readonly id: string;
  readonly title: LocalizedText | null;
  readonly categories: readonly LocalizedText[];
  readonly brand: LocalizedText | null;
  readonly price: number | null;
  /** How many are left; null where that is not known. */
  readonly stock: number | null;
  /** What is earned of the price, as a share of it; null where that is not known. */
  readonly margin: number | null;
}

export interface Tile extends ShopItem {
  readonly score: number;
  /** Who proposed it, with its place there (from 1). */
  readonly sources: readonly { readonly label: LocalizedText; readonly rank: number }[];
}

/**
 * Lists that acts are answers to: the first shelf, of which the ranking network and the explorer learn; what was found
 * last, of which the search learns; that of a model that is compared, which is credited.
 */
export type ActPlace = 'for-you' | 'search' | 0 | 1;

export type ShelfName = 'for-you' | 'alike' | 'basket' | 'new' | 'popular';

export interface Shelf {
  readonly name: ShelfName;
  /** The item looked at, on the shelf of what is like it. */
  readonly about: ShopItem | null;
  readonly tiles: readonly Tile[];
}

export type ShopperAct = 'view' | 'cart' | 'purchase' | 'hide';

export interface LoggedEvent {
  /** Its number in `undo`. */
  readonly place: number;
  readonly kind: string;
  readonly item: ShopItem;
  /** Events of one checkout are taken back together. */
  readonly checkout: number | null;
}

/** What one stage of the engine did for the shelf “for you”. */
export interface StageView {
  readonly stage: StageName;
  /** Of the stage that ranks: by what. */
  readonly by: 'weights' | 'network' | null;
  readonly before: number;
  readonly after: number;
  /** For the recall: how many each source found. */
  readonly found: readonly { readonly label: LocalizedText; readonly items: number }[];
  readonly dropped: number;
  readonly moved: number;
  /** The first of those that were dropped, and of those that moved far; places from 1. */
  readonly examples: readonly StageExample[];
}

export interface StageExample {
  readonly item: ShopItem;
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: LocalizedText;
  readonly because: ShopItem | null;
}

export interface ProfileView {
  readonly categories: readonly { readonly label: LocalizedText; readonly share: number }[];
  readonly brands: readonly { readonly label: LocalizedText; readonly share: number }[];
  readonly price: number | null;
  readonly priceStanding: number | null;
  readonly interactions: number;
}

export interface ShopperView {
  readonly id: string;
  readonly isNew: boolean;
}

/** Where an item was put into the basket, as a place of the log; null where that can't be taken back any more. */
export interface BasketItem extends ShopItem {
  readonly place: number | null;
}

/** What a shopper sees at once after each event: the list for them, and the basket. */
export interface ShopView {
  readonly shopper: ShopperView;
  readonly settings: ShopSettings;
  readonly forYou: Shelf;
  readonly basket: readonly BasketItem[];
  readonly total: number | null;
  /** Milliseconds in the worker, from taking the event in to this. */
  readonly milliseconds: number;
}

/** What follows it: the other shelves, and what happened behind them. */
export interface ShopDetails {
  readonly shelves: readonly Shelf[];
  /** The latest events of the log, oldest first; so many come before them. */
  readonly log: readonly LoggedEvent[];
  readonly earlier: number;
  readonly stages: readonly StageView[];
  readonly profile: ProfileView;
  readonly comparison: ComparisonView | null;
  /** Products that were introduced, the newest first. */
  readonly products: readonly ProductView[];
  /** Milliseconds: taking the event in and making all of this, this time; and over the visits of all shoppers. */
  readonly milliseconds: number;
  readonly latency: {
    readonly update: LatencySummary;
    readonly recommend: LatencySummary;
    readonly list: LatencySummary;
    readonly whole: LatencySummary;
  };
}

/** Why an item stands where it does. */
export interface PlaceExplanation {
  readonly item: ShopItem;
  /** Place on the shelf “for you”, from 1; null where it is not on it. */
  readonly place: number | null;
  readonly sources: readonly {
    readonly label: LocalizedText;
    readonly rank: number;
    readonly weight: number;
    /** Of the best score of the source. */
    readonly share: number;
  }[];
  /** What each group of features adds to the network's score beside the list's mean; null where no network ranks. */
  readonly network: readonly RankShare[] | null;
  /** What each item of the history adds to the neighbourhood score, the greatest first. */
  readonly history: readonly { readonly item: ShopItem; readonly share: number }[];
  /** What the controls add. */
  readonly controls: readonly PreferencePart[];
  /** Its way through the stages, where it moved or left; places from 1. */
  readonly way: readonly {
    readonly stage: StageName;
    readonly from: number | null;
    readonly to: number | null;
    readonly reason: LocalizedText;
    readonly because: ShopItem | null;
  }[];
  readonly shoppers: number;
}

export interface FoundTile extends Tile {
  /** Relevance and preference, each scaled to 0…1 over what was found. */
  readonly relevance: number;
  readonly preference: number;
}

export interface ShopSearch {
  readonly query: string;
  readonly matches: number;
  readonly found: readonly FoundTile[];
  /** What relevance and preference count now, learned from so many pairs of a click and what stood beside it. */
  readonly weights: { readonly relevance: number; readonly preference: number; readonly pairs: number };
  readonly milliseconds: number;
}

export interface AssistantReply {
  readonly text: LocalizedText;
  readonly items: readonly (ShopItem & { readonly reason: LocalizedText })[];
  readonly milliseconds: number;
}

export type ComparisonMode = 'side-by-side' | 'interleaved';

export interface ComparisonView {
  readonly mode: ComparisonMode;
  readonly models: readonly [a: string, b: string];
  /** Side by side: a list a model. Interleaved: one list whose tiles belong to a model each. */
  readonly lists: readonly (readonly (Tile & { readonly team: 0 | 1 })[])[];
  /** Clicks credited to each model, and how often its tiles were shown. */
  readonly clicks: readonly [number, number];
  readonly shown: readonly [number, number];
  readonly crowd: CrowdResult | null;
  /**
   * How often each model was fitted anew since the first time, and whether it is being so now; null for the shop's own,
   * which are at all times what fitting anew would make of them.
   */
  readonly fits: readonly [ModelFits | null, ModelFits | null];
}

export interface ModelFits {
  readonly refits: number;
  readonly isRefitting: boolean;
}

/** What simulated shoppers did, who click by what they truly want. */
export interface CrowdResult {
  readonly shoppers: number;
  readonly clicks: readonly [number, number];
  /** Shoppers with more clicks on one model than on the other. */
  readonly wins: readonly [number, number];
  /** Two-sided sign test on the wins. */
  readonly p: number;
}

/** What a shopper can do and ask; every answer comes from the worker. All ids are those of the data. */
export interface ShopQuestions {
  describe(): Promise<ShopDescription>;
  /** Shoppers of the history whose id contains the words, the most active first. */
  shoppers(words: string, count: number): Promise<readonly NamedEntity[]>;
  /** Categories, brands and items whose name contains the words, each kind the largest first. */
  promotable(words: string, count: number): Promise<readonly PromotionTarget[]>;
  /** A shopper of the history, or a new one (null), comes in. */
  enter(shopper: string | null): Promise<ShopView>;
  /** Looks at, puts into the cart, buys or hides an item; `from`: where the shopper reached for it, if there. */
  act(kind: ShopperAct, item: string, from?: ActPlace): Promise<ShopView>;
  /**
   * What belongs to the latest view: asked for apart, so that no list waits for it. `logged`: events of the log, at
   * most (50).
   */
  details(logged?: number): Promise<ShopDetails>;
  checkOut(): Promise<ShopView>;
  /** Puts a new product on the shelves, for all shoppers, at once. */
  introduce(product: NewProduct): Promise<ShopView>;
  /** Takes it off again: lists are those of a shop that never had it, but for what shoppers did with it. */
  withdraw(item: string): Promise<ShopView>;
  /** Takes an event of the log back, exactly; without a place the last one. */
  undo(place?: number): Promise<ShopView>;
  /** The shopper does what a simulated one would do next, by the store's truth. */
  actByTruth(): Promise<ShopView>;
  set(settings: ShopSettings): Promise<ShopView>;
  /** What every way to explore loses against the store's truth while it learns; the shop stays as it is. */
  regret(size?: RegretSize): Promise<RegretStudy>;
  /** What diversity costs in accuracy, judged by purchases of the history that lists did not know; by default 300 shoppers. */
  diversity(size?: DiversitySize): Promise<DiversityStudy>;
  /** Trains a network that ranks on how the history went on; resolves when it is ready. */
  trainRanking(options?: RankingInput): Promise<RankingView>;
  /** The network as it stands, in training or after it. */
  ranking(): Promise<RankingView>;
  /** Ends a training; the network from before, if any, stays. */
  stopRanking(): Promise<RankingView>;
  /** The network as it was trained, without what clicks taught it. */
  unlearnClicks(): Promise<RankingView>;
  /** The network as it stands, as a safetensors file, with all that it needs to go on learning. */
  saveRanking(): Promise<Uint8Array<ArrayBuffer>>;
  /** Takes the network of such a file in; `file` is what it is called where it does not fit. */
  loadRanking(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<RankingView>;
  why(item: string): Promise<PlaceExplanation>;
  search(query: string): Promise<ShopSearch>;
  /** A sentence to the assistant; `focus` is the item that “this” means. */
  ask(sentence: string, focus?: string): Promise<AssistantReply>;
  /** Compares two models; null ends the comparison. */
  compare(
    comparison: { readonly mode: ComparisonMode; readonly models: readonly [string, string] } | null,
  ): Promise<ShopView>;
  /** Lets simulated shoppers click through interleaved lists of the two models compared. */
  crowd(shoppers: number): Promise<ShopView>;
  /**
   * Fits the models that are compared anew on all that the shop knows, in the background: the old ones answer until the
   * new ones take over, which is when this resolves.
   */
  refit(): Promise<ShopView>;
}

export interface RegretSize {
  readonly shoppers: number;
  /** Times that each shopper comes back. */
  readonly rounds: number;
}

/** Regret, in expected clicks, of each strategy over all shoppers. */
export interface RegretStudy extends RegretSize {
  /** Items of each shopper's list of which one is shown in a round. */
  readonly candidates: number;
  /** Rounds after which regret is told. */
  readonly at: readonly number[];
  /** `none` shows the greatest score every time. */
  readonly curves: readonly { readonly name: ExplorerName; readonly regret: readonly number[] }[];
}

export interface ShopOptions {
  /** Events of every kind that the shop knows, the latest; null (the default): it forgets nothing. */
  readonly window?: number | null;
}

/** A shop that is open in the worker, until it is closed. */
export interface Shop extends ShopQuestions {
  readonly id: string;
  close(): Promise<void>;
}
