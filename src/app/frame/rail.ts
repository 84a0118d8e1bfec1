import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { go, place, PLACES } from '../state/navigation';
import { isOver } from '../state/work';
import { runs } from '../state/runs';
import { controls } from '../styles';

/** The places, one below the other. A mark on Runs tells that something is going on there. */
@customElement('cf-rail')
export class Rail extends CfElement {
  static override styles = [
    controls,
    css`
      nav {
        display: flex;
        flex-direction: column;
        padding-top: 6px;
      }
      button {
        position: relative;
        flex-direction: column;
        gap: 3px;
        min-height: 54px;
        padding: 4px 2px;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--ink-2);
        font-size: 11px;
        --icon: 20px;
      }
      button[aria-current='page'] {
        color: var(--accent);
        font-weight: 600;
        box-shadow: inset 2px 0 var(--accent);
        background: var(--surface);
      }
      .going {
        position: absolute;
        top: 8px;
        inset-inline-end: 22px;
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: var(--accent);
        border: 1px solid var(--ground);
      }
    `,
  ];

  protected override render() {
    const going = runs.get().some((run) => !isOver(run.state.get()));
    return html`
      <nav aria-label=${t().frame.places}>
        ${PLACES.map(
          (name) => html`
            <button
              type="button"
              aria-current=${place.get() === name ? 'page' : 'false'}
              @click=${() => go(name)}
            >
              <cf-icon name=${name}></cf-icon>
              ${t().places[name]}
              ${
                name === 'runs' && going
                  ? html`<span class="going" role="img" aria-label=${t().frame.going}></span>`
                  : ''
              }
            </button>
          `,
        )}
      </nav>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-rail': Rail;
  }
}
