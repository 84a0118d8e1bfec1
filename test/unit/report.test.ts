import { describe, expect, test } from 'vitest';
import { lineChart } from '../../src/report/chart';
import { csvField } from '../../src/report/escape';
import { bytes, count, metricValue, seconds, significant } from '../../src/report/format';
import { renderHistoryCsv } from '../../src/report/history';
import { renderHtml } from '../../src/report/html';
import { renderLatex } from '../../src/report/latex';
import { renderMarkdown } from '../../src/report/markdown';
import { finishedRun } from './report-record';

describe('numbers', () => {
  test('have four significant digits', () => {
    expect([0, 1234.56, 0.0123456, -2.5, 1e-9, NaN].map((x) => significant(x))).toEqual([
      '0',
      '1235',
      '0.01235',
      '-2.500',
      '1.000e-9',
      '–',
    ]);
    expect([0.93846, 12.34567].map(metricValue)).toEqual(['0.9385', '12.35']);
    expect([0.0042, 5, 150, 9000].map(seconds)).toEqual(['4.20 ms', '5.00 s', '2 min 30 s', '2.50 h']);
    expect([12, 5 * 2 ** 20].map(bytes)).toEqual(['12 B', '5.00 MiB']);
    expect(count(1234567)).toBe('1,234,567');
  });
});

describe('the HTML report', () => {
  const html = renderHtml(finishedRun(), 'en');

  test('stands alone: no script, no link, no request', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|@import|url\(/i);
    expect(html).not.toMatch(/\b(?:https?:)?\/\/(?!www\.w3\.org\/2000\/svg)/);
    expect(html).toContain(`default-src 'none'`);
  });

  test('escapes what the researcher wrote', () => {
    expect(html).not.toContain('<b>bold');
    expect(html).toContain('A &lt;b&gt;bold&lt;/b&gt; &amp; “risky” name_1 | 100 %');
    expect(html).toContain('The split uses the &lt;future&gt;.');
  });

  test('shows value, interval and baseline of every metric', () => {
    expect(html).toMatch(
      /rmse<\/td><td class="number">0\.9385<\/td><td class="number">0\.9200 – 0\.9500<\/td><td class="number">1\.0337/,
    );
    expect(html).toMatch(/mae<\/td><td class="number">0\.7389<\/td><td class="number">–/);
  });

  test('shows curves with titles for those who cannot see them', () => {
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html.match(/<desc>[^<]*0\.9100 \(epoch 2\)/g)).toHaveLength(1);
  });

  test('speaks Chinese', () => {
    const chinese = renderHtml(finishedRun(), 'zh');
    expect(chinese).toContain('<html lang="zh-CN">');
    expect(chinese).toContain('划分用到了未来。');
    expect(chinese).toContain('95% 置信区间');
  });

  test('names how neighbours were found, and why so', () => {
    const run = finishedRun({
      neighboursBy: [
        { by: 'row-merge', because: 'rounding' },
        { by: 'host', because: 'memory' },
      ],
    });
    expect(renderHtml(run, 'en')).toContain('Row merge on the host: the interactions do not fit');
    expect(renderHtml(run, 'zh')).toContain('设备上的稀疏行合并：这些数值换一种顺序求和');
    expect(renderMarkdown(run, 'en').match(/^\| Neighbours found by \|/gm)).toHaveLength(2);
    expect(html).not.toContain('Neighbours found by');
  });

  test('carries the record, so that the run can be repeated', () => {
    const run = finishedRun();
    const texts = [...html.matchAll(/<pre>([^]*?)<\/pre>/g)].map(([, text]) =>
      text!
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&'),
    );
    expect(texts.map((text): unknown => JSON.parse(text))).toEqual([
      run.experiment,
      JSON.parse(JSON.stringify(run)),
    ]);
  });

  test('marks sampled candidates, and a run that was stopped', () => {
    const run = finishedRun();
    const sampled = renderHtml(
      {
        ...run,
        outcome: 'stopped',
        experiment: {
          ...run.experiment,
          evaluation: { ...run.experiment.evaluation, task: 'ranking', candidates: { sampled: 99 } },
        },
      },
      'en',
    );
    expect(sampled).toContain('Krichene');
    expect(sampled).toContain('stopped the training early');
    expect(html).not.toContain('Krichene');
  });
});

describe('Markdown', () => {
  const markdown = renderMarkdown(finishedRun(), 'en');

  test('keeps its tables whole', () => {
    const rows = markdown.split('\n').filter((line) => line.startsWith('| rmse'));
    expect(rows[0]).toBe('| rmse | 0.9385 | 0.9200 – 0.9500 | 1.0337 |');
    expect(markdown).toContain('# A \\<b\\>bold\\</b\\> & “risky” name\\_1 \\| 100 %');
  });
});

describe('LaTeX', () => {
  test('has the best value of each column in bold, by the metric’s direction', () => {
    const latex = renderLatex([finishedRun(), finishedRun({ metrics: { rmse: 0.95, mae: 0.7 } })]);
    expect(latex).toContain('popularity & 1.0337 & 0.8200 \\\\');
    expect(latex).toContain('name\\_1 | 100 \\% & \\textbf{0.9385} & 0.7389 \\\\');
    expect(latex).toContain('0.9500 & \\textbf{0.7000} \\\\');
  });
});

describe('CSV of the history', () => {
  test('has a row an epoch and a column a quantity', () => {
    expect(renderHistoryCsv(finishedRun()).split('\r\n').slice(0, 2)).toEqual([
      'epoch,seconds,loss,validation:rmse',
      '1,0.5,1,0.95',
    ]);
  });

  test('quotes as RFC 4180 says', () => {
    expect(['a,b', 'say "hi"', 'two\nlines', 7].map(csvField)).toEqual([
      '"a,b"',
      '"say ""hi"""',
      '"two\nlines"',
      '7',
    ]);
  });
});

describe('a line chart', () => {
  const chart = (points: [number, number][]) =>
    lineChart({ title: 't', description: 'd', xLabel: 'x', yLabel: 'y', series: [{ name: 's', points }] });

  test('draws nothing where there is nothing', () => {
    expect(chart([])).toBe('');
    expect(chart([[1, NaN]])).toBe('');
  });

  test('has a mark for a single point, and finite coordinates', () => {
    expect(chart([[1, 5]])).toContain('<circle');
    expect(
      chart([
        [1, 0],
        [2, 0],
      ]),
    ).not.toContain('NaN');
  });

  test('turns logarithmic where values span more than a factor of 50', () => {
    const ticks = [
      ...chart([
        [1, 0.001],
        [2, 1],
      ]).matchAll(/class="tick" text-anchor="end"[^>]*>([^<]+)</g),
    ].map(([, t]) => Number(t));
    expect(ticks.filter((tick) => [0.001, 0.01, 0.1, 1].includes(tick))).toHaveLength(4);
  });
});
