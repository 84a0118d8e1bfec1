import { html, type TemplateResult } from 'lit';
import { t } from '../i18n';
import { formatDuration, formatNumber } from '../i18n/format';
import type { CoursePoint, RunItem } from '../state/run-item';

/** The inspector on a point of a course: everything measured at that epoch. */
export function pointHelp(run: RunItem, point: CoursePoint): TemplateResult {
  const words = t().run;
  return html`
    <h2>${words.epochOf(formatNumber(point.epoch))}</h2>
    <p>${run.experiment.name}</p>
    <dl>
      <dt>${t().chart.time}</dt>
      <dd>${formatDuration(point.time)}</dd>
      ${Object.entries(point.values).map(
        ([key, value]) => html`
          <dt>
            ${
              key.startsWith('validation:')
                ? words.onValidation(t().metric(key.replace('validation:', '')))
                : t().metric(key)
            }
          </dt>
          <dd>${formatNumber(value, 6)}</dd>
        `,
      )}
    </dl>
  `;
}
