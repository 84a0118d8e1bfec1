import type { Backend } from '../../compute/backend';
import { ResearcherError } from '../../errors';
import { holm } from '../../evaluation/significance';
import { Histories } from '../../live/history';
import type { StreamModel } from '../../live/event';
import type { StreamModelEntry } from '../../live/models/entry';
import { streamModels } from '../../live/models/registry';
import { Prequential, type PrequentialResult } from '../../live/prequential';
import { streamOf, type EventStream } from '../../live/stream';
import type { RunControl } from '../control';
import { describeEnvironment } from '../environment';
import type { RunEvent } from '../events';
import type { IdentifiedFiles } from '../files';
import { DataLoader } from '../load';
import { RunContext } from '../run-context';
import { schemaError, unknownName } from '../schema-errors';
import type { ReplayRecord, ReplayedModel } from './record';
import { replaySchema, type Replay } from './schema';

/** Points kept of each curve. */
const POINTS = 200;

/** Events between two looks at the controls; the control itself yields only every 16 ms. */
const EVENTS_A_PIECE = 16;

export interface ReplayEnvironment {
  readonly backend: Backend;
  /** Begun by the caller, and ended by it. */
  readonly control: RunControl;
  readonly files?: IdentifiedFiles;
  readonly loader?: DataLoader;
  readonly emit?: (event: RunEvent) => void;
}

/**
 * Replays a data set in order of time through several models that learn as they go (see `Prequential`). History
 * points carry the windowed means as they come: `popularity:recall@10`, `bias:rmse`, with the event's number as epoch.
 * Equal replay and data give equal figures, bit for bit; latencies are this machine's.
 * Rejects with ResearcherError, Cancelled, or a bug.
 */
export async function runReplay(input: unknown, environment: ReplayEnvironment): Promise<ReplayRecord> {
  const { control } = environment;
  const context = new RunContext(control, environment.emit ?? (() => {}));
  const began = control.clock();
  const replay = parseReplay(input);
  const where = describeEnvironment(environment.backend);
  const { table, dataset } = await context.within('read', () =>
    (environment.loader ?? new DataLoader()).preview(replay.data, environment.files ?? {}, {
      report: (done, total) => context.progress('read', done, total),
      checkpoint: () => control.checkpointThrough(),
    }),
  );
  const stream = limited(streamOf(dataset, replay.stream.minRating), replay.stream.limit);
  const histories = new Histories();
  const models = replay.models.map((model) => build(model, histories, replay.seed));
  const prequential = new Prequential(histories, models, {
    topN: replay.stream.topN,
    window: replay.stream.window,
    delay: replay.stream.delay,
    ratingRange: dataset.ratingRange,
    points: POINTS,
    length: stream.length,
  });
  context.beginFit(0);
  await context.within('replay', () => flow(stream, prequential, replay, context));
  context.timings['total'] = control.clock() - began;
  return {
    version: 1,
    replay,
    data: {
      name: table.source.name,
      sha256: table.source.sha256,
      users: dataset.users,
      items: dataset.items,
      events: stream.length,
    },
    environment: where,
    models: prequential
      .results()
      .map((result, i) => replayed(result, keysOf(replay)[i]!, replay.stream.topN)),
    comparisons: comparisons(prequential, keysOf(replay)),
    timings: context.timings,
    warnings: context.warnings,
    outcome: control.stopping ? 'stopped' : 'done',
  };
}

/** A replay with every default filled in, its models' parameters too. Throws ResearcherError that names the place. */
export function parseReplay(input: unknown): Replay {
  const parsed = replaySchema.safeParse(input);
  if (!parsed.success) throw schemaError('replay.invalid', replaySchema, input, parsed.error);
  const models = parsed.data.models.map(({ name, params }, i) => {
    const { params: schema } = entryOf(name, i);
    const checked = schema.safeParse(params);
    if (!checked.success) {
      throw schemaError('replay.invalid', schema, params, checked.error, ['models', i, 'params']);
    }
    return { name, params: checked.data };
  });
  return { ...parsed.data, models };
}

function entryOf(name: string, place: number): StreamModelEntry {
  const entry = streamModels.find((each) => each.name === name);
  if (entry) return entry;
  const names = streamModels.map((each) => each.name);
  throw new ResearcherError('replay.unknown-model', unknownName(name, names), {
    path: `models[${place}].name`,
  });
}

function build({ name, params }: Replay['models'][number], histories: Histories, seed: number): StreamModel {
  return entryOf(name, 0).create(params, { histories, seed });
}

async function flow(
  stream: EventStream,
  prequential: Prequential,
  replay: Replay,
  context: RunContext,
): Promise<void> {
  const keys = keysOf(replay);
  let told = 0;
  for (let i = 0; i < stream.length; i++) {
    prequential.next(stream.at(i));
    if (i % EVENTS_A_PIECE > 0) continue;
    if ((await context.control.checkpoint()) === 'stop') break;
    context.progress('replay', i + 1, stream.length, undefined, i + 1);
    told = tell(prequential, keys, replay.stream.topN, told, context);
  }
  tell(prequential, keys, replay.stream.topN, told, context);
}

/** Sends the points of the curves that are new since the last time; returns how many there are now. */
function tell(
  prequential: Prequential,
  keys: readonly string[],
  topN: number,
  told: number,
  context: RunContext,
): number {
  const series = prequential.series();
  const count = series[0]?.length ?? 0;
  for (let p = told; p < count; p++) {
    const values: Record<string, number> = {};
    series.forEach((points, m) => {
      const { recall, rmse } = points[p]!;
      if (recall !== null) values[`${keys[m]}:recall@${topN}`] = recall;
      if (rmse !== null) values[`${keys[m]}:rmse`] = rmse;
    });
    context.point(series[0]![p]!.event, values);
  }
  return count;
}

/** `mf`, and `mf (2)` where the same model stands a second time. */
function keysOf(replay: Replay): string[] {
  const seen = new Map<string, number>();
  return replay.models.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function limited(stream: EventStream, limit: number | null): EventStream {
  return limit === null || limit >= stream.length ? stream : { length: limit, at: (i) => stream.at(i) };
}

function replayed(result: PrequentialResult, key: string, topN: number): ReplayedModel {
  const metrics: Record<string, number> = {
    [`recall@${topN}`]: result.recall,
    [`recall-ties-in-favour@${topN}`]: result.recallTiesInFavour,
    [`mrr@${topN}`]: result.mrr,
    rmse: result.rmse,
    mae: result.mae,
  };
  return {
    name: result.name,
    key,
    // What was not measured (ratings of a model that only ranks) is left out: JSON has no NaN.
    metrics: Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value))),
    judged: result.judged,
    latencies: { recommend: result.recommendLatency, update: result.updateLatency },
    series: result.series,
    drifts: result.drifts,
  };
}

/** Every pair of models that recommend; p-values also corrected for there being several pairs. */
function comparisons(prequential: Prequential, keys: readonly string[]): ReplayRecord['comparisons'] {
  const ranking = [...keys.keys()].filter((index) => prequential.ranks(index));
  const pairs = ranking.flatMap((a, at) => ranking.slice(at + 1).map((b) => [a, b] as const));
  const tests = pairs.map(([a, b]) => prequential.compare(a, b));
  const adjusted = holm(tests.map(({ p }) => p));
  return pairs.map(([a, b], i) => ({
    first: keys[a]!,
    second: keys[b]!,
    ...tests[i]!,
    adjusted: adjusted[i]!,
  }));
}
