import { computed, signal, type Signal } from '@lit-labs/signals';
import type { ReplayHandle } from '../../lab/api';
import type { AnnouncedSale, HistoryPoint, ReplayPosition, RunEvent } from '../../lab/events';
import type { ReplayRecord } from '../../lab/replay/record';
import type { ReplayInput } from '../../lab/replay/schema';
import { dataInUse, fileRecord, type DataBlock } from '../state/data';
import { currentLab, labState, toldByLab } from '../state/lab';
import { follow, hearWork, isOver, newWork, type Work } from '../state/work';

type Params = Readonly<Record<string, unknown>>;

/** Points of a stream without an end that stay in view: the latest. */
const SHOWN = 400;

export type Refitting = NonNullable<ReplayInput['models'][number]['refit']>;

export interface DraftModel {
  readonly name: string;
  readonly params: Params;
  readonly refit?: Refitting;
  readonly refitWindow?: number;
}

/** The replay as it stands in the form; the data set is the one in use. */
export interface ReplayDraft {
  readonly seed?: number;
  readonly stream: NonNullable<ReplayInput['stream']>;
  readonly models: readonly DraftModel[];
}

export const replayDraft = signal<ReplayDraft>({
  stream: {},
  models: [
    { name: 'popularity', params: {} },
    { name: 'item-knn', params: {} },
    { name: 'mf', params: {} },
  ],
});

/** A replay as the page knows it: what the lab told, nothing derived. */
export interface ReplayItem extends Work<ReplayHandle> {
  readonly replay: ReplayInput;
  /** Points of the curves, `model:recall@10` and `model:rmse` by event. Changes in place; `changes` counts how often. */
  readonly points: HistoryPoint[];
  readonly changes: Signal.State<number>;
  /** After which event a model (by its key) that was fitted anew took over. Changes in place as the points do. */
  readonly refits: { readonly model: string; readonly event: number }[];
  readonly position: Signal.State<ReplayPosition | null>;
  readonly sales: Signal.State<readonly AnnouncedSale[]>;
  readonly record: Signal.State<ReplayRecord | null>;
}

/** The replay in view: the latest. */
export const currentReplay = signal<ReplayItem | null>(null);

/** What the lab's models on streams are; empty until it has told. */
export const streamModels = toldByLab((lab) => lab.streamModels());

/** Whether the stream is the store that goes on for ever, which needs no data set. */
export const isEndless = computed(() => replayDraft.get().stream.source === 'endless');

export const replayReady = computed(
  () =>
    labState.get().status === 'ready' &&
    (isEndless.get() || dataInUse.get() !== null) &&
    replayDraft.get().models.length > 0,
);

export function setStream(field: keyof ReplayDraft['stream'], value: unknown): void {
  const { [field]: _, ...rest } = replayDraft.get().stream;
  replayDraft.set({
    ...replayDraft.get(),
    stream: value === undefined ? rest : { ...rest, [field]: value },
  });
}

/** undefined takes the setting of the drift test out, so that its default holds. */
export function setDrift(field: keyof NonNullable<ReplayDraft['stream']['drift']>, value: unknown): void {
  const { [field]: _, ...rest } = replayDraft.get().stream.drift ?? {};
  const drift = value === undefined ? rest : { ...rest, [field]: value };
  setStream('drift', Object.keys(drift).length > 0 ? drift : undefined);
}

/** A day a second: a store that goes on for ever would otherwise be decades on before one looks. */
const ENDLESS_SPEED = 86_400;

/** Where the events come from; undefined: the data set in use. */
export function setSource(value: 'endless' | undefined): void {
  setStream('source', value);
  if (value && replayDraft.get().stream.speed === undefined) setStream('speed', ENDLESS_SPEED);
  else if (!value) setStream('speed', undefined);
}

export function setSeed(value: unknown): void {
  const { seed: _, ...rest } = replayDraft.get();
  replayDraft.set(value === undefined ? rest : { ...rest, seed: value as number });
}

export function addModel(name: string): void {
  replayDraft.set({ ...replayDraft.get(), models: [...replayDraft.get().models, { name, params: {} }] });
}

export function removeModel(index: number): void {
  replayDraft.set({ ...replayDraft.get(), models: replayDraft.get().models.filter((_, i) => i !== index) });
}

/** undefined takes the parameter out, so that its default holds. */
export function setParameter(index: number, name: string, value: unknown): void {
  const models = replayDraft.get().models.map((model, i) => {
    if (i !== index) return model;
    const { [name]: _, ...rest } = model.params;
    return { ...model, params: value === undefined ? rest : { ...rest, [name]: value } };
  });
  replayDraft.set({ ...replayDraft.get(), models });
}

/** undefined takes the field out, so that its default holds. */
export function setRefit(index: number, name: 'refit' | 'refitWindow', value: unknown): void {
  const models = replayDraft.get().models.map((model, i) => {
    if (i !== index) return model;
    const { [name]: _, ...rest } = model;
    return value === undefined ? rest : { ...rest, [name]: value };
  });
  replayDraft.set({ ...replayDraft.get(), models });
}

/** Starts the replay of the draft and shows it; one that still goes on is cancelled. */
export function startReplay(): void {
  const lab = currentLab();
  const data = dataBlock();
  if (!lab || !data) return;
  const before = currentReplay.get();
  if (before && !isOver(before.state.get())) void before.handle.get()?.cancel();
  const draft = replayDraft.get();
  const replay: ReplayInput = {
    version: 1,
    data,
    ...draft,
    models: draft.models.map((model) => ({ ...model, params: { ...model.params } })),
  };
  const item: ReplayItem = {
    replay,
    ...newWork<ReplayHandle>(),
    points: [],
    refits: [],
    changes: signal(0),
    position: signal<ReplayPosition | null>(null),
    sales: signal<readonly AnnouncedSale[]>([]),
    record: signal<ReplayRecord | null>(null),
  };
  const handle = lab.replay(replay, {
    files: fileRecord(),
    onEvent: (events) => hear(item, events),
  });
  void follow(lab, item, handle, (record) => item.record.set(record));
  currentReplay.set(item);
}

/** The data set in use; for ever lives the store that is in use, else the one with the default settings. */
function dataBlock(): DataBlock | null {
  const block = dataInUse.get()?.block ?? null;
  if (!isEndless.get()) return block;
  const inUse = block?.source === undefined || block.source === 'simulated';
  return { source: 'simulated', ...(inUse && block?.store ? { store: block.store } : {}) };
}

function hear(item: ReplayItem, events: readonly RunEvent[]): void {
  const { points } = item;
  let changed = false;
  for (const event of events) {
    hearWork(item, event);
    if (event.type === 'history') {
      points.push(event.point);
      changed = true;
    } else if (event.type === 'restart') {
      points.length = 0;
      item.refits.length = 0;
      changed = true;
    } else if (event.type === 'refit') {
      item.refits.push(event);
      changed = true;
    } else if (event.type === 'position') item.position.set(event);
    else if (event.type === 'sale') item.sales.set([...item.sales.get(), event.sale]);
  }
  if (item.replay.stream?.source === 'endless') {
    points.splice(0, points.length - SHOWN);
    const gone = item.refits.findIndex((each) => each.event >= (points[0]?.epoch ?? 0));
    item.refits.splice(0, gone < 0 ? item.refits.length : gone);
  }
  if (changed) item.changes.set(item.changes.get() + 1);
}
