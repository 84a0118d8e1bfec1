import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/app/tokens.css', import.meta.url), 'utf8');

/** The tokens of a theme: those of the block, over those of `:root`. */
function theme(selector: string): ReadonlyMap<string, string> {
  const body = css.slice(css.indexOf(`${selector} {`)).split('}')[0]!;
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  );
}

const themes = { light: theme(':root'), dark: theme(":root[data-theme='dark']") };

type Rgb = readonly [number, number, number];

/** sRGB hex to linear light. */
function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const VISIONS: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const times = (matrix: readonly Rgb[], [x, y, z]: Rgb): Rgb =>
  matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Rgb;

/** OKLab (Ottosson 2020) of linear RGB. */
function oklab(rgb: Rgb): Rgb {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((value) => Math.cbrt(Math.max(0, value))) as unknown as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

describe.each(['light', 'dark'] as const)('the %s theme', (name) => {
  const tokens = themes[name];
  const token = (key: string) => tokens.get(key) ?? expect.fail(`no token --${key}`);

  it.each(['surface', 'ground', 'sunken'])('is read at 4.5:1 or better on --%s', (ground) => {
    const ratios = ['ink', 'ink-2', 'ink-3', 'accent', 'danger', 'caution', 'good'].map(
      (text) => [text, contrast(token(text), token(ground))] as const,
    );
    expect(ratios.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
  });

  it.each([
    ['accent-ink', 'accent'],
    ['accent-ink', 'accent-strong'],
    ['accent-strong', 'accent-soft'],
    ['ink', 'accent-soft'],
    ['ink-3', 'accent-soft'],
    ['ink', 'danger-soft'],
    ['danger', 'danger-soft'],
    ['ink', 'caution-soft'],
    ['caution', 'caution-soft'],
  ])('is read where --%s stands on --%s', (text, ground) => {
    expect(contrast(token(text), token(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('shows the borders of controls at 3:1', () => {
    for (const ground of ['surface', 'ground']) {
      expect(contrast(token('control-border'), token(ground))).toBeGreaterThanOrEqual(3);
    }
  });

  const series = Array.from({ length: 10 }, (_, index) => `series-${index + 1}`);

  it('draws every series at 3:1 against the surface', () => {
    expect(series.filter((key) => contrast(token(key), token('surface')) < 3)).toEqual([]);
  });

  it.each(Object.keys(VISIONS))('keeps ten series apart under %s', (vision) => {
    const points = series.map((key) => oklab(times(VISIONS[vision]!, linear(token(key)))));
    const close = points.flatMap((a, i) =>
      points.slice(i + 1).flatMap((b, j) => {
        const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        // 0.02 is a just noticeable difference in OKLab; a thin line wants several of them.
        return distance < 0.09 ? [[series[i], series[i + j + 1], distance]] : [];
      }),
    );
    expect(close).toEqual([]);
  });
});
