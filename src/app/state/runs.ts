import { computed, signal } from '@lit-labs/signals';
import type { Lab, LabFiles, RunHandle, RunOptions } from '../../lab/api';
import type { ExperimentInput } from '../../lab/experiment';
import type { PerUserValues } from '../../lab/per-user';
import { fileRecord } from './data';
import { currentLab } from './lab';
import { hear, newItem, type CoursePoint, type RunItem } from './run-item';
import { follow, isOver } from './work';

/** Writes runs down as they go, so that a reload loses none. Without one (private windows) runs last as long as the page. */
export interface Keeper {
  run(lab: Lab, id: string, experiment: ExperimentInput, options: RunOptions): RunHandle;
  /** What an interrupted run goes on with: its files, and its course up to the state that was kept. */
  interrupted(
    id: string,
    experiment: ExperimentInput,
  ): Promise<{ readonly files: LabFiles; readonly course: readonly CoursePoint[] }>;
  /** Metrics user by user, where they were kept. */
  perUser(id: string): Promise<PerUserValues | undefined>;
  drop(id: string): Promise<void>;
}

export const keeper = signal<Keeper | null>(null);

export const runs = signal<readonly RunItem[]>([]);

/** The run in the run panel, by number. */
export const shownRun = signal<number | null>(null);

/** Runs chosen for comparison, by number. */
export const chosenRuns = signal<ReadonlySet<number>>(new Set());

/** The run that others are measured against. */
export const baselineRun = signal<number | null>(null);

/** The last deletion, for undo. */
export const deletedRuns = signal<{
  readonly items: readonly RunItem[];
  readonly before: readonly RunItem[];
} | null>(null);

export const currentRun = computed(() => runs.get().find((run) => run.number === shownRun.get()) ?? null);

/** Starts a run of `experiment` and shows it. Null while the lab is not there. */
export function startRun(experiment: ExperimentInput): RunItem | null {
  const lab = currentLab();
  if (!lab) return null;
  const name = unusedName(experiment.name ?? '');
  const run = newItem(crypto.randomUUID(), { ...experiment, name });
  runs.set([...runs.get(), run]);
  begin(lab, run, fileRecord());
  return run;
}

/** Goes on with a run that the end of the last visit interrupted, from the last state that was kept of it. */
export async function continueRun(run: RunItem): Promise<void> {
  const lab = currentLab();
  const kept = await keeper.get()?.interrupted(run.id, run.experiment);
  if (!lab || !kept || run.state.get() !== 'interrupted') return;
  run.course.splice(0, run.course.length, ...kept.course);
  run.courseLength.set(run.course.length);
  run.state.set('running');
  begin(lab, run, kept.files);
}

function begin(lab: Lab, run: RunItem, files: LabFiles): void {
  const options: RunOptions = { files, onEvent: (events) => hear(run, events) };
  const handle = keeper.get()?.run(lab, run.id, run.experiment, options) ?? lab.run(run.experiment, options);
  void follow(lab, run, handle, (record) => run.record.set(record));
  shownRun.set(run.number);
  chosenRuns.set(new Set([run.number]));
}

/** Names tell runs apart in charts and tables, so a name that is taken gets a number. */
function unusedName(name: string): string {
  const taken = new Set(runs.get().map((run) => run.experiment.name));
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name} ${count}`;
  return candidate;
}

/** Takes runs off the list; `undoDelete` brings them back. Runs that are still going are cancelled first. */
export function deleteRuns(numbers: ReadonlySet<number>): void {
  const before = runs.get();
  const items = before.filter((run) => numbers.has(run.number));
  if (items.length === 0) return;
  forget();
  for (const run of items) if (!isOver(run.state.get())) void run.handle.get()?.cancel();
  deletedRuns.set({ items, before });
  const left = before.filter((run) => !numbers.has(run.number));
  runs.set(left);
  chosenRuns.set(new Set([...chosenRuns.get()].filter((number) => !numbers.has(number))));
  if (shownRun.get() !== null && numbers.has(shownRun.get() ?? -1)) shownRun.set(left.at(-1)?.number ?? null);
}

export function undoDelete(): void {
  const deleted = deletedRuns.get();
  if (!deleted) return;
  deletedRuns.set(null);
  const back = new Set(deleted.items.map((run) => run.number));
  const added = runs.get().filter((run) => !deleted.before.includes(run));
  runs.set([...deleted.before, ...added]);
  chosenRuns.set(back);
  shownRun.set(deleted.items[0]?.number ?? shownRun.get());
}

/** Ends the chance to undo: gives back what the deleted runs hold in the worker and in the browser. */
export function forget(): void {
  for (const run of deletedRuns.get()?.items ?? []) {
    const handle = run.handle.get();
    // A run that was never finished has nothing to release.
    handle?.release().catch(() => undefined);
    void keeper.get()?.drop(run.id);
  }
  deletedRuns.set(null);
}
