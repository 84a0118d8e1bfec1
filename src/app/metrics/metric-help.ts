import { html, type TemplateResult } from 'lit';
import { metricDefinition, NOTATION } from '../../evaluation/metrics';
import { say, t } from '../i18n';

/** The inspector on a metric: exact formula, direction, source, and what the letters mean. */
export function metricHelp(nameOrKey: string): TemplateResult {
  const definition = metricDefinition(nameOrKey);
  const words = t().metrics;
  if (!definition) return html`<h2>${t().metric(nameOrKey)}</h2>`;
  return html`
    <h2>${say(definition.label)}</h2>
    <p class="formula">${definition.formula}</p>
    <dl>
      <dt>${words.better}</dt>
      <dd>${words[definition.better]}</dd>
      <dt>${words.source}</dt>
      <dd>${definition.source}</dd>
      <dt>JSON</dt>
      <dd class="mono">${nameOrKey}</dd>
    </dl>
    <p class="small">${say(NOTATION)}</p>
  `;
}
