import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { ResearcherError } from '../../src/errors';
import { readRanking, writeRanking, type KeptNetwork } from '../../src/lab/live/ranking-file';
import { FEATURES_VERSION, RANK_FEATURES } from '../../src/live/rank-features';
import { RankLearner } from '../../src/live/rank-learner';
import { untaught } from '../../src/live/rank-lesson';
import type { NamedTensor } from '../../src/models/recommender';
import { readSafetensors, writeSafetensors } from '../../src/models/safetensors';
import { Standardizer } from '../../src/ranking/rank/network';
import { networkIn, parameterCount } from '../../src/ranking/rank/parameters';

const FEATURES = RANK_FEATURES.length;
const WIDTHS = [FEATURES, 3, 1];
const random = new Random(2, 'ranking file');
const drawn = (count: number) => Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
const label = { en: 'order', zh: '顺序' };

const trained = networkIn(
  new Standardizer(
    Float64Array.from({ length: FEATURES }, () => random.uniform() / 3),
    Float64Array.from({ length: FEATURES }, () => 0.1 + random.uniform() / 3),
  ),
  WIDTHS,
  drawn(parameterCount(WIDTHS)),
);
const held = [4, 2, 9].map((rows) => ({ inputs: drawn(rows * FEATURES), weight: 1, isClicked: false }));
const learner = new RankLearner(trained, untaught(trained, { held, seen: 3 }), 5);
for (let order = 0; order < 3; order++) learner.set(order, { features: drawn(5 * FEATURES), weight: 2.5 });
const kept: KeptNetwork = {
  trained,
  state: learner.state(),
  origin: { data: 'a store', sha256: 'ab'.repeat(32), trainedAt: '2026-01-02T03:04:05.678Z' },
  study: {
    lists: { training: 6, validation: 1, judged: 3 },
    recall: { all: 0.5, own: 0.25 },
    cutoff: 12,
    orders: ['network', 'weighted'].map((name) => ({ name, label, hitRate: 1 / 3, ndcg: 0.1 })),
    test: { onlyNetwork: 1, onlyWeighted: 0, hits: 1, ndcg: NaN },
    importance: [{ label, loss: 0.1 }],
    parameters: 100,
  },
  epochs: [{ epoch: 1, loss: 2.5, ndcg: 0.1 }],
};
const bytes = writeRanking(kept);

/** The file with its tensors or its metadata changed. */
function changed(
  change: (tensors: Map<string, NamedTensor>, metadata: Record<string, string>) => void,
): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  const [other, said] = [new Map(tensors), { ...metadata }];
  change(other, said);
  return writeSafetensors(other, said);
}

function refusal(file: Uint8Array): ResearcherError {
  try {
    readRanking(file, 'my.safetensors');
  } catch (error) {
    return error as ResearcherError;
  }
  throw new Error('it was taken in');
}

describe('a file of a ranking network', () => {
  test('holds all of it, to the bit', () => {
    const read = readRanking(bytes, 'my.safetensors');
    expect(read).toEqual(kept);
    expect(read.state.replay.held.map(({ isClicked }) => isClicked)).toEqual([
      ...[false, false, false],
      ...[true, true, true],
    ]);
    expect(writeRanking(read)).toEqual(bytes);
    const rows = drawn(7 * FEATURES);
    expect(read.trained.scores(rows)).toEqual(trained.scores(rows));
  });

  test('goes on learning as though it had never been put down', () => {
    const read = readRanking(bytes, 'my.safetensors');
    const [first, second] = [kept, read].map((each) => new RankLearner(each.trained, each.state, 5));
    const lesson = { features: drawn(6 * FEATURES), weight: 1 };
    for (const each of [first!, second!]) each.set(0, lesson);
    expect(first!.state()).toEqual(second!.state());
  });

  test('is refused where it is something else, with what it is and what to do', () => {
    const none = refusal(new TextEncoder().encode('user,item\n1,2\n'));
    expect(none).toMatchObject({ code: 'ranking.file', where: { file: 'my.safetensors', path: 'format' } });
    expect(none.text.en).toMatch(/no ranking network.*not a safetensors file.*Choose a file/);
    expect(none.text.zh).toMatch(/不是 Cofilter 的排序网络.*请选择/);
    const model = writeSafetensors(new Map(), { format: 'cofilter', model: 'ease' });
    expect(refusal(model).text.en).toMatch(/its format is “cofilter”/);
    expect(refusal(writeSafetensors(new Map())).text.en).toMatch(/“not given”/);
  });

  test('is refused where it knows other features', () => {
    const version = refusal(
      changed((_, said) => (said['featuresVersion'] = JSON.stringify(FEATURES_VERSION + 1))),
    );
    expect(version.where.path).toBe('featuresVersion');
    expect(version.text.en).toMatch(/version 2 of the features.*version 1.*Train a network/);
    const features = JSON.parse(readSafetensors(bytes).metadata['features']!) as { name: string }[];
    const other = (list: unknown) => refusal(changed((_, said) => (said['features'] = JSON.stringify(list))));
    const renamed = features.map((each, f) => (f === 4 ? { ...each, name: 'moon phase' } : each));
    expect(other(renamed)).toMatchObject({ where: { path: 'features[4]' } });
    expect(other(renamed).text.en).toMatch(
      /Feature 5 .*“moon phase”; here it is “content: score of its best”/,
    );
    expect(other(features.slice(0, -1)).text.en).toMatch(/Feature 31 of this network is missing/);
    const more = other([...features, { ...features[0]!, name: 'tide' }]);
    expect(more.text.en).toMatch(/Feature 32 .*“tide”; here it is none/);
  });

  test('is refused where it is damaged, with the place', () => {
    const broken = (change: Parameters<typeof changed>[0]) => refusal(changed(change));
    expect(broken((_, said) => delete said['study']).where.path).toBe('study');
    expect(broken((_, said) => (said['study'] = '{}')).where.path).toBe('study.lists');
    expect(broken((_, said) => (said['widths'] = `[${FEATURES},3,2]`)).where.path).toBe('widths');
    expect(broken((_, said) => (said['epochs'] = 'soon')).text.en).toMatch(/“epochs”.*damaged/);
    const missing = broken((tensors) => tensors.delete('layer 1 bias'));
    expect(missing.where.path).toBe('layer 1 bias');
    expect(missing.text.en).toMatch(/should hold 3 finite numbers; it is missing/);
    const shape = broken((tensors) => tensors.set('trained', { shape: [2], data: drawn(2) }));
    expect(shape.text.en).toMatch(/there are 2/);
    const nan = new Float32Array(3).fill(NaN);
    expect(broken((tensors) => tensors.set('layer 1 bias', { shape: [3], data: nan })).where.path).toBe(
      'layer 1 bias',
    );
    const type = { shape: [3], data: new Uint32Array(3) };
    expect(broken((tensors) => tensors.set('layer 1 bias', type)).where.path).toBe('layer 1 bias');
    const empty = { shape: [6], data: new Uint32Array(6) };
    expect(broken((tensors) => tensors.set('replay counts', empty)).where.path).toBe('replay counts');
    expect(refusal(bytes.subarray(0, bytes.length - 40)).where.path).toBe('format');
    const count = parameterCount(WIDTHS);
    const impossible = (name: string, shape: number[], data: NamedTensor['data']) =>
      expect(broken((tensors) => tensors.set(name, { shape, data })).text.en).toMatch(
        new RegExp(`“${name}” holds values that no training`),
      );
    impossible('adam', [2, count], new Float32Array(2 * count).fill(-1));
    impossible('replay weights', [6], new Float32Array(6).fill(-1e30));
    expect(broken((_, said) => (said['seen'] = '5')).where.path).toBe('replay counts');
    expect(broken((_, said) => (said['lessons'] = '7')).where.path).toBe('lessons');
    const study = { ...kept.study, orders: kept.study.orders.slice(1) };
    expect(broken((_, said) => (said['study'] = JSON.stringify(study))).where.path).toBe('study.orders');
  });
});
