import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import '../curve/curve-view';
import '../elements/tabs';
import '../rates/rates-view';
import '../run/run-panel';
import '../seeds/seeds-view';
import { EXPERIMENT_VIEWS, experimentView, type ExperimentView } from '../state/experiment-view';
import { currentRun } from '../state/runs';
import { controls } from '../styles';
import '../sweep/tune-view';

const views: Readonly<Record<ExperimentView, () => TemplateResult>> = {
  run: () => html`<cf-run-panel .run=${currentRun.get()}></cf-run-panel>`,
  tune: () => html`<cf-tune-view></cf-tune-view>`,
  rates: () => html`<cf-rates-view></cf-rates-view>`,
  seeds: () => html`<cf-seeds-view></cf-seeds-view>`,
  curve: () => html`<cf-curve-view></cf-curve-view>`,
};

/** What is done with the experiment at the left: run it, tune it, find its rate, vary its seed, or draw its curve. */
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
      cf-tabs {
        padding: 0 18px;
        border-bottom: 1px solid var(--hairline);
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
      <cf-tabs
        .label=${t().views.label}
        .tabs=${EXPERIMENT_VIEWS.map((id) => ({ id, label: t().views[id] }))}
        .selected=${shown}
        @tab-choice=${(event: CustomEvent<ExperimentView>) => experimentView.set(event.detail)}
      ></cf-tabs>
      <div role="tabpanel" aria-label=${t().views[shown]}>${views[shown]()}</div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-experiment-views': ExperimentViews;
  }
}
