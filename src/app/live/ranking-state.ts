import { signal } from '@lit-labs/signals';
import type { Shop } from '../../lab/live/api';
import type { RankingInput, RankingView } from '../../lab/live/ranking-api';
import { openedShop, set, shopFailure, visit } from './shop-state';

/** How the next training differs from the defaults. */
export const rankingDraft = signal<RankingInput>({});

/** Milliseconds between two looks at a training. */
const LOOK = 250;

/** The ranking network of the shop that is open, as it was last seen; null before anything was asked. */
export const rankingView = signal<{ readonly shop: Shop; readonly view: RankingView } | null>(null);

/** Trains, showing how it goes, and lets the network rank when it is ready; whether it came to that. */
export function trainRanking(): Promise<boolean> {
  return takeOver((shop) => shop.trainRanking(rankingDraft.get()));
}

/** Lets the network of a file rank; whether it could be taken in. */
export function loadRanking(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<boolean> {
  return takeOver((shop) => shop.loadRanking(bytes, file));
}

async function takeOver(ask: (shop: Shop) => Promise<unknown>): Promise<boolean> {
  const shop = openedShop.get()?.shop;
  if (!shop) return false;
  shopFailure.set(null);
  let isOver = false;
  const coming = ask(shop).finally(() => (isOver = true));
  // Its failure is heard where it is waited for.
  coming.catch(() => undefined);
  const before = rankingView.get();
  const none = { study: null, learning: null, origin: null, featuresVersion: 0 };
  const known = before?.shop === shop ? before.view : none;
  // The worker may be busy when it is asked first.
  const progress = { phase: 'embedding', done: 0, total: 1 } as const;
  rankingView.set({ shop, view: { ...known, state: 'training', progress, epochs: [] } });
  while (!isOver) {
    await look(shop).catch(() => undefined);
    await Promise.race([coming.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, LOOK))]);
  }
  try {
    await coming;
    await look(shop);
    const settings = visit.get()?.settings;
    if (!settings || openedShop.get()?.shop !== shop) return false;
    await set({ ...settings, rank: 'network' });
    return true;
  } catch (error) {
    if (openedShop.get()?.shop !== shop) return false;
    await look(shop).catch(() => undefined);
    if (!(error instanceof Error && error.name === 'Cancelled')) shopFailure.set(error);
    return false;
  }
}

/** Shows the network as it stands. */
export async function look(shop: Shop): Promise<RankingView> {
  const view = await shop.ranking();
  if (openedShop.get()?.shop === shop) rankingView.set({ shop, view });
  return view;
}

/** Shows what clicks taught the network by now, and again until it has learned all that waits. */
export async function followLearning(): Promise<void> {
  const shop = openedShop.get()?.shop;
  if (!shop || following) return;
  following = true;
  try {
    do {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      await look(shop);
    } while (openedShop.get()?.shop === shop && rankingView.get()?.view.learning?.waiting);
  } catch {
    // A shop that is closed has nothing to show.
  } finally {
    following = false;
  }
}
let following = false;

export async function unlearnClicks(): Promise<void> {
  const shop = openedShop.get()?.shop;
  if (!shop) return;
  const view = await shop.unlearnClicks();
  if (openedShop.get()?.shop !== shop) return;
  rankingView.set({ shop, view });
  const settings = visit.get()?.settings;
  if (settings) await set(settings);
}

export async function stopRanking(): Promise<void> {
  await openedShop.get()?.shop.stopRanking();
}
