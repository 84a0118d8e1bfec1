import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { readTrust } from '../../src/data/read-trust';
import { subset } from '../../src/data/subset';
import { propagated, towardsLinked } from '../../src/data/trust';
import { entriesOf } from '../../src/data/features/feature-table';
import { runExperiment } from '../../src/lab/run';
import { RunControl } from '../../src/lab/control';
import { fitBaselines } from '../../src/similarity/baselines';
import { tableOf, type Row } from './data-fixtures';
import { fitted } from './model-fixtures';

const hooks = { report: () => undefined, checkpoint: async () => undefined };
const backend = new CpuBackend();
const trustText = 'u0 u1 1\nu1 u2 1\nu2 u3 1\nu0 u0 1\nu9 nobody 1\nu0 u4 0\n';

/** Two camps that like opposite items; user 9 has no rating of his own in train and trusts the first camp. */
function camps(): Row[] {
  const rows: Row[] = [];
  for (let user = 0; user < 10; user++)
    for (let item = 0; item < 12; item++)
      if ((user + item) % 3 !== 0 || user === 9)
        rows.push([`u${user}`, `i${item}`, item % 2 === (user < 5 || user === 9 ? 0 : 1) ? 5 : 1]);
  return rows;
}

async function withTrust(text: string): Promise<{ train: Dataset; all: Dataset }> {
  const [all] = encode([tableOf(camps())], { feedback: 'explicit' }).datasets;
  const { matrix } = await readTrust(new Blob([text]), 'trust.txt', all!.userIds, hooks);
  const known = { ...all!, trust: matrix };
  const cold = all!.userIds.code('u9')!;
  const keep = new Uint8Array(all!.interactions).fill(1);
  keep.fill(0, all!.byUser.offsets[cold], all!.byUser.offsets[cold + 1]);
  return { train: subset(known, keep), all: known };
}

test('links are read by the ids of the data; unknown users, oneself and no trust stay out', async () => {
  const [all] = encode([tableOf(camps())], { feedback: 'explicit' }).datasets;
  const { matrix, warnings } = await readTrust(new Blob([trustText]), 'trust.txt', all!.userIds, hooks);
  const code = (id: string) => all!.userIds.code(id)!;
  expect(entriesOf(matrix, code('u0'))).toEqual([[code('u1'), 1]]);
  expect(matrix.indices).toHaveLength(3);
  expect(warnings.map((warning) => warning.code)).toEqual(['data.trust-unknown-users']);
  const none = readTrust(new Blob(['a b 1\nb c 1\n']), 'trust.txt', all!.userIds, hooks);
  await expect(none).rejects.toThrow('data.trustPath');
});

test('trust is passed on and falls with the distance', async () => {
  const { all } = await withTrust(trustText);
  const [zero, one, two, three] = ['u0', 'u1', 'u2', 'u3'].map((id) => all.userIds.code(id)!);
  const far = new Map(entriesOf(propagated(all.trust!, 2), zero!));
  expect(far.get(one!)).toBe(1);
  expect(far.get(two!)).toBe(0.5);
  expect(far.has(three!)).toBe(false);
  const step = new Map(entriesOf(towardsLinked(all.trust!, 0.25), zero!));
  expect([step.get(zero!), step.get(one!)]).toEqual([0.75, 0.25]);
  expect(entriesOf(towardsLinked(all.trust!, 0.25), three!)).toEqual([[three, 1]]);
});

describe('a user without ratings who trusts a camp', () => {
  const text = 'u9 u0 1\nu9 u1 1\nu9 u2 1\n';
  const likes = (item: string) => Number(item.slice(1)) % 2 === 0;

  test.each(['social-knn', 'social-mf'] as const)('is served by %s, and not by mf', async (name) => {
    const { train } = await withTrust(text);
    const user = train.userIds.code('u9')!;
    const items = Uint32Array.from(train.itemIds.ids.keys());
    const users = new Uint32Array(items.length).fill(user);
    const params =
      name === 'social-mf'
        ? { factors: 3, social: 0.5, mutual: false, regularization: 0.01, learningRate: 0.1 }
        : {};
    const model = await fitted(name, params, train, backend, 'rating');
    const found = await model.predict!(users, items);
    const gap = (predictions: Float32Array) => {
      const of = (liked: boolean) =>
        [...items]
          .filter((item) => likes(train.itemIds.id(item)) === liked)
          .map((item) => predictions[item]!);
      return Math.min(...of(true)) - Math.max(...of(false));
    };
    expect(gap(found)).toBeGreaterThan(0.5);
    const plain = await fitted(
      'mf',
      { factors: 3, regularization: 0.01, learningRate: 0.1 },
      train,
      backend,
      'rating',
    );
    expect(gap(await plain.predict!(users, items))).toBeLessThan(0.5);
    model.dispose();
    plain.dispose();
  });

  test('social-knn weighs what the trusted deviate from the bias model, and explains it', async () => {
    const { train } = await withTrust(text);
    const [user, item] = [train.userIds.code('u9')!, train.itemIds.code('i4')!];
    const model = await fitted('social-knn', { horizon: 1, shrinkage: 2 }, train, backend, 'rating');
    const { mean, users, items } = fitBaselines(train);
    let [sum, weight] = [0, 2];
    for (const other of ['u0', 'u1', 'u2'].map((id) => train.userIds.code(id)!)) {
      const rating = new Map(entriesOf(train.byUser, other)).get(item);
      if (rating === undefined) continue;
      sum += rating - (mean + users[other]! + items[item]!);
      weight++;
    }
    const expected = mean + users[user]! + items[item]! + sum / weight;
    const [predicted] = await model.predict!(Uint32Array.of(user), Uint32Array.of(item));
    expect(predicted).toBeCloseTo(expected, 5);
    const explanation = await model.explain!(user, item);
    expect(explanation.score).toBeCloseTo(expected, 5);
    expect((await model.neighbours!('user', user, 2)).map(({ similarity }) => similarity)).toEqual([1, 1]);
  });
});

test('social-mf without any pull is mf, bit for bit; without trust it says what is missing', async () => {
  const { train } = await withTrust(trustText);
  const pairs = [Uint32Array.of(0, 4, 7), Uint32Array.of(1, 5, 9)] as const;
  const still = await fitted('social-mf', { factors: 3, social: 0 }, train, backend, 'rating');
  const plain = await fitted('mf', { factors: 3 }, train, backend, 'rating');
  expect(await still.predict!(...pairs)).toEqual(await plain.predict!(...pairs));
  const entry = fitted('social-knn', {}, { ...train, trust: null }, backend, 'rating');
  await expect(entry).rejects.toThrow('data.trustPath');
});

test('an experiment names the file of links', async () => {
  const log = camps()
    .map(([user, item, rating]) => `${user}\t${item}\t${rating}\t0`)
    .join('\n');
  const experiment = {
    version: 1,
    data: { source: 'file', path: 'log.tsv', format: 'movielens-tab', trustPath: 'trust.txt' },
    split: { protocol: 'random', testRatio: 0.2 },
    model: { name: 'social-knn', params: {} },
    evaluation: { task: 'rating', baselines: false },
  };
  const files = Object.fromEntries(
    Object.entries({ 'log.tsv': log, 'trust.txt': trustText }).map(([name, text]) => [
      name,
      { blob: new Blob([text]), key: name },
    ]),
  );
  const control = new RunControl();
  await control.begin();
  const { record, fitted: model } = await runExperiment(experiment, { backend, control, files });
  expect(record.metrics['rmse']).toBeGreaterThan(0);
  expect(record.warnings.map(({ code }) => code)).toContain('data.trust-unknown-users');
  model.dispose();
  control.end('done');
});
