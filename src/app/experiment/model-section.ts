import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ModelDescription } from '../../models/description';
import { CfElement } from '../element';
import { parameterField } from '../form/experiment-field';
import { say, t } from '../i18n';
import { chooseModel, chosenModel, draft, issueAt } from '../state/experiment';
import { inspect } from '../state/inspector';
import { currentModels } from '../state/lab';
import { controls } from '../styles';
import './section';
import { workedExample } from './worked-example';

/** Which model, and its parameters, as the model describes them. */
@customElement('cf-model-section')
export class ModelSection extends CfElement {
  static override styles = [
    controls,
    css`
      .choice {
        padding: 0 30px 4px 12px;
      }
      select {
        width: 100%;
      }
      .summary {
        margin-top: 5px;
        color: var(--ink-2);
        font-size: var(--text-small);
      }
      .issue {
        color: var(--danger);
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const model = chosenModel.get();
    const issue = issueAt('model.name');
    const chosen = draft.get().model?.name;
    return html`
      <cf-section .heading=${t().experiment.model} .summary=${model ? say(model.label) : ''} open>
        <div class="choice">
          <select
            aria-label=${t().experiment.model}
            aria-invalid=${issue ? 'true' : 'false'}
            @focus=${() => inspectModel()}
            @change=${(event: Event) => {
              chooseModel((event.target as HTMLSelectElement).value);
              inspectModel();
            }}
          >
            ${currentModels().map(
              (known) =>
                html`<option value=${known.name} ?selected=${known.name === chosen}>
                  ${say(known.label)}
                </option>`,
            )}
          </select>
          ${model ? html`<p class="summary">${say(model.summary)}</p>` : ''}
          ${issue ? html`<p class="issue" role="alert">${say(issue.text)}</p>` : ''}
        </div>
        ${model?.parameters.map(parameterField)}
        ${
          model && model.parameters.length === 0
            ? html`<p class="choice small quiet-text">${t().experiment.noParameters}</p>`
            : ''
        }
      </cf-section>
    `;
  }
}

function inspectModel(): void {
  const model = chosenModel.get();
  if (model) inspect(`model ${model.name}`, () => modelHelp(model));
}

function modelHelp(model: ModelDescription): TemplateResult {
  const words = t().experiment;
  return html`
    <h2>${say(model.label)}</h2>
    <p>${say(model.summary)}</p>
    <dl>
      <dt>${words.tasks}</dt>
      <dd>${model.tasks.map((task) => words.task[task]).join(t().comma)}</dd>
      <dt>${words.paper}</dt>
      <dd>${model.paper}</dd>
      <dt>JSON</dt>
      <dd class="mono">${model.name}</dd>
    </dl>
    ${model.name === 'user-knn' || model.name === 'item-knn' ? workedExample() : ''}
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-model-section': ModelSection;
  }
}
