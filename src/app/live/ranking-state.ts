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

/** Trains, showing how it goes, and lets the network rank when it is ready. */
export async function trainRanking(): Promise<void> {
  const shop = openedShop.get()?.shop;
  if (!shop) return;
  shopFailure.set(null);
  let isOver = false;
  const training = shop.trainRanking(rankingDraft.get()).finally(() => (isOver = true));
  // Its failure is heard where it is waited for.
  training.catch(() => undefined);
  const before = rankingView.get();
  const { study, learning } = before?.shop === shop ? before.view : { study: null, learning: null };
  // The worker may be busy when it is asked first.
  const progress = { phase: 'embedding', done: 0, total: 1 } as const;
  rankingView.set({ shop, view: { state: 'training', progress, epochs: [], study, learning } });
  while (!isOver) {
    await look(shop).catch(() => undefined);
    await Promise.race([
      training.catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, LOOK)),
    ]);
  }
  try {
    await training;
    await look(shop);
    const settings = visit.get()?.settings;
    if (settings && openedShop.get()?.shop === shop) await set({ ...settings, rank: 'network' });
  } catch (error) {
    if (openedShop.get()?.shop !== shop) return;
    await look(shop).catch(() => undefined);
    if (!(error instanceof Error && error.name === 'Cancelled')) shopFailure.set(error);
  }
}

async function look(shop: Shop): Promise<void> {
  const view = await shop.ranking();
  if (openedShop.get()?.shop === shop) rankingView.set({ shop, view });
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
