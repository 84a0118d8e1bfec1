import { DataLoader } from '../load';
import { macrotask } from '../macrotask';
import { openShop, type ShopEnvironment } from './open';

/** So small that it opens in a moment, and large enough for lists that each click changes. */
const STORE = { customers: 60, items: 120, interactions: 1500 };

/** Acts after which the browser has compiled for speed most of what a click runs. */
const ACTS = 60;

/**
 * Walks through a shop of its own that nobody sees, so that the first clicks in the one that opens need not wait for
 * code that the browser has yet to compile. Leaves nothing behind.
 */
export async function rehearse({ onDevice }: Pick<ShopEnvironment, 'onDevice'>): Promise<void> {
  const shop = await openShop(
    { source: 'simulated', store: STORE },
    { files: {}, loader: new DataLoader(), onDevice },
  );
  let view = shop.enter(null);
  for (let act = 0; act < ACTS; act++) {
    const { tiles } = view.forYou;
    const tile = tiles[(act * 5) % tiles.length];
    view =
      tile && act % 20 < 18 ? shop.act(act % 4 === 3 ? 'cart' : 'view', tile.id, 'for-you') : shop.undo();
    shop.details();
    await macrotask();
  }
  shop.close();
}
