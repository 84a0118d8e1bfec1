import { html, type TemplateResult } from 'lit';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { shownDefault } from './shown-default';
import type { FieldView } from './view';

/** The inspector on a field: what it means, its formula, range and default, and its name in the JSON. */
export function fieldHelp(view: FieldView): TemplateResult {
  const words = t().form;
  const { control } = view;
  return html`
    <h2>${view.label}</h2>
    <p>${view.help}</p>
    ${view.formula ? html`<p class="formula">${view.formula}</p>` : ''}
    <dl>
      <dt>${words.default}</dt>
      <dd>${shownDefault(view)}</dd>
      ${
        control.kind === 'number' && (control.min !== null || control.max !== null)
          ? html`<dt>${words.range}</dt>
              <dd>${words.between(bound(control.min, '−∞'), bound(control.max, '∞'))}</dd>`
          : ''
      }
      <dt>JSON</dt>
      <dd class="mono">${view.path}</dd>
    </dl>
  `;
}

function bound(value: number | null, otherwise: string): string {
  return value === null ? otherwise : formatNumber(value);
}
