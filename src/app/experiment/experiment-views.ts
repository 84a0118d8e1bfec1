import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import '../curve/curve-view';
import '../run/run-panel';
import { EXPERIMENT_VIEWS, experimentView, type ExperimentView } from '../state/experiment-view';
import { currentRun } from '../state/runs';
import { controls } from '../styles';
import '../sweep/tune-view';

const views: Readonly<Record<ExperimentView, () => TemplateResult>> = {
  run: () => html`<cf-run-panel .run=${currentRun.get()}></cf-run-panel>`,
  tune: () => html`<cf-tune-view></cf-tune-view>`,
  curve: () => html`<cf-curve-view></cf-curve-view>`,
};

/** What is done with the experiment at the left: run it, tune it, or learn from parts of its data. */
@customElement('cf-experiment-views')
export class ExperimentViews extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
        min-height: 0;
      }
      [role='tablist'] {
        display: flex;
        gap: 20px;
        padding: 0 18px;
        border-bottom: 1px solid var(--hairline);
      }
      [role='tab'] {
        min-height: 34px;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--ink-2);
        box-shadow: inset 0 -2px transparent;
      }
      [role='tab'][aria-selected='true'] {
        color: var(--ink);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--accent);
      }
      [role='tabpanel'] {
        min-height: 0;
        min-width: 0;
      }
      [role='tabpanel'] > * {
        height: 100%;
      }
    `,
  ];

  protected override render() {
    const shown = experimentView.get();
    return html`
      <div role="tablist" aria-label=${t().views.label} @keydown=${this.keys}>
        ${EXPERIMENT_VIEWS.map(
          (view) => html`
            <button
              type="button"
              role="tab"
              id=${view}
              aria-selected=${shown === view}
              tabindex=${shown === view ? 0 : -1}
              @click=${() => experimentView.set(view)}
            >
              ${t().views[view]}
            </button>
          `,
        )}
      </div>
      <div role="tabpanel" aria-labelledby=${shown}>${views[shown]()}</div>
    `;
  }

  /** Arrow keys move between the tabs, as a tab list is expected to. */
  private readonly keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const count = EXPERIMENT_VIEWS.length;
    const next = EXPERIMENT_VIEWS[(EXPERIMENT_VIEWS.indexOf(experimentView.get()) + step + count) % count];
    if (!next) return;
    event.preventDefault();
    experimentView.set(next);
    void this.updateComplete.then(() => this.shadowRoot?.getElementById(next)?.focus());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-experiment-views': ExperimentViews;
  }
}
