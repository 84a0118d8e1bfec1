import { html, type TemplateResult } from 'lit';
import type { RankingStudy, RankingView } from '../../lab/live/ranking-api';
import '../charts/chart';
import { curvesOption, curvesTable, type CurvesInput } from '../charts/curves';
import type { ChartTheme } from '../charts/theme';
import { say, t } from '../i18n';
import { formatCount, formatMetric, formatNumber, formatPercent } from '../i18n/format';

/** How the training went: the loss, and the order of the watched lists. */
export function curveOf({ epochs, study }: RankingView): TemplateResult {
  const words = t().ranking;
  const x = Float64Array.from(epochs, ({ epoch }) => epoch);
  const of = (name: string, colour: number, y: Float64Array): CurvesInput => ({
    curves: [{ name, colour, x, y }],
    ...{ xName: words.epoch, yName: '', smoothing: 0, logY: false, clip: false },
    format: (value) => formatNumber(value),
  });
  const cutoff = formatCount(study?.cutoff ?? 12);
  const inputs = [
    [
      words.lossOf,
      of(
        words.loss,
        0,
        Float64Array.from(epochs, (each) => each.loss),
      ),
    ],
    [
      words.onWatched(cutoff),
      of(
        `NDCG@${cutoff}`,
        1,
        Float64Array.from(epochs, ({ ndcg }) => ndcg),
      ),
    ],
  ] as const;
  return html`${inputs.map(
    ([title, input]) =>
      html`<cf-chart
        .title=${title}
        height="150px"
        filled
        .build=${(theme: ChartTheme) => curvesOption(input, theme)}
        .table=${() => curvesTable(input)}
      ></cf-chart>`,
  )}`;
}

/** What the network achieves on the judged lists, and what it owes to which features. */
export function studyOf(study: RankingStudy): TemplateResult {
  const words = t().ranking;
  const { lists, recall, orders, test, importance, cutoff, parameters } = study;
  return html`
    <p class="help">
      ${words.judged(formatCount(lists.judged), formatCount(lists.training), formatCount(lists.validation))}
      ${words.parameters(formatCount(parameters))}
    </p>
    <table>
      <thead>
        <tr>
          <th>${words.order}</th>
          <th class="number">HR@${cutoff}</th>
          <th class="number">NDCG@${cutoff}</th>
        </tr>
      </thead>
      <tbody>
        ${orders.map(
          ({ label, hitRate, ndcg }) =>
            html`<tr>
              <td class="wrap">${say(label)}</td>
              <td class="number">${formatMetric(hitRate)}</td>
              <td class="number">${formatMetric(ndcg)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="help">
      ${words.recall(formatPercent(recall.all), formatPercent(recall.own))}
      ${words.test(
        formatCount(test.onlyNetwork),
        formatCount(test.onlyWeighted),
        formatNumber(test.hits, 2),
        formatNumber(test.ndcg, 2),
      )}
    </p>
    <h3>${words.importance}</h3>
    <table>
      <tbody>
        ${importance.map(
          ({ label, loss }) =>
            html`<tr>
              <td class="wrap">${say(label)}</td>
              <td class="number">${formatMetric(loss)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="help">${words.importanceHelp}</p>
  `;
}
