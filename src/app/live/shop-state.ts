import { signal } from '@lit-labs/signals';
import type { NamedEntity, Questions } from '../../lab/api';
import type {
  ActPlace,
  AssistantReply,
  ComparisonMode,
  NewProduct,
  Shop,
  ShopDescription,
  ShopDetails,
  ShopItem,
  ShopperAct,
  ShopSearch,
  ShopSettings,
  ShopView,
} from '../../lab/live/api';
import { dataInUse, fileRecord, type DataInUse } from '../state/data';
import { drawn } from '../state/drawn';
import { currentLab } from '../state/lab';

/** The parts of the panel beside the shop front. */
export const SIDES = ['seen', 'steer', 'assistant', 'compare'] as const;
export type Side = (typeof SIDES)[number];

/** The shop that is open, as the worker told of it. */
export interface OpenedShop {
  readonly shop: Shop;
  readonly data: DataInUse;
  /** Its shoppers, for a box that searches them. */
  readonly directory: Pick<Questions, 'find'>;
  readonly description: ShopDescription;
}

/** One sentence to the assistant and what it answered; null while it is thinking. */
export interface Turn {
  readonly sentence: string;
  readonly reply: AssistantReply | null;
}

/** How far a category is turned up that was chosen. */
export const CHOSEN = 0.5;

export const openedShop = signal<OpenedShop | null>(null);
export const shopOpening = signal(false);
/** The visit as it stands. */
export const visit = signal<ShopView | null>(null);
/** What follows it a moment later: the other shelves, and what happened behind them. */
export const details = signal<ShopDetails | null>(null);
/** The details before the last act, so that what moved can be shown. */
export const detailsBefore = signal<ShopDetails | null>(null);
export const found = signal<ShopSearch | null>(null);
export const turns = signal<readonly Turn[]>([]);
/** What “this” means to the assistant; null: the first item of its last answer. */
export const focus = signal<ShopItem | null>(null);
export const side = signal<Side>('seen');
export const teaching = signal(false);
export const refitting = signal(false);
/** Events that the next shop keeps; null: all. */
export const shopWindow = signal<number | null>(null);
export const shopFailure = signal<unknown>(null);

/** Opens a shop on the data set in use, with a new shopper in it; one that was open is closed. */
export async function openShop(): Promise<void> {
  const lab = currentLab();
  const data = dataInUse.get();
  if (!lab || !data || shopOpening.get()) return;
  shopOpening.set(true);
  shopFailure.set(null);
  try {
    void openedShop.get()?.shop.close();
    const shop = await lab.shop(data.block, { files: fileRecord(), window: shopWindow.get() });
    const description = await shop.describe();
    logged = LOGGED;
    visit.set(await shop.enter(null));
    detailsBefore.set(null);
    details.set(await shop.details(logged));
    const directory: OpenedShop['directory'] = { find: (_, words, count) => shop.shoppers(words, count) };
    openedShop.set({ shop, data, directory, description });
    forget();
    void lab.ended.then(() => {
      if (openedShop.get()?.shop === shop) openedShop.set(null);
    });
  } catch (error) {
    shopFailure.set(error);
  } finally {
    shopOpening.set(false);
  }
}

function forget(): void {
  found.set(null);
  turns.set([]);
  focus.set(null);
}

/** Events of the log that are shown, and how many more each time more are asked for. */
const LOGGED = 50;
let logged = LOGGED;

/** Counts requests, and the latest that was answered, so that no older answer takes the place of a newer one. */
let latest = 0;
let answered = 0;

/**
 * Asks the shop for the visit's next state. The list is shown as soon as it is there; the rest is made once it has been
 * drawn, and follows. What the shop refuses is shown; the visit stays as it was.
 *
 * @returns whether the shop did it
 */
async function change(ask: (shop: Shop) => Promise<ShopView>, moves = true): Promise<boolean> {
  const opened = openedShop.get();
  if (!opened) return false;
  const mine = ++latest;
  try {
    const view = await ask(opened.shop);
    if (mine < answered) return true;
    answered = mine;
    shopFailure.set(null);
    visit.set(view);
    await follow(opened.shop, mine, moves);
    return true;
  } catch (error) {
    shopFailure.set(error);
    // The answer before this one went without its details, since this was under way.
    if (mine === latest && answered < mine) await refreshDetails().catch(() => {});
    return false;
  }
}

/**
 * Asks for the details once the list that they belong to has been drawn, unless something newer is under way: made
 * meanwhile they would take a core from drawing, and come no frame sooner.
 */
async function follow(shop: Shop, mine: number, moves: boolean): Promise<void> {
  const isOver = () => mine !== latest || openedShop.get()?.shop !== shop;
  await drawn();
  if (isOver()) return;
  const next = await shop.details(logged);
  if (isOver()) return;
  detailsBefore.set(moves ? details.get() : null);
  details.set(next);
}

async function refreshDetails(): Promise<void> {
  const opened = openedShop.get();
  if (opened) await follow(opened.shop, latest, true);
}

/** Shows more of the log. */
export function showEarlier(): Promise<void> {
  logged += LOGGED;
  return refreshDetails();
}

export async function enter(shopper: NamedEntity | null): Promise<void> {
  logged = LOGGED;
  forget();
  await change((shop) => shop.enter(shopper?.id ?? null), false);
}

/** Puts a new product on the shelves; whether it is there now. */
export function introduce(product: NewProduct): Promise<boolean> {
  return change((shop) => shop.introduce(product));
}

export function withdraw({ id }: ShopItem): Promise<boolean> {
  return change((shop) => shop.withdraw(id));
}

export function act(kind: ShopperAct, item: ShopItem, from?: ActPlace): Promise<boolean> {
  if (kind === 'view') focus.set(item);
  return change((shop) => shop.act(kind, item.id, ...(from === undefined ? [] : [from])));
}

export function undo(place?: number): Promise<boolean> {
  return change((shop) => shop.undo(...(place === undefined ? [] : [place])));
}

export function checkOut(): Promise<boolean> {
  return change((shop) => shop.checkOut());
}

export function actByTruth(): Promise<boolean> {
  return change((shop) => shop.actByTruth());
}

/** Turns one thing; the lists follow at once, and so does a search that is in view. */
export async function set(settings: ShopSettings): Promise<void> {
  await change((shop) => shop.set(settings));
  const query = found.get()?.query;
  if (query !== undefined) await search(query);
}

export async function search(query: string): Promise<void> {
  const shop = openedShop.get()?.shop;
  if (!shop) return;
  if (query.trim() === '') found.set(null);
  else {
    try {
      found.set(await shop.search(query));
    } catch (error) {
      shopFailure.set(error);
    }
  }
}

/** A sentence to the assistant; the item in focus is what “this” means to it. */
export async function ask(sentence: string): Promise<void> {
  const shop = openedShop.get()?.shop;
  if (!shop || sentence.trim() === '') return;
  const before = turns.get();
  turns.set([...before, { sentence, reply: null }]);
  try {
    const item = focus.get();
    const reply = await shop.ask(sentence, ...(item ? [item.id] : []));
    turns.set([...before, { sentence, reply }]);
    focus.set(null);
  } catch (error) {
    turns.set(before);
    shopFailure.set(error);
  }
}

export async function compare(mode: ComparisonMode, models: readonly [string, string]): Promise<void> {
  teaching.set(true);
  await change((shop) => shop.compare({ mode, models }));
  teaching.set(false);
}

export function endComparison(): Promise<boolean> {
  return change((shop) => shop.compare(null));
}

export async function crowd(shoppers: number): Promise<void> {
  teaching.set(true);
  await change((shop) => shop.crowd(shoppers));
  teaching.set(false);
}

/** Fits the compared models anew while the shop goes on; at the end the visit is shown as it is then. */
export async function refit(): Promise<void> {
  const opened = openedShop.get();
  const view = visit.get();
  if (!opened || !view) return;
  refitting.set(true);
  try {
    await opened.shop.refit();
  } catch (error) {
    shopFailure.set(error);
  }
  refitting.set(false);
  await change((shop) => shop.set(visit.get()?.settings ?? view.settings));
}
