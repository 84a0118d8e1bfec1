import type { KeptCurve, KeptWork, RunStore } from '../../lab/store';
import { currentCurve, curveKeeper, newCurve, type CurveItem } from './learning-curve';
import { newReproduction, reproductionKeeper, reproductions } from './reproductions';

/** One curve is in view, and one is kept. */
const CURVE = 'learning-curve';

/**
 * Brings back the learning curve and the reproduced figures of earlier visits; from then on they are written down as
 * they come. A full disk takes nothing away that is on the page.
 */
export function openKeptStudies(store: RunStore, works: readonly KeptWork[]): void {
  const curve = works.find((work) => work.kind === 'curve');
  if (curve && currentCurve.get() === null) currentCurve.set(itemOf(curve));
  const kept = works
    .filter((work) => work.kind === 'reproduction')
    .map(({ record }) => [record.preset.name, newReproduction('done', record)] as const);
  reproductions.set(new Map([...kept, ...reproductions.get()]));

  curveKeeper.set({
    begin: (item) => void store.put(keptOf(item)).catch(reportError),
    update: (item, record) =>
      void store.update(CURVE, 'curve', { points: item.points.get(), record }).catch(reportError),
  });
  reproductionKeeper.set((record) => {
    const id = `reproduction ${record.preset.name}`;
    const startedAt = record.run.environment.startedAt;
    void store
      .put({ id, kind: 'reproduction', startedAt, failure: null, files: {}, record })
      .catch(reportError);
  });
}

function keptOf({ experiment, path, values }: CurveItem): KeptCurve {
  const startedAt = new Date().toISOString();
  const along = { path, values };
  return {
    ...{ id: CURVE, kind: 'curve', startedAt, failure: null, files: {} },
    ...{ experiment, along, record: null, points: [] },
  };
}

/** A kept curve as the page shows it; one that was not finished stands as far as it went. */
function itemOf({ experiment, along, record, points }: KeptCurve): CurveItem {
  const { path, values } = 'path' in along ? along : { path: 'share', values: along };
  const item = newCurve(experiment, path, values, record?.points ?? points);
  item.state.set(record ? 'done' : 'interrupted');
  return item;
}
