import { signal, type Signal } from '@lit-labs/signals';
import type { Handle, Lab } from '../../lab/api';
import type { Preset } from '../../lab/presets/preset';
import type { Reproduction } from '../../lab/reproduce';
import { matched, type PresetFiles } from '../reproduce/preset-files';
import { currentLab, toldByLab } from './lab';
import { follow, hearWork, isOver, newWork, type ItemState, type Work } from './work';

/** One preset being run, or run. */
export interface ReproductionItem extends Work<Handle<Reproduction>> {
  readonly record: Signal.State<Reproduction | null>;
}

/** Every published figure that can be reproduced; empty until the lab has told. */
export const presets = toldByLab((lab) => lab.presets());

/** Files given so far. */
export const presetFiles = signal<PresetFiles>(new Map());

/** The latest run of each preset, by its name. */
export const reproductions = signal<ReadonlyMap<string, ReproductionItem>>(new Map());

/** Writes figures down, so that a reload does not lose them. */
export const reproductionKeeper = signal<((record: Reproduction) => void) | null>(null);

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
  const items = fresh.map((preset) => [preset, newReproduction('waiting')] as const);
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

export function newReproduction(state: ItemState, record: Reproduction | null = null): ReproductionItem {
  return { ...newWork(state), record: signal(record) };
}

function run(lab: Lab, preset: Preset, item: ReproductionItem): Promise<void> {
  const files = Object.fromEntries(
    preset.files.flatMap((path) => {
      const file = presetFiles.get().get(path);
      return file ? [[path, file] as const] : [];
    }),
  );
  const handle = lab.reproduce(preset.name, {
    files,
    onEvent: (events) => {
      for (const event of events) hearWork(item, event);
    },
  });
  return follow(lab, item, handle, (record) => {
    item.record.set(record);
    reproductionKeeper.get()?.(record);
    // Only the figures are wanted: the next preset may need the memory.
    handle.release().catch(() => undefined);
  });
}
