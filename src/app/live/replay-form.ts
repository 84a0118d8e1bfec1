import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import '../experiment/section';
import { parameterView } from '../form/view';
import { say, t } from '../i18n';
import { dataInUse } from '../state/data';
import { go } from '../state/navigation';
import { controls } from '../styles';
import { refitFields } from './replay-refit-fields';
import {
  choiceField,
  driftFields,
  field,
  seedField,
  STREAM,
  streamField,
  type StreamField,
} from './replay-fields';
import {
  addModel,
  isEndless,
  removeModel,
  replayDraft,
  replayReady,
  setParameter,
  startReplay,
  streamModels,
  type DraftModel,
} from './replay-state';

/** Which models follow the stream, and how it flows. */
@customElement('cf-replay-form')
export class ReplayForm extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 10px 12px;
        border-bottom: 1px solid var(--hairline);
      }
      .head .primary {
        flex: none;
        min-height: 30px;
      }
      .on {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-2);
        font-size: var(--text-small);
      }
      .fields {
        flex: 1;
        min-height: 0;
        padding-bottom: 24px;
      }
      .model + .model {
        border-top: 1px solid var(--hairline);
        margin-top: 6px;
        padding-top: 6px;
      }
      .model .name {
        display: flex;
        align-items: center;
        gap: 6px;
        padding-inline: 12px 6px;
      }
      .model h2 {
        flex: 1;
      }
      .summary {
        padding: 0 30px 2px 12px;
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      .add {
        margin: 10px 30px 4px 12px;
      }
      select {
        width: 100%;
      }
      .small {
        padding: 4px 12px;
      }
    `,
  ];

  protected override render() {
    const words = t().live;
    const data = dataInUse.get();
    const endless = isEndless.get();
    const timed = endless || data === null || data.summary.statistics.time !== null;
    const on = endless ? words.sources.endless : data && t().data.sourceName(data.summary.source.name);
    return html`
      <div class="head">
        <button
          class="primary"
          type="button"
          ?disabled=${!replayReady.get() || !timed}
          @click=${() => startReplay()}
        >
          <cf-icon name="run"></cf-icon>${words.run}
        </button>
        ${on ? html`<span class="on">${words.onData(on)}</span>` : ''}
      </div>
      <div class="fields scroll">
        ${
          timed
            ? ''
            : html`<cf-notice
                ><div>
                  ${words.noTime}
                  <button type="button" class="link" @click=${() => go('data')}>${words.toData}</button>
                </div></cf-notice
              >`
        }
        <cf-section .heading=${words.models} .summary=${String(replayDraft.get().models.length)} open>
          ${replayDraft.get().models.map((model, index) => this.model(model, index))}
          ${replayDraft.get().models.length === 0 ? html`<p class="small">${words.noModels}</p>` : ''}
          <div class="add">
            <select aria-label=${words.add} @change=${added}>
              <option value="">${words.add}</option>
              ${streamModels().map((known) => html`<option value=${known.name}>${say(known.label)}</option>`)}
            </select>
          </div>
        </cf-section>
        <cf-section .heading=${words.stream} open>
          ${choiceField('source', 'data', words.fields.source, words.sources)}
          ${endless ? choiceField('event', 'purchase', words.fields.event, words.events) : ''}
          ${Object.keys(STREAM)
            .filter((name) => !(endless && name === 'minRating'))
            .map((name) => streamField(name as StreamField))}
          ${seedField()}
        </cf-section>
        <cf-section .heading=${words.driftTest}>${driftFields()}</cf-section>
      </div>
    `;
  }

  private model(model: DraftModel, index: number): TemplateResult {
    const { name, params } = model;
    const words = t().live;
    const known = streamModels().find((each) => each.name === name);
    const label = known ? say(known.label) : name;
    return html`
      <div class="model" role="group" aria-label=${label}>
        <div class="name">
          <h2>${label}</h2>
          <button
            class="quiet"
            type="button"
            title=${words.remove(label)}
            aria-label=${words.remove(label)}
            @click=${() => removeModel(index)}
          >
            <cf-icon name="close"></cf-icon>
          </button>
        </div>
        ${known ? html`<p class="summary">${say(known.summary)}</p>` : ''}
        ${known?.parameters.map((parameter) => {
          const path = `models[${index}].params.${parameter.name}`;
          return field(
            path,
            () => ({ ...parameterView(parameter), path }),
            params[parameter.name],
            (value) => setParameter(index, parameter.name, value),
          );
        })}
        ${refitFields(model, index)}
      </div>
    `;
  }
}

function added(event: Event): void {
  const select = event.target as HTMLSelectElement;
  if (select.value) addModel(select.value);
  select.value = '';
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-form': ReplayForm;
  }
}
