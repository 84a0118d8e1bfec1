import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import { say, t } from '../i18n';
import type { RunItem } from '../state/run-item';
import { isOver } from '../state/work';
import { currentLab } from '../state/lab';
import { continueRun, keeper } from '../state/runs';
import { controls } from '../styles';
import './ask';
import './run-charts';
import './run-controls';
import './run-details';
import './run-progress';
import './run-results';

/** One run from its first step to its result: controls, progress, courses, figures, and questions to the model. */
@customElement('cf-run-panel')
export class RunPanel extends CfElement {
  @property({ attribute: false }) run: RunItem | null = null;

  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
      }
      .panel {
        height: 100%;
        padding: 0 18px 32px;
      }
      header {
        position: sticky;
        top: 0;
        z-index: 2;
        background: var(--surface);
        padding: 10px 0 6px;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 30px;
      }
      h1 {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 14.5px;
      }
      .panel > * + * {
        margin-top: 10px;
      }
      .warnings {
        display: grid;
        gap: 4px;
        margin: 0;
      }
      .empty {
        color: var(--ink-3);
      }
    `,
  ];

  /** One template with and without a run, so that a run that starts finds its charts drawn already. */
  protected override render() {
    const run = this.run;
    const failure = run?.failure.get() ?? null;
    const record = run?.record.get() ?? null;
    const warnings = record?.warnings ?? run?.warnings.get() ?? [];
    // Models that compute their answer directly have no course; once that is known, their figures come first.
    const direct = run !== null && isOver(run.state.get()) && run.courseLength.get() === 0;
    return html`
      <div class="panel scroll">
        <header>
          <div class="title">
            <h1 class=${run ? '' : 'empty'} title=${run?.experiment.name ?? ''}>
              ${run?.experiment.name ?? t().run.noneYet}
            </h1>
            ${
              run?.state.get() === 'interrupted' && keeper.get() && currentLab()
                ? html`<button class="primary" type="button" @click=${() => void continueRun(run)}>
                    <cf-icon name="run"></cf-icon>${t().run.goOn}
                  </button>`
                : ''
            }
            <cf-run-controls .run=${run}></cf-run-controls>
          </div>
          <cf-run-progress .run=${run}></cf-run-progress>
        </header>
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        <cf-run-charts .run=${run} ?hidden=${direct}></cf-run-charts>
        ${record ? html`<cf-run-results .record=${record}></cf-run-results>` : ''}
        ${
          warnings.length === 0
            ? ''
            : html`<cf-notice
                ><ul class="warnings">
                  ${warnings.map((warning) => html`<li>${say(warning.text)}</li>`)}
                </ul></cf-notice
              >`
        }
        ${run && record && run.handle.get() ? html`<cf-ask .run=${run}></cf-ask>` : ''}
        ${record ? html`<cf-run-details .record=${record}></cf-run-details>` : ''}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-panel': RunPanel;
  }
}
