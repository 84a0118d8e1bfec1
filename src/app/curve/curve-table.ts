import { html, type TemplateResult } from 'lit';
import { t } from '../i18n';
import { formatCount, formatDuration, formatMetric, formatNumber, formatPercent } from '../i18n/format';
import { currentModels } from '../state/lab';
import type { CurveItem } from '../state/learning-curve';
import { variedBy } from './axes';

/** What a curve varied, in words. */
export function nameOf(item: CurveItem | null): string {
  const path = item?.path ?? 'share';
  if (path === 'share') return t().curve.share;
  const model = currentModels().find(({ name }) => name === item!.experiment.model.name);
  return variedBy(model ?? null).find((setting) => setting.path === path)?.label ?? path;
}

/** The points of a curve, a row each. */
export function curveTable(item: CurveItem | null): TemplateResult {
  const points = item?.points.get() ?? [];
  const keys = Object.keys(points[0]?.metrics ?? {});
  const share = item === null || item.path === 'share';
  const words = t().curve;
  return html`
    <div class="wrap" tabindex="0" role="region" aria-label=${words.points}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">${nameOf(item)}</th>
            <th scope="col" class="number">${words.interactions}</th>
            <th scope="col" class="number">${words.along.seconds}</th>
            <th scope="col" class="number">${words.along.parameters}</th>
            ${keys.map((key) => html`<th scope="col" class="number">${t().metric(key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ value, interactions, seconds, parameters, metrics }) => html`
              <tr>
                <td class="number">${share ? formatPercent(value) : formatNumber(value)}</td>
                <td class="number">${formatCount(interactions)}</td>
                <td class="number">${formatDuration(seconds)}</td>
                <td class="number">${parameters === null ? '–' : formatCount(parameters)}</td>
                ${keys.map((key) => html`<td class="number">${formatMetric(metrics[key] ?? Number.NaN)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
