import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import '../run/run-panel';
import { go } from '../state/navigation';
import { chosenRuns, currentRun, runs } from '../state/runs';
import { controls } from '../styles';
import './comparison';
import './run-list';

/** The runs of this session: one in full, or several against each other. */
@customElement('cf-runs-place')
export class RunsPlace extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 264px minmax(0, 1fr);
        height: 100%;
      }
      cf-run-list {
        border-inline-end: 1px solid var(--hairline);
      }
      .none {
        grid-column: 1 / -1;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 12px;
        color: var(--ink-3);
        text-align: center;
      }
    `,
  ];

  protected override render() {
    const all = runs.get();
    if (all.length === 0) {
      return html`<div class="none">
        <h1 class="visually-hidden">${t().places.runs}</h1>
        <p>${t().runs.none}</p>
        <button type="button" @click=${() => go('experiment')}>${t().runs.toExperiment}</button>
      </div>`;
    }
    const chosen = all.filter((run) => chosenRuns.get().has(run.number));
    return html`
      <cf-run-list></cf-run-list>
      ${
        chosen.length > 1
          ? html`<cf-comparison .items=${chosen}></cf-comparison>`
          : html`<cf-run-panel .run=${chosen[0] ?? currentRun.get()}></cf-run-panel>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-runs-place': RunsPlace;
  }
}
