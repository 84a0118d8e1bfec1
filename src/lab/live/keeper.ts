import type { ShopOptions, ShopQuestions } from './api';
import { shopClosed } from './errors';
import { openShop, type ShopEnvironment } from './open';
import { rehearse } from './rehearsal';
import type { OpenShop } from './shop';

/** The shops that are open in a worker, by the id that the page gave them. */
export class ShopKeeper {
  readonly #shops = new Map<string, OpenShop>();
  #rehearsed: Promise<void> | null = null;

  async open(
    id: string,
    data: unknown,
    environment: ShopEnvironment,
    options: ShopOptions = {},
  ): Promise<void> {
    const shop = await openShop(data, environment, options);
    // It makes first clicks quicker, and that is all: where it fails, the shop is open none the less.
    await (this.#rehearsed ??= rehearse(environment).catch(() => undefined));
    this.#shops.set(id, shop);
  }

  /** Answers a question; throws `ResearcherError` where the shop is closed or cannot answer. */
  ask(id: string, question: keyof ShopQuestions, parameters: readonly unknown[]): unknown {
    const shop = this.#shops.get(id);
    if (!shop) throw shopClosed();
    return (shop as Record<keyof ShopQuestions, (...parameters: unknown[]) => unknown>)[question](
      ...parameters,
    );
  }

  close(id: string): void {
    this.#shops.get(id)?.close();
    this.#shops.delete(id);
  }
}
