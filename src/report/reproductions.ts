import type { Preset } from '../lab/presets/preset';
import { VERDICTS, type JudgedFigure } from '../lab/presets/verdict';
import type { Language, LocalizedText } from '../language';
import { csv, escapeMarkdown } from './escape';

/** A preset and what a run of it gave; null where it was not run. */
export interface ReproductionRow {
  readonly preset: Preset;
  readonly figures: readonly JudgedFigure[] | null;
}

/** A row a figure, with full precision: what a spreadsheet goes on with. */
export function reproductionsCsv(rows: readonly ReproductionRow[]): string {
  const number = (value: number | null | undefined) => ((value ?? null) === null ? '' : String(value));
  return csv([
    ['preset', 'metric', 'published', 'recomputed', 'tolerance', 'ours', 'difference', 'verdict', 'source'],
    ...figuresOf(rows).map(({ preset, figure, judged }) => [
      preset.name,
      figure.metric,
      number(figure.published),
      number(figure.recomputed),
      String(figure.tolerance),
      number(judged?.ours),
      number(judged?.difference),
      judged?.verdict ?? 'not-run',
      preset.source,
    ]),
  ]);
}

const WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Row', 'Metric', 'Published', 'Recomputed', 'Ours', 'Difference', 'Verdict'],
  zh: ['行', '指标', '发表值', '重算值', '本次结果', '差值', '结论'],
};
const NOT_RUN: LocalizedText = { en: 'not run', zh: '未运行' };
const FILES: LocalizedText = { en: 'Files', zh: '文件' };

/** A section a table of the literature: its source, its files, and a row a figure. */
export function reproductionsMarkdown(rows: readonly ReproductionRow[], language: Language): string {
  const tables = new Map<string, ReproductionRow[]>();
  for (const row of rows) {
    const title = row.preset.table[language];
    tables.set(title, [...(tables.get(title) ?? []), row]);
  }
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [...tables]
    .map(([title, members]) => {
      const { source, files } = members[0]!.preset;
      return [
        `## ${escapeMarkdown(title)}`,
        '',
        `${escapeMarkdown(source)}. ${FILES[language]}: ${files.map((file) => `\`${file}\``).join(', ')}`,
        '',
        line(WORDS[language]),
        '|---|---|---:|---:|---:|---:|---|',
        ...figuresOf(members).map(({ preset, figure, judged }) =>
          line([
            preset.title[language],
            figure.metric,
            fixed(figure.published),
            fixed(figure.recomputed),
            fixed(judged?.ours ?? null),
            signed(judged?.difference ?? null),
            judged ? VERDICTS[judged.verdict][language] : NOT_RUN[language],
          ]),
        ),
        '',
      ].join('\n');
    })
    .join('\n');
}

function figuresOf(rows: readonly ReproductionRow[]) {
  return rows.flatMap(({ preset, figures }) =>
    preset.figures.map((figure) => ({
      preset,
      figure,
      judged: figures?.find(({ metric }) => metric === figure.metric) ?? null,
    })),
  );
}

function fixed(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

function signed(value: number | null): string {
  return value === null ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
