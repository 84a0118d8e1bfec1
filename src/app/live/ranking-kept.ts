import { signal } from '@lit-labs/signals';
import { ResearcherError } from '../../errors';
import type { Shop } from '../../lab/live/api';
import { RunStore, type KeptRanking } from '../../lab/store';
import { downloadBlob } from '../charts/export';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { followLearning, loadRanking, look, rankingView, trainRanking, unlearnClicks } from './ranking-state';
import { openedShop, shopFailure, type OpenedShop } from './shop-state';

/** The networks that this browser keeps for the data of the shop that is open, the latest first. */
export const keptRankings = signal<readonly KeptRanking[]>([]);

/** Whether the shopkeeper has answered to what is kept. */
export const offerAnswered = signal(false);

/** Which of them is at work in the shop, by its id. */
export const keptInUse = signal<string | null>(null);

/** What was forgotten last, so that it can be taken back. */
export const forgotten = signal<KeptRanking | null>(null);

/** The network that was last kept or taken in, as its revision says. */
let current: { readonly id: string; readonly revision: number } | null = null;

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
  forgotten.set(null);
  const { featuresVersion } = await look(shop);
  const found = await (await opened())?.rankings(data.summary.source.sha256, featuresVersion);
  if (openedShop.get()?.shop === shop) keptRankings.set(found ?? []);
}

export async function trainAndKeep(): Promise<void> {
  if (await trainRanking()) await keep(crypto.randomUUID());
}

export async function useKept({ id, file, trainedAt }: KeptRanking): Promise<void> {
  if (await loadRanking(file, trainedAt)) use(id);
}

/** It is the one at work, as it is kept. */
function use(id: string): void {
  const revision = rankingView.get()?.view.learning?.revision;
  current = revision === undefined ? null : { id, revision };
  keptInUse.set(id);
}

/** Forgets it here; at work it stays at work. */
export function forgetKept(kept: KeptRanking): Promise<void> {
  // First here, so that nothing that is being written brings it back.
  keptRankings.set(keptRankings.get().filter(({ id }) => id !== kept.id));
  if (keptInUse.get() === kept.id) keptInUse.set(null);
  forgotten.set(kept);
  return attempt(async () => (await opened())?.dropRanking(kept.id));
}

/** What was forgotten last is kept again. */
export function takeForgottenBack(): Promise<void> {
  const kept = forgotten.get();
  forgotten.set(null);
  return attempt(async () => {
    if (!kept) return;
    await (await opened())?.putRanking(kept);
    list(kept);
  });
}

function list(kept: KeptRanking): void {
  const others = keptRankings.get().filter(({ id }) => id !== kept.id);
  keptRankings.set([kept, ...others].sort((a, b) => b.trainedAt.localeCompare(a.trainedAt)));
}

export function saveToFile(): Promise<void> {
  return attempt(async (shop, { description }) => {
    const bytes = await shop.saveRanking();
    const name = description.name.replace(/\.[^.]*$/, '');
    downloadBlob(new Blob([bytes], { type: 'application/octet-stream' }), `ranking-${name}.safetensors`);
  });
}

/** The network as it was trained; so it is kept as well. */
export function unlearnAndKeep(): Promise<void> {
  return attempt(async () => {
    await unlearnClicks();
    await followAndKeep();
  });
}

/** What comes from a file is kept as well, unless this very network is already. */
export function loadFile(file: File): Promise<void> {
  return attempt(async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!(await loadRanking(bytes, file.name))) return;
    const same = keptRankings.get().find((kept) => isEqual(kept.file, bytes));
    if (same) use(same.id);
    else await keep(crypto.randomUUID());
  });
}

function isEqual(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, i) => byte === second[i]);
}

/** Shows what clicks teach the network, and keeps it with that. */
export async function followAndKeep(): Promise<void> {
  await followLearning();
  const id = keptInUse.get();
  const kept = keptRankings.get().find((each) => each.id === id);
  const view = rankingView.get()?.view;
  if (!kept || !view?.learning) return;
  if (current?.id === id && current.revision === view.learning.revision) return;
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
    const into = await opened();
    if (!into) throw new Error('no storage');
    const made = await keptOf(shop, id, data.summary.source.sha256);
    const isKnown = keptRankings.get().some((each) => each.id === id);
    if (!made || (of !== undefined && (made.kept.trainedAt !== of || !isKnown))) return;
    await into.putRanking(made.kept);
    if (openedShop.get()?.shop !== shop) return;
    // Forgotten while it was being written.
    if (of !== undefined && !keptRankings.get().some((each) => each.id === id)) {
      await into.dropRanking(id);
      return;
    }
    list(made.kept);
    current = { id, revision: made.revision };
    if (of === undefined) keptInUse.set(id);
  } catch (error) {
    if (openedShop.get()?.shop === shop) shopFailure.set(notKept(error));
  }
}

/**
 * The network at work, to be kept; null where another came to work meanwhile. The file may hold more than its revision
 * says, never less.
 */
async function keptOf(
  shop: Shop,
  id: string,
  sha256: string,
): Promise<{ readonly kept: KeptRanking; readonly revision: number } | null> {
  const { study, origin, learning, featuresVersion } = await shop.ranking();
  const file = await shop.saveRanking();
  if ((await shop.ranking()).origin?.trainedAt !== origin!.trainedAt) return null;
  const ndcg = (name: string) => study!.orders.find((order) => order.name === name)!.ndcg;
  const kept = {
    ...{ id, sha256, featuresVersion, file },
    trainedAt: origin!.trainedAt,
    cutoff: study!.cutoff,
    ndcg: ndcg('network'),
    weighted: ndcg('weighted'),
    lists: learning!.lists + learning!.waiting,
  };
  return { kept, revision: learning!.revision };
}

/** What goes wrong with the shop that is open is told there. */
async function attempt(work: (shop: Shop, opened: OpenedShop) => Promise<unknown>): Promise<void> {
  const opened = openedShop.get();
  if (!opened) return;
  try {
    await work(opened.shop, opened);
  } catch (error) {
    if (openedShop.get()?.shop === opened.shop) shopFailure.set(error);
  }
}

function notKept(error: unknown): ResearcherError {
  const why = error instanceof Error ? error.message : String(error);
  return new ResearcherError('ranking.not-kept', {
    en: en.ranking.notKept(why),
    zh: zh.ranking.notKept(why),
  });
}
