import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { deletedRuns, forget, undoDelete } from '../state/runs';
import { controls } from '../styles';

/** Offers to bring back what was just deleted, until it is dismissed or the next deletion. */
@customElement('cf-undo-bar')
export class UndoBar extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: auto auto 16px 50%;
        transform: translateX(-50%);
        z-index: 6;
      }
      div {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 6px 6px 6px 14px;
        background: var(--surface);
        box-shadow: var(--shadow);
        border-radius: 4px;
      }
    `,
  ];

  protected override render() {
    const deleted = deletedRuns.get();
    return html`
      <div role="status" ?hidden=${!deleted}>
        ${
          deleted
            ? html`
                ${t().runs.deleted(deleted.items.length)}
                <button type="button" @click=${undoDelete}>${t().runs.undo}</button>
                <button class="quiet" type="button" aria-label=${t().runs.dismiss} @click=${forget}>
                  <cf-icon name="close"></cf-icon>
                </button>
              `
            : ''
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-undo-bar': UndoBar;
  }
}
