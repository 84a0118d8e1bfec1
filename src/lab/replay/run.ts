import type { Backend } from '../../compute/backend';
import { ResearcherError } from '../../errors';
import { holm } from '../../evaluation/significance';
import { Histories } from '../../live/history';
import type { StreamModel } from '../../live/event';
import type { StreamContext, StreamModelEntry } from '../../live/models/entry';
import { streamModels } from '../../live/models/registry';
import { Prequential, type PrequentialResult } from '../../live/prequential';
import type { RunControl } from '../control';
import { describeEnvironment } from '../environment';
import type { RunEvent } from '../events';
import type { IdentifiedFiles } from '../files';
import type { DataLoader } from '../load';
import { RunContext } from '../run-context';
import { schemaError, unknownName } from '../schema-errors';
import { ReplayFlow, type Tested } from './flow';
import { openSource } from './open-source';
import { keysOf } from './keys';
import { Pacer } from './pacer';
import type { Refit, ReplayRecord, ReplayedModel } from './record';
import { Refits } from './refits';
import { RefittingModel } from './refitting-model';
import { replaySchema, type Replay } from './schema';
import type { Transport } from './transport';

/** Points kept of each curve. */
const POINTS = 200;

export interface ReplayEnvironment {
  readonly backend: Backend;
  /** Begun by the caller, and ended by it. */
  readonly control: RunControl;
  readonly files?: IdentifiedFiles;
  readonly loader?: DataLoader;
  readonly emit?: (event: RunEvent) => void;
  /** Told what steers the replay, once it can be steered. */
  readonly onTransport?: (transport: Transport) => void;
}

/**
 * Replays a data set, or the life of the simulated store, in order of time through several models that learn as they
 * go (see `Prequential`), at a speed or as fast as can be; it can be steered on the way (see `Transport`). History
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
  const source = await openSource(replay, environment, context);
  const keys = keysOf(replay);
  const begin = (): Tested => {
    const histories = new Histories();
    const models = replay.models.map((model) => {
      const create = (own: Histories): StreamModel =>
        build(model, { histories: own, seed: replay.seed, shelves: source.shelves });
      return model.refit === 'never' ? create(histories) : new RefittingModel(create, histories, model);
    });
    const { topN, window, delay, judgeEvery, limit, drift } = replay.stream;
    const prequential = new Prequential(histories, models, {
      topN,
      window,
      delay,
      judgeEvery,
      drift,
      ratingRange: source.ratingRange,
      points: POINTS,
      length: replay.stream.source === 'endless' && limit === null ? null : source.length,
    });
    const refits = new Refits(prequential, models, (index, event) =>
      context.emit({ type: 'refit', model: keys[index]!, event }),
    );
    return { prequential, refits };
  };
  const pacer = new Pacer(() => control.clock(), replay.stream.speed);
  const flow = new ReplayFlow({ source, begin, keys, replay, pacer, context });
  environment.onTransport?.(flow.transport);
  context.beginFit(0);
  await context.within('replay', () => flow.run());
  context.timings['total'] = control.clock() - began;
  const { prequential, refits } = flow;
  return {
    version: 1,
    replay: { ...replay, stream: { ...replay.stream, sales: [...source.sales] } },
    data: {
      name: source.name,
      sha256: source.sha256,
      users: source.users,
      items: source.items,
      events: replay.stream.source === 'endless' ? source.position : source.length!,
    },
    jumps: flow.jumps,
    environment: where,
    models: prequential
      .results()
      .map((result, i) => replayed(result, keys[i]!, replay.stream.topN, refits.of(i))),
    comparisons: comparisons(prequential, keys),
    timings: context.timings,
    warnings: context.warnings,
    outcome: control.stopping ? 'stopped' : 'done',
  };
}

/** A replay with every default filled in, its models' parameters too. Throws ResearcherError that names the place. */
export function parseReplay(input: unknown): Replay {
  const parsed = replaySchema.safeParse(input);
  if (!parsed.success) throw schemaError('replay.invalid', replaySchema, input, parsed.error);
  const models = parsed.data.models.map(({ name, params, ...refitting }, i) => {
    const { params: schema } = entryOf(name, i);
    const checked = schema.safeParse(params);
    if (!checked.success) {
      throw schemaError('replay.invalid', schema, params, checked.error, ['models', i, 'params']);
    }
    return { name, params: checked.data, ...refitting };
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

function build({ name, params }: Replay['models'][number], context: StreamContext): StreamModel {
  return entryOf(name, 0).create(params, context);
}

function replayed(
  result: PrequentialResult,
  key: string,
  topN: number,
  refits: readonly Refit[],
): ReplayedModel {
  const metrics: Record<string, number> = {
    [`recall@${topN}`]: result.recall,
    [`recall-ties-in-favour@${topN}`]: result.recallTiesInFavour,
    [`ndcg@${topN}`]: result.ndcg,
    [`mrr@${topN}`]: result.mrr,
    ...(result.cold.judged > 0 && {
      [`recall-warm@${topN}`]: result.warmRecall,
      [`recall-cold@${topN}`]: result.cold.recall,
    }),
    rmse: result.rmse,
    mae: result.mae,
  };
  return {
    name: result.name,
    key,
    // What was not measured (ratings of a model that only ranks) is left out: JSON has no NaN.
    metrics: Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value))),
    judged: result.judged,
    judgedCold: result.cold.judged,
    latencies: { recommend: result.recommendLatency, update: result.updateLatency },
    series: result.series,
    drifts: result.drifts,
    refits,
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
