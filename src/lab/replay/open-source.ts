import { sha256OfText } from '../../data/sha256';
import { catalogueShelves } from '../../live/shelves';
import { streamOf, type EventStream } from '../../live/stream';
import { DataLoader } from '../load';
import type { RunContext } from '../run-context';
import { EndlessSource } from './endless-source';
import { endlessNeedsStore, noShop } from './errors';
import type { ReplayEnvironment } from './run';
import type { Replay } from './schema';
import { RecordedSource, type ReplaySource } from './source';

/** Where the events of a replay come from. Throws ResearcherError where the data cannot be a stream. */
export async function openSource(
  replay: Replay,
  environment: ReplayEnvironment,
  context: RunContext,
): Promise<ReplaySource> {
  const { data, stream } = replay;
  if (stream.source === 'endless') {
    if (data.source !== 'simulated') throw endlessNeedsStore();
    const { seed = 1, ...parameters } = data.store ?? {};
    return new EndlessSource(parameters, seed, digestOf({ seed, ...parameters }), stream);
  }
  if (stream.sales.length > 0) throw noShop();
  const { table, dataset } = await context.within('read', () =>
    (environment.loader ?? new DataLoader()).preview(data, environment.files ?? {}, {
      report: (done, total) => context.progress('read', done, total),
      checkpoint: () => context.control.checkpointThrough(),
    }),
  );
  const recorded = streamOf(dataset, stream.minRating);
  return new RecordedSource(
    limited(recorded, stream.limit),
    {
      name: table.source.name,
      sha256: table.source.sha256,
      ratingRange: dataset.ratingRange,
      users: dataset.users,
      items: dataset.items,
      shelves: catalogueShelves(dataset, recorded.itemOf),
    },
    () => {
      throw noShop();
    },
  );
}

function limited(stream: EventStream, limit: number | null): EventStream {
  return limit === null || limit >= stream.length ? stream : { ...stream, length: limit };
}

/** A store's life follows from its parameters and seed; their digest stands for its data. */
function digestOf(parameters: Readonly<Record<string, number>>): string {
  const sorted = JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sha256OfText(`endless store ${sorted}`);
}
