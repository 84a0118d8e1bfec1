import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mapColumn, rolesOf } from '../../src/app/data/columns';
import { guessDelimiter, peek } from '../../src/app/data/peek';
import { partOf } from '../../src/app/data/take-file';
import { differences } from '../../src/app/runs/differences';
import { bestOf, curveOf, foldsOf, measuredKeys } from '../../src/app/run/course';
import type { CoursePoint } from '../../src/app/state/run-item';

describe('columns', () => {
  const header = ['when', 'who', 'what'];

  it('are shown by name or by position', () => {
    expect(rolesOf({ user: 'who', item: 2, rating: null, timestamp: 'when' }, header, 3)).toEqual([
      'timestamp',
      'user',
      'item',
    ]);
    expect(rolesOf({ user: 'gone', item: 9, rating: null, timestamp: null }, header, 3)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('exchange their roles when one takes that of another', () => {
    const roles = ['timestamp', 'user', 'item'] as const;
    expect(mapColumn(roles, header, 2, 'user')).toEqual({
      user: 'what',
      item: 'who',
      rating: null,
      timestamp: 'when',
    });
    expect(mapColumn(roles, null, 0, 'rating')).toEqual({ user: 1, item: 2, rating: 0, timestamp: null });
    expect(mapColumn(roles, header, 0, null)).toEqual({
      user: 'who',
      item: 'what',
      rating: null,
      timestamp: null,
    });
  });
});

describe('the first look at a file', () => {
  it.each([
    [['a,b,c', '1,2,3'], ','],
    [['1::2::3', '4::5::6'], '::'],
    [['a\tb c', '1\t2 3'], '\t'],
    [['a;b,x;c', '1;2;3'], ';'],
    [['one', 'two'], ','],
  ])('%j is cut at %j', (lines, delimiter) => expect(guessDelimiter(lines)).toBe(delimiter));

  it('shows rows, also of gzip, and nothing of a zip', async () => {
    const text = 'u|i|r\n1|2|3\n';
    const rows = [
      ['u', 'i', 'r'],
      ['1', '2', '3'],
    ];
    expect(await peek(new Blob([text]), {})).toEqual(rows);
    expect(await peek(new Blob([Uint8Array.from(gzipSync(text))]), {})).toEqual(rows);
    expect(await peek(new Blob(['PK\u0003\u0004']), {})).toBeNull();
    expect(await peek(new Blob([Uint8Array.of(0xd3, 0xc3, 0x2c, 0x31)]), { encoding: 'gb18030' })).toEqual([
      ['用', '1'],
    ]);
  });

  it('tells the parts of a published split by their names', () => {
    expect(
      ['u1.base', 'u1.test', 'ml-1m.test.rating', 'test.txt', 'latest.csv', 'valid1.txt', 'contest.csv'].map(
        partOf,
      ),
    ).toEqual(['data', 'test', 'test', 'test', 'data', 'validation', 'data']);
    expect(
      ['u.item', 'movies.csv', 'Beauty_item2attributes.json', 'ml-1m.inter', 'trust.txt', 'trusted.csv'].map(
        partOf,
      ),
    ).toEqual(['items', 'items', 'items', 'data', 'trust', 'data']);
    expect(
      [
        'amazon-books.train.inter',
        'amazon-books.valid.inter',
        'amazon-books.test.inter',
        'amazon-books.item',
        'ratings_Movies_and_TV.csv',
        'item_reviews.json',
      ].map(partOf),
    ).toEqual(['data', 'validation', 'test', 'items', 'data', 'data']);
  });
});

it('only the parameters that differ are compared', () => {
  const base = { version: 1, name: 'a', model: { name: 'mlp', params: { hidden: [512] } }, seed: 1 } as const;
  expect(
    differences([
      { ...base, model: { ...base.model, params: { hidden: [512] } } },
      { ...base, name: 'b', model: { ...base.model, params: { hidden: [64, 64], dropout: 0.5 } } },
    ]),
  ).toEqual([
    { path: 'model.params.hidden', values: [[512], [64, 64]] },
    { path: 'model.params.dropout', values: [undefined, 0.5] },
  ]);
});

describe('the course of a run', () => {
  const course: CoursePoint[] = [
    { fold: 0, epoch: 1, time: 0.1, values: { loss: 3, 'validation:ndcg@10': 0.2 } },
    { fold: 0, epoch: 2, time: 0.2, values: { loss: Number.NaN } },
    { fold: 0, epoch: 3, time: 0.3, values: { loss: 2, 'validation:ndcg@10': 0.4 } },
    { fold: 1, epoch: 1, time: 0.4, values: { loss: 4, 'validation:ndcg@10': 0.3 } },
  ];

  it('is drawn where it was measured', () => {
    expect(measuredKeys(course)).toEqual(['loss', 'validation:ndcg@10']);
    expect(foldsOf(course)).toEqual([0, 1]);
    const curve = curveOf(course, 'validation:ndcg@10', 'time', 0, { name: 'v', colour: 0 });
    expect([...curve.x]).toEqual([0.1, 0.3]);
    expect([...curve.y]).toEqual([0.2, 0.4]);
  });

  it('has a best value, which for a loss is the least', () => {
    expect(bestOf(course, 'loss')).toEqual({ value: 2, epoch: 3 });
    expect(bestOf(course, 'validation:ndcg@10')).toEqual({ value: 0.4, epoch: 3 });
    expect(bestOf(course, 'mae')).toBeNull();
  });
});
