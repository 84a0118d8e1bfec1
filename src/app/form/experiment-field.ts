import { html, type TemplateResult } from 'lit';
import type { ParameterDescription } from '../../models/description';
import type { Messages } from '../i18n';
import { issueAt, setValue, valueAt } from '../state/experiment';
import './field';
import { experimentView, parameterView, type FieldView } from './view';

/** A field of the experiment, bound to the draft. */
export function experimentField(path: keyof Messages['fields'], variant?: string): TemplateResult {
  return boundField(path, () => experimentView(path, variant));
}

/** A parameter of the model chosen, bound to the draft. */
export function parameterField(parameter: ParameterDescription): TemplateResult {
  return boundField(`model.params.${parameter.name}`, () => parameterView(parameter));
}

/** Any field, bound to the draft at `path`; `value` and `change` stand in where the draft holds another shape. */
export function boundField(
  path: string,
  make: () => FieldView,
  bound: { readonly value?: unknown; readonly change?: (value: unknown) => void } = {},
): TemplateResult {
  const change = bound.change ?? ((value: unknown) => setValue(path, value));
  return html`<cf-field
    .make=${make}
    .value=${'value' in bound ? bound.value : valueAt(path)}
    .issue=${issueAt(path)}
    @field-change=${(event: CustomEvent<unknown>) => change(event.detail)}
  ></cf-field>`;
}
