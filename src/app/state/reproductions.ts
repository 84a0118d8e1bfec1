import { signal, type Signal } from '@lit-labs/signals';
import type { Handle } from '../../lab/api';
import type { Preset } from '../../lab/presets/preset';
import type { Reproduction } from '../../lab/reproduce';
import { matched, type PresetFiles } from '../reproduce/preset-files';
import { currentLab } from './lab';
import { isOver, type ItemState, type Progress } from './run-item';

/** One preset being run, or run. */
export interface ReproductionItem {
  readonly state: Signal.State<ItemState>;
  readonly progress: Signal.State<Progress | null>;
  readonly record: Signal.State<Reproduction | null>;
  readonly failure: Signal.State<unknown>;
  readonly handle: Signal.State<Handle<Reproduction> | null>;
}

const described = signal<readonly Preset[]>([]);
let describedBy: unknown = null;

/** Every published figure that can be reproduced; empty until the lab has told. */
export function presets(): readonly Preset[] {
  const lab = currentLab();
  if (lab && describedBy !== lab) {
    describedBy = lab;
    lab.presets().then(
      (all) => described.set(all),
      // A lab that ended tells so in `labState`; the next one is asked again.
      () => (describedBy = null),
    );
  }
  return described.get();
}

/** Files given so far. */
export const presetFiles = signal<PresetFiles>(new Map());

/** The latest run of each preset, by its name. */
export const reproductions = signal<ReadonlyMap<string, ReproductionItem>>(new Map());

/** Takes the files that these presets name, and tells how many those were. */
export function takePresetFiles(given: readonly File[], wantedBy: readonly Preset[] = presets()): number {
  const wanted = [...new Set(wantedBy.flatMap(({ files }) => files))];
  const found = matched(given, wanted);
  presetFiles.set(new Map([...presetFiles.get(), ...found]));
  return found.size;
}

/** Whether every file of the preset was given. */
export function isComplete(preset: Preset): boolean {
  return preset.files.every((file) => presetFiles.get().has(file));
}

/** Runs the presets one after another; those that go on already are left alone. */
export function startPresets(wanted: readonly Preset[]): void {
  const lab = currentLab();
  if (!lab) return;
  const before = reproductions.get();
  const fresh = wanted.filter(({ name }) => {
    const item = before.get(name);
    return !item || isOver(item.state.get());
  });
  const items = fresh.map((preset) => [preset, newItem()] as const);
  reproductions.set(new Map([...before, ...items.map(([{ name }, item]) => [name, item] as const)]));
  void (async () => {
    for (const [preset, item] of items)
      if (item.state.get() === 'waiting' && reproductions.get().get(preset.name) === item)
        await run(lab, preset, item);
  })();
}

/** Ends those that wait, and cancels the one that runs. */
export function stopPresets(): void {
  for (const item of reproductions.get().values()) {
    if (isOver(item.state.get())) continue;
    const handle = item.handle.get();
    if (handle) void handle.cancel();
    else item.state.set('cancelled');
  }
}

function newItem(): ReproductionItem {
  return {
    state: signal<ItemState>('waiting'),
    progress: signal<Progress | null>(null),
    record: signal<Reproduction | null>(null),
    failure: signal<unknown>(null),
    handle: signal<Handle<Reproduction> | null>(null),
  };
}

async function run(
  lab: NonNullable<ReturnType<typeof currentLab>>,
  preset: Preset,
  item: ReproductionItem,
): Promise<void> {
  const files = Object.fromEntries(
    preset.files.flatMap((path) => {
      const file = presetFiles.get().get(path);
      return file ? [[path, file] as const] : [];
    }),
  );
  const handle = lab.reproduce(preset.name, {
    files,
    onEvent: (events) => {
      for (const event of events) {
        if (event.type === 'progress') item.progress.set(event);
        else if (event.type === 'state' && !isOver(item.state.get())) item.state.set(event.state);
      }
    },
  });
  item.handle.set(handle);
  try {
    item.record.set(await handle.record);
    item.state.set('done');
    // Only the figures are wanted: the next preset may need the memory.
    handle.release().catch(() => undefined);
  } catch (error) {
    const cancelled = error instanceof Error && error.name === 'Cancelled';
    if (!cancelled) item.failure.set(error);
    item.state.set(cancelled ? 'cancelled' : 'failed');
  }
}
