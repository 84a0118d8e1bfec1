import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import type { RunControls as Controls } from '../../lab/api';
import { isOver, type ItemState } from '../state/work';
import { controls } from '../styles';

/** Work that can be controlled while it goes on: a run, a replay. */
export interface Controlled {
  readonly state: { get(): ItemState };
  readonly handle: { get(): Controls | null };
}

/** Pause, resume, one step, stop and keep, cancel. */
@customElement('cf-run-controls')
export class RunControls extends CfElement {
  @property({ attribute: false }) run: Controlled | null = null;
  /** A control was pressed and the run has not answered yet. */
  @state() private asked = false;

  static override styles = [
    controls,
    css`
      :host {
        flex: none;
      }
      .row {
        flex-wrap: nowrap;
        gap: 6px;
      }
    `,
  ];

  protected override render() {
    const handle = this.run?.handle.get();
    const runState = this.run?.state.get();
    if (!handle || !runState || isOver(runState)) return '';
    const words = t().run;
    const paused = runState === 'paused';
    const stopping = runState === 'stopping';
    return html`
      <div class="row" role="group" aria-label=${words.controls}>
        ${
          paused
            ? html`
                <button type="button" ?disabled=${this.asked} @click=${() => this.ask(() => handle.resume())}>
                  <cf-icon name="run"></cf-icon>${words.resume}
                </button>
                <button type="button" ?disabled=${this.asked} @click=${() => this.ask(() => handle.step())}>
                  <cf-icon name="step"></cf-icon>${words.step}
                </button>
              `
            : html`
                <button
                  type="button"
                  ?disabled=${this.asked || stopping}
                  @click=${() => this.ask(() => handle.pause())}
                >
                  <cf-icon name="pause"></cf-icon>${words.pause}
                </button>
              `
        }
        <button type="button" ?disabled=${stopping} @click=${() => this.ask(() => handle.stopAndKeep())}>
          <cf-icon name="stop"></cf-icon>${words.stopAndKeep}
        </button>
        <button type="button" @click=${() => this.ask(() => handle.cancel())}>${words.cancel}</button>
      </div>
    `;
  }

  private ask(control: () => Promise<void>): void {
    this.asked = true;
    control().then(
      () => (this.asked = false),
      () => (this.asked = false),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-controls': RunControls;
  }
}
