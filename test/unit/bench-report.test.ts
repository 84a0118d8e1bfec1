import { expect, test } from 'vitest';
import { renderReport } from '../../src/cli/bench/render';
import { quantile, result, time, timeBeside } from '../../src/cli/bench/row';

test('a result is the median of its samples, with rates from the work of one', () => {
  const work = { flops: 2e9, bytes: 4e9, rows: 500 };
  const one = result({ name: 'row', what: 'shapes' }, [30, 10, 20, 1000, 15], work);
  expect(one).toMatchObject({ by: 'cofilter', ms: 20, gflopsPerSecond: 100, gigabytesPerSecond: 200 });
  expect(one.rowsPerSecond).toBe(25_000);
  expect(result({ name: 'row', what: '' }, [1, 2, 3, 4, 5]).gflopsPerSecond).toBeUndefined();
});

test('quantiles interpolate as numpy does', () => {
  // numpy.quantile([1, 2, 4, 8], [0, .5, .9, .99, 1])
  expect([0, 0.5, 0.9, 0.99, 1].map((q) => quantile([1, 2, 4, 8], q))).toEqual([
    1,
    3,
    expect.closeTo(6.8, 12),
    expect.closeTo(7.88, 12),
    8,
  ]);
});

test('a sample runs once to warm up and then at least five times; contestants by turns', async () => {
  let runs = 0;
  expect(await time(async () => void runs++, { samples: 2 })).toHaveLength(5);
  expect(runs).toBe(6);
  const order: string[] = [];
  const samples = await timeBeside([async () => void order.push('a'), async () => void order.push('b')], {
    samples: 6,
  });
  expect(samples.map((each) => each.length)).toEqual([6, 6]);
  expect(order.join('')).toBe('ab'.repeat(7));
});

test('the table names the adapter and sets comparisons against our own row', () => {
  const adapter = {
    kind: 'software',
    name: 'SwiftShader',
    vendor: 'google',
    architecture: '',
    features: [],
    limits: {},
    fallbackReason: null,
  } as const;
  const results = [
    result({ name: 'gemm', what: '2×2' }, [10, 10, 10, 10, 10], { flops: 1e8 }),
    result({ name: 'gemm', what: '2×2', by: 'a loop' }, [25, 25, 25, 25, 25], { flops: 1e8 }),
  ];
  const unfinished = ['sort: the other frameworks did not finish.'];
  expect(renderReport({ adapter, browser: 'Chrome 1', results, unfinished, tuning: {} }).split('\n')).toEqual(
    [
      'SwiftShader (software adapter), Chrome 1',
      'row         by     ms    p99  n           rate  against ours',
      'gemm  cofilter  10.00  10.00  5  10.00 GFLOP/s',
      'gemm    a loop  25.00  25.00  5   4.00 GFLOP/s         2.50×',
      'gemm: 2×2',
      'sort: the other frameworks did not finish.',
    ],
  );
});
