import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/lab/record';
import { folderWith, lab } from './command';

const USERS = 40;
const ITEMS = 30;

/** `[user, item, rating]`, about half of all pairs, with a taste by parity so that there is something to learn. */
const triples: (readonly [string, string, number])[] = [];
for (let u = 0; u < USERS; u++)
  for (let i = 0; i < ITEMS; i++)
    if ((u * 7 + i * 11 + u * i) % 5 < 3)
      triples.push([`user-${u}`, `item ${i}`, 1 + ((u + i) % 2) * 3 + ((u * i) % 2)]);

const isTest = (_: unknown, index: number) => index % 5 === 0;
const train = triples.filter((row, index) => !isTest(row, index));
const test = triples.filter(isTest);
const csv = (rows: typeof triples) =>
  ['user,item,rating', ...rows.map((row) => row.join(','))].join('\n') + '\n';

const experiment = {
  version: 1,
  data: { source: 'file', path: 'train.csv' },
  split: { protocol: 'predefined', testPath: 'test.csv' },
  model: { name: 'bias' },
  evaluation: { task: 'rating', metrics: ['rmse', 'mae'] },
};
const ranking = {
  ...experiment,
  model: { name: 'popularity' },
  evaluation: { task: 'ranking', metrics: ['precision', 'recall'], cutoffs: [3, 5] },
};

let folder: string;
beforeAll(async () => {
  folder = await folderWith({
    'train.csv': csv(train),
    'test.csv': csv(test),
    'broken.csv': 'user,item,rating\na,x,5\na,y\nb,x,NaN\nb,y,2\n',
    'empty.csv': '',
    'rating.json': JSON.stringify(experiment),
    'ranking.json': JSON.stringify(ranking),
    'comma.json': '{\n  "version": 1,\n  "seed": 42,\n}\n',
    'misspelt.json': JSON.stringify({ ...experiment, model: { name: 'bais' } }),
    'range.json': JSON.stringify({ ...experiment, training: { epochs: 0 } }),
    'lost.json': JSON.stringify({ ...experiment, data: { source: 'file', path: 'lost.csv' } }),
    'nothing.json': JSON.stringify({ ...experiment, data: { source: 'file', path: 'empty.csv' } }),
  });
});
const at = (name: string) => join(folder, name);
const rows = async (path: string) =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

describe('run', () => {
  it('writes predictions whose error is the error in the record', async () => {
    const out = at('out-rating');
    const { code, stdout, stderr } = await lab(['run', at('rating.json'), '--json', '--out', out]);
    expect(stderr).toMatch(/software adapter|GPU/);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    const record = JSON.parse(lines[0]!) as RunRecord;
    expect(record.data).toMatchObject({
      users: new Set(triples.map(([user]) => user)).size,
      items: new Set(triples.map(([, item]) => item)).size,
      train: train.length,
      test: test.length,
    });
    expect((await readdir(out)).sort()).toEqual(
      ['history.csv', 'model.safetensors', 'predictions.csv', 'report.html', 'report.md', 'run.json'].sort(),
    );
    expect(JSON.parse(await readFile(join(out, 'run.json'), 'utf8'))).toEqual(record);

    const [head, ...predictions] = await rows(join(out, 'predictions.csv'));
    expect(head).toEqual(['user', 'item', 'rating', 'prediction']);
    expect(predictions.map(([user, item, rating]) => [user, item, Number(rating)]).sort()).toEqual(
      test.map((row) => [...row]).sort(),
    );
    const errors = predictions.map((row) => Number(row[3]) - Number(row[2]));
    const rmse = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    const mae = errors.reduce((sum, e) => sum + Math.abs(e), 0) / errors.length;
    expect(record.metrics['rmse']).toBeCloseTo(rmse, 5);
    expect(record.metrics['mae']).toBeCloseTo(mae, 5);
  });

  it('writes lists without seen items whose precision and recall are those in the record', async () => {
    const out = at('out-ranking');
    const words = ['run', at('ranking.json'), '--json', '--out', out, '--backend', 'cpu'];
    const { code, stdout } = await lab(words);
    expect(code).toBe(0);
    const record = JSON.parse(stdout) as RunRecord;
    expect(record.environment.backend).toBe('cpu');

    const [head, ...list] = await rows(join(out, 'recommendations.csv'));
    expect(head).toEqual(['user', 'rank', 'item', 'score']);
    const seen = new Set(train.map(([user, item]) => `${user}\n${item}`));
    expect(list.filter(([user, , item]) => seen.has(`${user}\n${item}`))).toEqual([]);

    const users = new Set(test.map(([user]) => user));
    for (const cutoff of [3, 5]) {
      let [precision, recall] = [0, 0];
      for (const user of users) {
        const relevant = test.filter((row) => row[0] === user);
        const top = list.filter((row) => row[0] === user && Number(row[1]) <= cutoff).map((row) => row[2]);
        const hits = relevant.filter(([, item]) => top.includes(item)).length;
        precision += hits / cutoff / users.size;
        recall += hits / relevant.length / users.size;
      }
      expect(record.metrics[`precision@${cutoff}`]).toBeCloseTo(precision, 6);
      expect(record.metrics[`recall@${cutoff}`]).toBeCloseTo(recall, 6);
    }
  });

  it('gives equal figures, bit for bit, when it runs twice', async () => {
    const twice = await Promise.all([1, 2].map(() => lab(['run', at('rating.json'), '--json'])));
    const [first, second] = twice.map(({ stdout }) => JSON.parse(stdout) as RunRecord);
    expect(second!.metrics).toEqual(first!.metrics);
    expect(second!.intervals).toEqual(first!.intervals);
    expect(second!.data.sha256).toBe(first!.data.sha256);
  });

  it('takes an experiment from the standard input and data from --data', async () => {
    const words = ['run', '-', '--data', folder, '--json', '--backend', 'cpu'];
    const { code, stdout } = await lab(words, { input: JSON.stringify(experiment) });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as RunRecord).experiment.model.name).toBe('bias');
  });
});

describe('what is invalid ends with 2 and one line that says where', () => {
  it.each([
    [
      'comma.json',
      /comma\.json, line 4, column 1: A name in double quotes was expected, but "}" stands there\./,
    ],
    ['misspelt.json', /model\.name: .*bais.*bias/],
    ['range.json', /training\.epochs: is 0, but must be at least 1/],
    ['lost.json', /lost\.csv, data\.path: .*lost\.csv does not exist/],
    ['nothing.json', /empty\.csv/],
    ['absent.json', /absent\.json/],
  ])('%s', async (name, sentence) => {
    const { code, stdout, stderr } = await lab(['run', at(name), '--backend', 'cpu']);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('the command line itself', async () => {
    expect(await lab(['fly'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('what else goes wrong ends with 1', () => {
  it('no Chrome where CHROME_PATH says', async () => {
    const { code, stderr } = await lab(['run', at('rating.json')], {
      environment: { CHROME_PATH: at('chrome') },
    });
    expect(stderr).toContain('CHROME_PATH names');
    expect(code).toBe(1);
  });

  it('Ctrl-C in the middle of a run', async () => {
    let interrupted = false;
    const { code, stdout } = await lab(['run', '--json'], {
      onOutput: (stderr, interrupt) => {
        if (!interrupted && stderr.split('\n').length > 2) {
          interrupted = true;
          interrupt();
        }
      },
    });
    expect(interrupted).toBe(true);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

describe('data', () => {
  it('tells what the reader sees, and what it rejects and why', async () => {
    const { code, stdout } = await lab(['data', at('broken.csv'), '--json']);
    expect(code).toBe(0);
    const { statistics, rejected } = JSON.parse(stdout) as import('../../src/lab/api').DataSummary;
    expect(statistics).toMatchObject({ users: 2, items: 2, interactions: 2 });
    expect(rejected.rows.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'too-few-fields'],
      [4, 'rating-not-a-number'],
    ]);
    const text = await lab(['data', at('broken.csv')]);
    expect(text.stdout).toContain('too-few-fields: 1');
    expect(text.stdout).toContain('line 4, column rating: rating-not-a-number: b,x,NaN');
  });
});

describe('models', () => {
  it('gives every parameter as JSON Schema with default, range and words', async () => {
    const { code, stdout } = await lab(['models']);
    expect(code).toBe(0);
    const models = JSON.parse(stdout) as { name: string; params: { properties: Record<string, object> } }[];
    expect(models.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['popularity', 'bias', 'item-knn']),
    );
    const { neighbours } = models.find(({ name }) => name === 'item-knn')!.params.properties;
    expect(neighbours).toMatchObject({ type: 'integer', minimum: 1, title: 'Neighbours' });
    expect(neighbours).toHaveProperty('default');
    expect(neighbours).toHaveProperty('description');
  });
});
