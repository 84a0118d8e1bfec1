import { html, type TemplateResult } from 'lit';
import type { ReplayRecord, ReplayedModel } from '../../lab/replay/record';
import { t } from '../i18n';
import { formatCount, formatMetric, formatNumber } from '../i18n/format';
import { explain } from '../state/inspector';

/** Metrics of predictions; all others judge lists. */
const ERRORS: readonly string[] = ['rmse', 'mae'];

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

/** Ranking, errors and latencies in a table each: one of all of them would not fit into a narrow window. */
export function figureTables(record: ReplayRecord): TemplateResult {
  const { models } = record;
  const metrics = [...new Set(models.flatMap((model) => Object.keys(model.metrics)))];
  const ranking = metrics.filter((key) => !ERRORS.includes(key));
  const errors = metrics.filter((key) => ERRORS.includes(key));
  return html`
    ${ranking.length > 0 ? html`<div class="wrap" tabindex="0">${metricTable(models, ranking)}</div>` : ''}
    <div class="wrap" tabindex="0">${metricTable(models, errors, record.replay.stream.drift)}</div>
    <div class="wrap" tabindex="0">${latencies(models)}</div>
  `;
}

function latencies(models: readonly ReplayedModel[]): TemplateResult {
  const words = t().live;
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col" rowspan="2">${words.model}</th>
          ${[words.recommending, words.learning].map(
            (word) => html`<th scope="colgroup" colspan="3" class="group">${words.latency} · ${word}</th>`,
          )}
        </tr>
        <tr>
          ${[0, 1].flatMap(() =>
            PERCENTILES.map((name) => html`<th scope="col" class="number">${name}</th>`),
          )}
        </tr>
      </thead>
      <tbody>
        ${models.map(
          ({ key, latencies: { recommend, update } }) => html`
            <tr>
              <th scope="row">${key}</th>
              ${[recommend, update].flatMap((latency) =>
                PERCENTILES.map((name) => figure(latency[name], (value) => formatNumber(value, 3))),
              )}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** A row a model. With the settings of the drift detector also how many events were judged, and what it found. */
function metricTable(
  models: readonly ReplayedModel[],
  metrics: readonly string[],
  drift?: ReplayRecord['replay']['stream']['drift'],
): TemplateResult {
  const words = t().live;
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">${words.model}</th>
          ${metrics.map((key) => html`<th scope="col" class="number">${metricWord(key)}</th>`)}
          ${
            drift
              ? html`<th scope="col" class="number">${words.judged}</th>
                  <th scope="col">
                    <button class="link" type="button" @click=${() => explainDrift(drift)}>
                      ${words.drift}
                    </button>
                  </th>`
              : ''
          }
        </tr>
      </thead>
      <tbody>
        ${models.map(
          (model) => html`
            <tr>
              <th scope="row">${model.key}</th>
              ${metrics.map((key) => figure(model.metrics[key], formatMetric))}
              ${
                drift
                  ? html`${figure(model.judged, formatCount)}
                      <td>${driftsOf(model)}</td>`
                  : ''
              }
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function driftsOf({ drifts }: ReplayedModel): string {
  const words = t().live;
  if (drifts.length === 0) return words.noDrift;
  return words.driftAt(drifts.map(({ event }) => formatCount(event)).join(t().comma));
}

function explainDrift({ delta, lambda }: ReplayRecord['replay']['stream']['drift']): void {
  explain(
    'drift',
    () =>
      html`<h2>${t().live.drift}</h2>
        <p>${t().live.driftHelp}</p>
        <p>${t().live.driftSet(formatNumber(delta, 3), formatNumber(lambda, 3))}</p>`,
  );
}

function figure(value: number | null | undefined, shown: (value: number) => string): TemplateResult {
  return html`<td class="number">${value === null || value === undefined ? '–' : shown(value)}</td>`;
}

/** Some figures are no metrics of experiments, so their words stand here. */
function metricWord(key: string): string {
  const [name = '', cutoff = ''] = key.split('@');
  const words = t().live;
  const own: Readonly<Record<string, (cutoff: string) => string>> = {
    'recall-ties-in-favour': words.tiesInFavour,
    'recall-warm': words.warmItems,
    'recall-cold': words.coldItems,
  };
  return own[name]?.(cutoff) ?? t().metric(key);
}
