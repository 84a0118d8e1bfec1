import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ResearcherError } from '../../errors';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import '../experiment/section';
import '../form/field';
import type { Issue } from '../form/issues';
import { parameterView, type FieldView } from '../form/view';
import { say, t } from '../i18n';
import { dataInUse } from '../state/data';
import { go } from '../state/navigation';
import { controls } from '../styles';
import {
  addModel,
  currentReplay,
  removeModel,
  replayDraft,
  replayReady,
  setParameter,
  setSeed,
  setStream,
  startReplay,
  streamModels,
} from './replay-state';

type StreamField = 'topN' | 'window' | 'minRating' | 'delay' | 'limit';

interface NumberLook {
  readonly default: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly whole: boolean;
}

/** Bounds and defaults as in the replay's schema, which has the last word. */
const STREAM: Readonly<Record<StreamField, NumberLook>> = {
  topN: { default: 10, min: 1, max: 1000, whole: true },
  window: { default: 1000, min: 1, max: 1_000_000, whole: true },
  minRating: { default: null, min: null, max: null, whole: false },
  delay: { default: 0, min: 0, max: 1_000_000, whole: true },
  limit: { default: null, min: 1, max: null, whole: true },
};
const SEED: NumberLook = { default: 42, min: 0, max: 0xffffffff, whole: true };

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
    const timed = data === null || data.summary.statistics.time !== null;
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
        ${data ? html`<span class="on">${words.onData(t().data.sourceName(data.summary.source.name))}</span>` : ''}
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
          ${replayDraft.get().models.map((model, index) => this.model(model.name, model.params, index))}
          ${replayDraft.get().models.length === 0 ? html`<p class="small">${words.noModels}</p>` : ''}
          <div class="add">
            <select aria-label=${words.add} @change=${added}>
              <option value="">${words.add}</option>
              ${streamModels().map((known) => html`<option value=${known.name}>${say(known.label)}</option>`)}
            </select>
          </div>
        </cf-section>
        <cf-section .heading=${words.stream} open>
          ${Object.keys(STREAM).map((name) => streamField(name as StreamField))}
          ${field('seed', () => numberView('seed', words.fields.seed, SEED), replayDraft.get().seed, setSeed)}
        </cf-section>
      </div>
    `;
  }

  private model(name: string, params: Readonly<Record<string, unknown>>, index: number): TemplateResult {
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
      </div>
    `;
  }
}

function added(event: Event): void {
  const select = event.target as HTMLSelectElement;
  if (select.value) addModel(select.value);
  select.value = '';
}

function streamField(name: StreamField): TemplateResult {
  return field(
    `stream.${name}`,
    () => numberView(`stream.${name}`, t().live.fields[name], STREAM[name]),
    replayDraft.get().stream[name],
    (value) => setStream(name, value),
  );
}

function field(
  path: string,
  make: () => FieldView,
  value: unknown,
  change: (value: unknown) => void,
): TemplateResult {
  return html`<cf-field
    .make=${make}
    .value=${value}
    .issue=${issueOf(path)}
    @field-change=${(event: CustomEvent<unknown>) => change(event.detail)}
  ></cf-field>`;
}

/** What the lab said of the field when the last replay was refused, until its value changes hands. */
function issueOf(path: string): Issue | undefined {
  const failure = currentReplay.get()?.failure.get();
  return failure instanceof ResearcherError && failure.where.path === path
    ? { path, text: failure.text }
    : undefined;
}

function numberView(
  path: string,
  words: { readonly label: string; readonly help: string },
  look: NumberLook,
): FieldView {
  return {
    path,
    label: words.label,
    help: words.help,
    formula: null,
    default: look.default,
    control: {
      kind: 'number',
      whole: look.whole,
      nullable: look.default === null,
      min: look.min,
      max: look.max,
      slide: null,
    },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-form': ReplayForm;
  }
}
