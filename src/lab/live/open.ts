import { storeTruth, type StoreTruth } from '../../data/store';
import type { Dataset } from '../../data/dataset';
import { Histories } from '../../live/history';
import { featuresOf } from '../../live/features';
import { drawnMargins } from '../../live/margins';
import { streamModels } from '../../live/models/registry';
import type { OwnedModel } from '../../live/owned-model';
import { LiveSession } from '../../live/session';
import type { Shelves } from '../../live/shelves';
import { Stock } from '../../live/stock';
import { Assortment } from '../../ranking/assortment';
import { indexItems, type TextIndex } from '../../ranking/search/index';
import { dataSchema, type Experiment } from '../experiment';
import type { IdentifiedFiles } from '../files';
import type { DataLoader } from '../load';
import { macrotask } from '../macrotask';
import { schemaError } from '../schema-errors';
import type { ShopOptions } from './api';
import { windowTooSmall } from './errors';
import { ShopHistory } from './history';
import type { OnDevice } from './ranking';
import { OpenShop } from './shop';

/** A window that holds fewer events says too little to recommend by. */
const LEAST_WINDOW = 100;

/** Draws of a shop on a file, which has no seed of its own. */
const SEED = 1;

export interface ShopEnvironment {
  readonly files: IdentifiedFiles;
  readonly loader: DataLoader;
  readonly onDevice: OnDevice;
  readonly now?: () => number;
}

/**
 * Opens a shop over a data set: its history warms the models, its titles are indexed. Every interaction counts as a
 * purchase, rated or not. The simulated store also says what its customers truly want, and has a stock.
 *
 * @throws ResearcherError where the data cannot be read
 */
export async function openShop(
  input: unknown,
  environment: ShopEnvironment,
  { window = null }: ShopOptions = {},
): Promise<OpenShop> {
  if (window !== null && !(Number.isInteger(window) && window >= LEAST_WINDOW))
    throw windowTooSmall(LEAST_WINDOW);
  const parsed = dataSchema.safeParse(input ?? {});
  if (!parsed.success) throw schemaError('experiment.invalid', dataSchema, input, parsed.error, ['data']);
  const data = { ...parsed.data, feedback: 'implicit' as const };
  const hooks = { report: () => {}, checkpoint: macrotask };
  const { table, dataset } = await environment.loader.preview(data, environment.files, hooks);
  const store = data.source === 'simulated' ? (data.store ?? {}) : null;
  const seed = store?.['seed'] ?? SEED;
  const assortment = new Assortment(
    dataset.items,
    dataset.itemMetadata,
    store && drawnMargins(finestCategories(dataset), seed),
  );
  const session = new LiveSession({
    assortment,
    window,
    stock: store ? new Stock(dataset.items, seed) : null,
    ...(environment.now && { now: environment.now }),
  });
  const history = new ShopHistory(table, dataset);
  await macrotask();
  session.warm(history.events());
  await macrotask();
  const known: (readonly string[])[] = [];
  const shelves: Shelves = {
    get items() {
      return assortment.items;
    },
    features: (item) => (known[item] ??= featuresOf(assortment, item)),
    offers: (item) => !assortment.isWithdrawn(item),
  };
  return new OpenShop({
    name: table.source.name,
    sha256: table.source.sha256,
    seed,
    currency: store ? '¥' : '',
    dataset,
    history,
    session,
    index: dataset.itemMetadata ? indexItems(dataset.items, dataset.itemMetadata) : idsAsTitles(dataset),
    truth: truthOf(store, dataset),
    create: (name) => create(name, seed, shelves),
    onDevice: environment.onDevice,
    ...(environment.now && { now: environment.now }),
  });
}

function finestCategories({ items, itemMetadata }: Dataset): (string | null)[] {
  return Array.from({ length: items }, (_, item) => itemMetadata?.categories?.[item]?.at(-1)?.en ?? null);
}

function truthOf(store: Experiment['data']['store'] | null, dataset: Dataset): StoreTruth | null {
  if (!store) return null;
  const { seed, ...parameters } = store;
  return storeTruth(parameters, seed ?? SEED, dataset);
}

/** Where items have no titles, they are found by their ids. */
function idsAsTitles({ items, itemIds }: Dataset): TextIndex {
  const titles = itemIds.ids.map((id) => ({ en: id, zh: id }));
  return indexItems(items, { titles, categories: null, brands: null, prices: null });
}

function create(name: string, seed: number, shelves: Shelves): OwnedModel {
  const histories = new Histories();
  const entry = streamModels.find((each) => each.name === name)!;
  return { model: entry.create(entry.params.parse({}), { histories, seed, shelves }), histories };
}
