import type { Dataset } from '../../data/dataset';
import { Latency } from '../../live/latency';
import type { LiveSession } from '../../live/session';
import type { Candidate } from '../../ranking/candidate';
import type { ComparisonView, ProductView, Shelf, ShopDetails, ShopSettings, ShopView } from './api';
import type { ShopNames } from './names';
import type { Products } from './products';
import { firstShelf, otherShelves, type FirstShelf, type Stages } from './visit';
import { visitDetails, visitView } from './visit-view';

/** What was told of a view. */
interface Shown {
  readonly user: number;
  readonly settings: ShopSettings;
  readonly first: FirstShelf;
  /** Made when first asked for; no event comes between, since each makes a view of its own. */
  others: readonly Shelf[] | null;
  comparison: ComparisonView | null | undefined;
  milliseconds: number;
}

/** The latest view of a visit: the first shelf at once, all else when it is asked for, each once. */
export class ShownVisit {
  readonly #list = new Latency();
  readonly #whole = new Latency();
  #shown: Shown | null = null;

  constructor(
    readonly session: LiveSession,
    readonly dataset: Dataset,
    readonly names: ShopNames,
    readonly products: Products,
    readonly now: () => number,
  ) {}

  /** @param start when the event came that made it */
  show(user: number, settings: ShopSettings, stages: Stages, start: number): ShopView {
    const first = firstShelf(this.session, this.names, user, settings, stages);
    const visit = visitView(this.session, this.dataset, this.names, user);
    const milliseconds = this.now() - start;
    this.#list.add(milliseconds);
    this.#shown = { user, settings, first, others: null, comparison: undefined, milliseconds };
    return { ...visit, settings, forYou: first.shelf, milliseconds };
  }

  /** How the first shelf came about; there must be one. */
  get first(): FirstShelf {
    return this.#shown!.first;
  }

  /** The first shelf's items; none before there is one. */
  get forYou(): readonly Candidate[] {
    return this.#shown?.first.forYou.candidates ?? [];
  }

  /** All shelves of the view, the first one first. */
  get shelves(): readonly Shelf[] {
    const shown = this.#shown;
    return shown ? [shown.first.shelf, ...this.#others(shown)] : [];
  }

  #others(shown: Shown): readonly Shelf[] {
    const { user, settings, first } = shown;
    return (shown.others ??= otherShelves(
      this.session,
      this.names,
      user,
      settings,
      first,
      this.products.introduced,
    ));
  }

  #introduced(): ProductView[] {
    return this.products.introduced.map((item) => ({
      item: this.names.item(item),
      looks: this.products.looksAt(item),
      shoppers: this.session.holders(item),
    }));
  }

  details(logged: number, compared: () => ComparisonView | null): ShopDetails {
    const start = this.now();
    const shown = this.#shown!;
    const shelves = this.#others(shown);
    const told = visitDetails(this.session, this.names, shown.user, shown.first, logged);
    if (shown.comparison === undefined) {
      shown.comparison = compared();
      shown.milliseconds += this.now() - start;
      this.#whole.add(shown.milliseconds);
    }
    const { comparison, milliseconds } = shown;
    const latency = {
      ...this.session.latencies(),
      list: this.#list.summary(),
      whole: this.#whole.summary(),
    };
    return { shelves, ...told, comparison, products: this.#introduced(), milliseconds, latency };
  }
}
