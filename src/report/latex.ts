import { metricDefinition } from '../evaluation/metrics';
import type { RunRecord } from '../lab/record';
import { escapeLatex } from './escape';
import { metricValue } from './format';

/**
 * The result tables of one or several runs as a LaTeX `tabular` with booktabs rules: a row a run, a column a metric,
 * the baselines of the first run above. The best value of each column is bold. Needs \usepackage{booktabs}.
 */
export function renderLatex(records: readonly RunRecord[]): string {
  const metrics = [...new Set(records.flatMap((record) => Object.keys(record.metrics)))];
  const rows = [
    ...Object.entries(records[0]?.baselines ?? {}).map(([name, values]) => ({ name, values })),
    ...records.map((record) => ({
      name: record.experiment.name || record.experiment.model.name,
      values: record.metrics,
    })),
  ];
  const best = metrics.map((metric) => {
    const values = rows.map(({ values }) => values[metric]).filter((value) => value !== undefined);
    return metricDefinition(metric)?.better === 'lower' ? Math.min(...values) : Math.max(...values);
  });
  const body = rows.map(({ name, values }) => {
    const cells = metrics.map((metric, i) => {
      const text = metricValue(values[metric]).replace('–', '--');
      return values[metric] === best[i] ? `\\textbf{${text}}` : text;
    });
    return `${escapeLatex(name)} & ${cells.join(' & ')} \\\\`;
  });
  return [
    `\\begin{tabular}{l${'r'.repeat(metrics.length)}}`,
    '\\toprule',
    `Model & ${metrics.map(escapeLatex).join(' & ')} \\\\`,
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}
