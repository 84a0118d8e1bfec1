import { ResearcherError } from '../../errors';
import { keptRun } from '../../lab/keep';
import { RunStore, type KeptRun } from '../../lab/store';
import { sourceAsked } from './data';
import { draft, setDraft } from './experiment';
import { openKeptStudies } from './kept-studies';
import { openKeptSweeps } from './kept-sweeps';
import { newItem, type RunItem } from './run-item';
import { chosenRuns, keeper, runs, shownRun } from './runs';

/** A researcher types faster than the disk needs to follow. */
const DRAFT_MS = 1000;

/**
 * Brings back the runs of earlier visits and, unless `linked` brings another, the experiment in the form; from then on
 * both are written down. Where the browser grants no storage the page works without.
 */
export async function openKept(linked: boolean): Promise<void> {
  const store = await RunStore.open().catch(() => null);
  if (!store) return;
  const works = await store.list();
  const kept = works.filter((work) => work.kind === 'run');
  runs.set([...kept.map(itemOf), ...runs.get()]);
  const shown = shownRun.get() ?? runs.get().at(-1)?.number ?? null;
  shownRun.set(shown);
  chosenRuns.set(new Set(shown === null ? [] : [shown]));
  openKeptSweeps(store, works);
  openKeptStudies(store, works);
  const before = await store.draft();
  if (before && !linked) {
    // The file of an earlier visit is not here any more, and one that was given by now comes first; the rest is kept.
    const data = before.data?.source === 'file' ? undefined : before.data;
    setDraft({ ...before, data: sourceAsked() ? draft.get().data : data });
  }
  keeper.set({
    run: (lab, id, experiment, options) => keptRun(lab, store, id, experiment, options),
    interrupted: async (id, experiment) => {
      const work = await store.get(id);
      return {
        files: work ? await store.filesOf(work) : {},
        course: await store.courseOf(id, experiment),
      };
    },
    perUser: (id) => store.perUser(id),
    drop: (id) => store.drop(id),
  });
  keepDraft(store);
}

/** A kept run as the list shows it. */
export function itemOf(kept: KeptRun): RunItem {
  const item = newItem(kept.id, kept.experiment, new Date(kept.startedAt));
  item.course.push(...kept.history);
  item.courseLength.set(item.course.length);
  item.record.set(kept.record);
  if (kept.failure !== null) {
    item.failure.set(new ResearcherError('run.failed', { en: kept.failure, zh: kept.failure }));
  }
  item.state.set(kept.record ? 'done' : kept.failure === null ? 'interrupted' : 'failed');
  return item;
}

function keepDraft(store: RunStore): void {
  let written = draft.get();
  setInterval(() => {
    const now = draft.get();
    if (now === written) return;
    written = now;
    void store.putDraft(now);
  }, DRAFT_MS);
}
