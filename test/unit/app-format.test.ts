import { beforeEach, describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatDay,
  formatDuration,
  formatMetric,
  formatNumber,
  formatPercent,
} from '../../src/app/i18n/format';
import { metricLabel } from '../../src/app/metrics/metric-label';
import { stripScale } from '../../src/app/run/strip-scale';
import { language, languageOf } from '../../src/app/state/settings';

beforeEach(() => language.set('en'));

describe('numbers', () => {
  it.each([
    [0, '0'],
    [0.98765, '0.9877'],
    [12.3456, '12.35'],
    [-0.5, '−0.5'],
    [12345.678, '12,346'],
    [270000, '270,000'],
    [0.00001234, '1.23e−5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('%s is shown as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('metrics line up at four decimals', () => {
    expect([formatMetric(0.9), formatMetric(0.12345)]).toEqual(['0.9000', '0.1235']);
  });

  it('follow the language', () => {
    expect(formatCompact(12_300)).toBe('12.3K');
    language.set('zh');
    expect(formatCompact(12_300)).toBe('1.23万');
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatDay(0)).toBe('1970年1月1日');
  });

  it('have their units', () => {
    expect(formatPercent(0.12345)).toBe('12.3%');
    expect(formatBytes(88 * 2 ** 20)).toBe('88 MiB');
    expect(formatBytes(0)).toBe('0 B');
    expect([0.04567, 12.34, 185, 3729].map(formatDuration)).toEqual(['0.046 s', '12.3 s', '3:05', '1:02:09']);
  });
});

it('metrics are called by their short names, with the cutoff', () => {
  expect(metricLabel('ndcg@10', 'en')).toBe('NDCG@10');
  expect(metricLabel('recall@20', 'zh')).toBe('召回率@20');
  expect(metricLabel('unknown', 'en')).toBe('unknown');
});

it('any Chinese locale reads Chinese', () => {
  expect(['zh', 'zh-CN', 'zh-Hant-TW', 'en-GB', 'de'].map(languageOf)).toEqual([
    'zh',
    'zh',
    'zh',
    'en',
    'en',
  ]);
});

it('a strip places the least value left and the greatest right', () => {
  const place = stripScale([0.9, 1, 0.95], 100);
  expect([place(0.9), place(0.95), place(1)].map(Math.round)).toEqual([6, 50, 94]);
  expect(stripScale([1], 100)(1)).toBe(6);
});
