import { signal } from '@lit-labs/signals';
import { ResearcherError } from '../../errors';
import type { Shop } from '../../lab/live/api';
import { RunStore, type KeptRanking } from '../../lab/store';
import { downloadBlob } from '../charts/export';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { followLearning, loadRanking, look, rankingView, trainRanking } from './ranking-state';
import { openedShop, shopFailure, type OpenedShop } from './shop-state';

/** The networks that this browser keeps for the data of the shop that is open, the latest first. */
export const keptRankings = signal<readonly KeptRanking[]>([]);

/** Whether the shopkeeper has answered to what is kept. */
export const offerAnswered = signal(false);

/** Which of them is at work in the shop, by its id. */
export const keptInUse = signal<string | null>(null);

/** Milliseconds between two writings of a network that learns: a reload loses that much of it, and the disk has rest. */
const INTERVAL = 5000;

/** Null where the browser grants no storage. */
let store: Promise<RunStore | null> | null = null;
const opened = () => (store ??= RunStore.open().catch(() => null));

/** Looks up what is kept for a shop that has just opened. */
export async function findKept({ shop, data }: OpenedShop): Promise<void> {
  keptRankings.set([]);
  keptInUse.set(null);
  offerAnswered.set(false);
  const { featuresVersion } = await look(shop);
  const found = await (await opened())?.rankings(data.summary.source.sha256, featuresVersion);
  if (openedShop.get()?.shop === shop) keptRankings.set(found ?? []);
}

export async function trainAndKeep(): Promise<void> {
  if (await trainRanking()) await keep(crypto.randomUUID());
}

export async function useKept({ id, file, trainedAt }: KeptRanking): Promise<void> {
  if (await loadRanking(file, trainedAt)) keptInUse.set(id);
}

/** Forgets it here; at work it stays at work. */
export async function forgetKept({ id }: KeptRanking): Promise<void> {
  await (await opened())?.dropRanking(id);
  keptRankings.set(keptRankings.get().filter((kept) => kept.id !== id));
  if (keptInUse.get() === id) keptInUse.set(null);
}

export async function saveToFile(): Promise<void> {
  const { shop, description } = openedShop.get() ?? {};
  if (!shop) return;
  const bytes = await shop.saveRanking();
  const name = description!.name.replace(/\.[^.]*$/, '');
  downloadBlob(new Blob([bytes], { type: 'application/octet-stream' }), `ranking-${name}.safetensors`);
}

/** What comes from a file is kept as well, unless this very network is already. */
export async function loadFile(file: File): Promise<void> {
  if (!(await loadRanking(new Uint8Array(await file.arrayBuffer()), file.name))) return;
  const view = rankingView.get()?.view;
  const same = keptRankings
    .get()
    .find(({ trainedAt, lists }) => trainedAt === view?.origin?.trainedAt && lists === view.learning?.lists);
  if (same) keptInUse.set(same.id);
  else await keep(crypto.randomUUID());
}

/** Shows what clicks teach the network, and keeps it with that. */
export async function followAndKeep(): Promise<void> {
  await followLearning();
  const id = keptInUse.get();
  const kept = keptRankings.get().find((each) => each.id === id);
  const view = rankingView.get()?.view;
  if (!kept || !view?.learning || view.learning.lists === kept.lists) return;
  const wait = written + INTERVAL - performance.now();
  if (wait <= 0) await keep(kept.id, kept.trainedAt);
  else waiting ??= setTimeout(() => ((waiting = null), void followAndKeep()), wait);
}
let written = -Infinity;
let waiting: ReturnType<typeof setTimeout> | null = null;

/**
 * Keeps the network at work under the id.
 *
 * @param of when the network under the id was trained: another that has come to work since must not take its place,
 *   nor one that was forgotten come back
 */
async function keep(id: string, of?: string): Promise<void> {
  const { shop, data } = openedShop.get() ?? {};
  if (!shop || !data) return;
  written = performance.now();
  try {
    const kept = await keptOf(shop, id, data.summary.source.sha256);
    const isKnown = keptRankings.get().some((each) => each.id === id);
    if (of !== undefined && (kept.trainedAt !== of || !isKnown)) return;
    const into = await opened();
    if (!into) throw new Error('no storage');
    await into.putRanking(kept);
    if (openedShop.get()?.shop !== shop) return;
    const others = keptRankings.get().filter((each) => each.id !== id);
    keptRankings.set([kept, ...others].sort((a, b) => b.trainedAt.localeCompare(a.trainedAt)));
    if (of === undefined) keptInUse.set(id);
  } catch (error) {
    if (openedShop.get()?.shop === shop) shopFailure.set(notKept(error));
  }
}

async function keptOf(shop: Shop, id: string, sha256: string): Promise<KeptRanking> {
  const file = await shop.saveRanking();
  const { study, origin, learning, featuresVersion } = await shop.ranking();
  const ndcg = (name: string) => study!.orders.find((order) => order.name === name)!.ndcg;
  return {
    ...{ id, sha256, featuresVersion, file },
    trainedAt: origin!.trainedAt,
    cutoff: study!.cutoff,
    ndcg: ndcg('network'),
    weighted: ndcg('weighted'),
    lists: learning!.lists,
  };
}

function notKept(error: unknown): ResearcherError {
  const why = error instanceof Error ? error.message : String(error);
  return new ResearcherError('ranking.not-kept', {
    en: en.ranking.notKept(why),
    zh: zh.ranking.notKept(why),
  });
}
