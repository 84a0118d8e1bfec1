import { describe, expect, it } from 'vitest';
import { curvesOption, curvesTable, type Curve, type CurvesInput } from '../../src/app/charts/curves';
import { barsOption, wholeBins } from '../../src/app/charts/distributions';
import { tableToCsv } from '../../src/app/charts/option';
import { robustRange, smooth } from '../../src/app/charts/smoothing';
import { seriesColour, seriesDash, type ChartTheme } from '../../src/app/charts/theme';

const theme: ChartTheme = {
  surface: '#fff',
  ink: '#000',
  inkSoft: '#555',
  hairline: '#ddd',
  accent: '#066',
  caution: '#750',
  series: Array.from({ length: 10 }, (_, index) => `#00000${index}`),
  font: 'system-ui',
};

const curve = (name: string, colour: number, y: number[], x = y.map((_, index) => index + 1)): Curve => ({
  name,
  colour,
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});

const input = (curves: Curve[], change: Partial<CurvesInput> = {}): CurvesInput => ({
  curves,
  xName: 'epoch',
  yName: 'loss',
  smoothing: 0.5,
  logY: false,
  clip: true,
  format: String,
  ...change,
});

interface Drawn {
  readonly id: string;
  readonly name: string;
  readonly data: Float64Array;
  readonly sampling: string;
  readonly lineStyle: { readonly opacity: number; readonly type: string };
}
const drawn = (option: ReturnType<typeof curvesOption>) => option.series as unknown as readonly Drawn[];

describe('smoothing', () => {
  it('is the weighted mean over both sides, by the sum written out', () => {
    const values = Float64Array.from(
      { length: 40 },
      (_, index) => Math.sin(index / 3) + ((index * 7919) % 13) / 13,
    );
    for (const weight of [0, 0.3, 0.9]) {
      const expected = values.map((_, i) => {
        let sum = 0;
        let mass = 0;
        values.forEach((value, j) => {
          const w = weight ** Math.abs(i - j);
          sum += w * value;
          mass += w;
        });
        return sum / mass;
      });
      const found = smooth(values, weight);
      found.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 12));
    }
  });

  it('leaves a constant alone, passes over what is not finite, and does not shift a straight line', () => {
    expect([...smooth(Float64Array.of(2, 2, 2), 0.8)]).toEqual([2, 2, 2]);
    const broken = smooth(Float64Array.of(1, Number.NaN, 3, Number.POSITIVE_INFINITY), 0.5);
    expect(broken[1]).toBeNaN();
    expect(broken[3]).toBeNaN();
    expect(broken[0]).toBeCloseTo((1 + 0.25 * 3) / 1.25, 12);
    const line = Float64Array.from({ length: 101 }, (_, index) => index);
    expect(smooth(line, 0.6)[50]).toBeCloseTo(50, 9);
  });
});

describe('the range of y', () => {
  const good = Float64Array.from({ length: 30 }, (_, index) => 0.5 + Math.exp(-index / 5));
  const diverged = Float64Array.from({ length: 30 }, (_, index) => 2 ** index);

  it('is left to the axis where all curves fit', () => {
    expect(robustRange([good, good.map((value) => value * 1.1)])).toBeNull();
  });

  it('keeps three diverged runs from squashing the four that learn', () => {
    const range = robustRange([good, good, good, good, diverged, diverged, diverged]);
    expect(range).not.toBeNull();
    expect(range![0]).toBeGreaterThan(0.4);
    expect(range![1]).toBeLessThan(2);
  });

  it('is null where nothing is finite', () => {
    expect(robustRange([Float64Array.of(Number.NaN)])).toBeNull();
    expect(robustRange([])).toBeNull();
  });
});

describe('curves', () => {
  it('draw a faint raw line under a strong smoothed one, as flat pairs thinned by LTTB', () => {
    const series = drawn(curvesOption(input([curve('train', 0, [3, 2, 1])]), theme));
    expect(series.map(({ id }) => id)).toEqual(['raw0', 's0']);
    expect(series[0]!.data).toEqual(Float64Array.of(1, 3, 2, 2, 3, 1));
    expect(series[0]!.lineStyle.opacity).toBeLessThan(series[1]!.lineStyle.opacity);
    expect(series.map(({ sampling }) => sampling)).toEqual(['lttb', 'lttb']);
  });

  it('draw one line where nothing is smoothed', () => {
    const series = drawn(curvesOption(input([curve('train', 0, [3, 2, 1])], { smoothing: 0 }), theme));
    expect(series.map(({ id }) => id)).toEqual(['s0']);
  });

  it('stand a diamond on the first point from a mark on, and none before the first or after the last point', () => {
    const marked = { ...curve('train', 0, [3, 2, 1], [10, 20, 30]), marks: [5, 11, 20, 31] };
    const series = drawn(curvesOption(input([marked], { smoothing: 0 }), theme));
    expect(series.map(({ id }) => id)).toEqual(['s0', 'marks0']);
    expect(series[1]!.data).toEqual([
      [20, 2],
      [20, 2],
    ]);
  });

  it('leave out of a logarithmic axis what it has no place for', () => {
    const option = curvesOption(input([curve('a', 0, [1, 0, -2, 4])], { logY: true, smoothing: 0 }), theme);
    expect(option.yAxis).toMatchObject({ type: 'log' });
    const values = drawn(option)[0]!.data.filter((_, index) => index % 2 === 1);
    expect([...values]).toEqual([1, Number.NaN, Number.NaN, 4]);
  });

  it('limit the axis only where a curve runs away', () => {
    const fine = [1, 2, 3].map((k) =>
      curve(
        `r${k}`,
        k,
        Array.from({ length: 20 }, (_, i) => k / (i + 1)),
      ),
    );
    const wild = curve(
      'wild',
      4,
      Array.from({ length: 20 }, (_, i) => 10 ** i),
    );
    expect(curvesOption(input(fine), theme).yAxis).not.toHaveProperty('max');
    expect(curvesOption(input([...fine, wild]), theme).yAxis).toHaveProperty('max');
    expect(curvesOption(input([...fine, wild], { clip: false }), theme).yAxis).not.toHaveProperty('max');
  });

  it('have a table with one row an x, also where runs were measured at different epochs', () => {
    const table = curvesTable(input([curve('a', 0, [5, 4], [1, 3]), curve('b', 1, [7, 6], [1, 2])]));
    expect(table).toEqual({
      columns: ['epoch', 'a', 'b'],
      rows: [
        [1, 5, 7],
        [2, null, 6],
        [3, 4, null],
      ],
    });
  });

  it('keep the colour of a run, and tell the eleventh from the first by its stroke', () => {
    expect(seriesColour(theme, 13)).toBe(seriesColour(theme, 3));
    expect([seriesDash(3), seriesDash(13), seriesDash(23)]).toEqual(['solid', 'dashed', 'dotted']);
  });
});

describe('distributions', () => {
  it('name doubling bins by the whole numbers in them', () => {
    expect(wholeBins({ edges: [0, 1, 2, 4, 8], counts: [1, 2, 3, 4] })).toEqual(['0', '1', '2–3', '4–7']);
  });

  it('draw what they are given', () => {
    const option = barsOption(
      { labels: ['1', '2'], counts: [10, 20], xName: 'rating', yName: 'interactions', format: String },
      theme,
    );
    expect(option).toMatchObject({ xAxis: { data: ['1', '2'] }, series: [{ type: 'bar', data: [10, 20] }] });
  });
});

it('a table is saved as CSV that spreadsheets read', () => {
  const csv = tableToCsv({
    columns: ['epoch', 'a, b'],
    rows: [
      [1, 0.5],
      [2, null],
      ['x "y"', 3],
    ],
  });
  expect(csv).toBe('\ufeffepoch,"a, b"\r\n1,0.5\r\n2,\r\n"x ""y""",3\r\n');
});
