import { css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { downloadBlob } from '../charts/export';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/menu';
import '../elements/notice';
import { say, t } from '../i18n';
import { canRun } from '../state/data';
import { draft, experiment, issues, openFailure, setValue } from '../state/experiment';
import { experimentView } from '../state/experiment-view';
import { startRun } from '../state/runs';
import { controls } from '../styles';
import './data-section';
import './evaluation-section';
import './experiment-views';
import './json-view';
import './model-section';
import { openExperimentFile, runName, shareLink } from './experiment-file';
import './split-section';
import './training-section';

/** The experiment on the left, its run on the right: change a knob, run, look, without moving elsewhere. */
@customElement('cf-experiment-place')
export class ExperimentPlace extends CfElement {
  @state() private asJson = false;
  @state() private copied = false;
  @query('input[type=file]') private readonly opener!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 348px minmax(0, 1fr);
        height: 100%;
      }
      .form {
        display: flex;
        flex-direction: column;
        min-height: 0;
        border-inline-end: 1px solid var(--hairline);
      }
      .head {
        display: grid;
        gap: 6px;
        padding: 10px 12px;
        border-bottom: 1px solid var(--hairline);
      }
      .head .name {
        flex: 1;
        width: 100%;
      }
      .head .primary {
        min-width: 84px;
        min-height: 30px;
      }
      .sections {
        flex: 1;
        min-height: 0;
        padding-bottom: 24px;
      }
      .issues {
        color: var(--danger);
        font-size: var(--text-small);
      }
      @media (max-width: 1100px) {
        :host {
          grid-template-columns: 330px minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override render() {
    return html`
      <section class="form" aria-label=${t().places.experiment}>
        ${this.head()}
        <div class="sections scroll">
          ${
            this.asJson
              ? html`<cf-json-view></cf-json-view>`
              : html`
                  <cf-data-section></cf-data-section>
                  <cf-split-section></cf-split-section>
                  <cf-model-section></cf-model-section>
                  <cf-training-section></cf-training-section>
                  <cf-evaluation-section></cf-evaluation-section>
                `
          }
        </div>
      </section>
      <cf-experiment-views></cf-experiment-views>
    `;
  }

  private head(): TemplateResult {
    const words = t().experiment;
    const found = issues.get();
    const ready = experiment.get() !== null && canRun();
    return html`
      <div class="head">
        <div class="row" style="flex-wrap:nowrap">
          <input
            class="name"
            type="text"
            spellcheck="false"
            aria-label=${t().fields['name'].label}
            placeholder=${runName(draft.get())}
            .value=${draft.get().name ?? ''}
            @change=${(event: Event) => setValue('name', (event.target as HTMLInputElement).value || undefined)}
          />
          <button class="primary" type="button" ?disabled=${!ready} @click=${() => this.run()}>
            <cf-icon name="run"></cf-icon>${words.run}
          </button>
        </div>
        <div class="row">
          <button
            class="quiet"
            type="button"
            aria-pressed=${this.asJson}
            @click=${() => (this.asJson = !this.asJson)}
          >
            JSON
          </button>
          <cf-menu
            .label=${words.file}
            .items=${[
              { id: 'open', label: words.open },
              { id: 'save', label: words.save },
              { id: 'link', label: words.link },
            ]}
            @menu-choice=${(event: CustomEvent<string>) => void this.act(event.detail)}
          ></cf-menu>
          <span class="small quiet-text" role="status">${this.copied ? words.copied : ''}</span>
          <input
            type="file"
            accept=".json,application/json"
            hidden
            aria-label=${words.open}
            @change=${() => void this.open()}
          />
        </div>
        ${
          openFailure.get() === undefined
            ? ''
            : html`<cf-notice kind="danger" .error=${openFailure.get()}></cf-notice>`
        }
        ${
          found.length > 0
            ? html`<p class="issues" role="status">
                ${words.issues(found.length)}
                ${found[0] ? html`<b>${found[0].path}</b> ${say(found[0].text)}` : ''}
              </p>`
            : ''
        }
      </div>
    `;
  }

  private run(): void {
    const ready = experiment.get();
    if (!ready) return;
    experimentView.set('run');
    startRun({ ...ready, name: ready.name || runName(ready) });
  }

  private async act(choice: string): Promise<void> {
    if (choice === 'open') this.opener.click();
    else if (choice === 'save') {
      const json = JSON.stringify(draft.get(), null, 2);
      const name = (draft.get().name || runName(draft.get())).replaceAll(/[\s/\\:]+/g, '-');
      downloadBlob(new Blob([json], { type: 'application/json' }), `${name}.json`);
    } else {
      await navigator.clipboard.writeText(shareLink(draft.get()));
      this.copied = true;
      setTimeout(() => (this.copied = false), 3000);
    }
  }

  private async open(): Promise<void> {
    const file = this.opener.files?.[0];
    this.opener.value = '';
    if (!file) return;
    try {
      await openExperimentFile(file);
      openFailure.set(undefined);
    } catch (error) {
      openFailure.set(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-experiment-place': ExperimentPlace;
  }
}
