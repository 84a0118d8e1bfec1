import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NamedEntity, Questions } from '../../lab/api';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { controls } from '../styles';
import './entity-search';
import { titleOf } from './title';

export type EntityAxis = 'user' | 'item';

/** Whom a question is about: users or items, one of them searched, and who it is now. Fires `axis-choice` and `entity-choice`. */
@customElement('cf-entity-picker')
export class EntityPicker extends CfElement {
  @property({ attribute: false }) model: Pick<Questions, 'find'> | null = null;
  @property() axis: EntityAxis = 'item';
  @property({ attribute: false }) chosen: NamedEntity | null = null;
  /** Only this axis can be asked about. */
  @property({ type: Boolean }) fixed = false;

  static override styles = [
    controls,
    css`
      .who {
        display: grid;
        grid-template-columns: auto minmax(180px, 280px) minmax(0, 1fr);
        align-items: center;
        gap: 12px;
        margin-bottom: 8px;
      }
      :host([fixed]) .who {
        grid-template-columns: minmax(180px, 280px) minmax(0, 1fr);
      }
    `,
  ];

  protected override render() {
    const words = t().ask;
    const { chosen } = this;
    return html`
      <div class="who">
        ${
          this.fixed
            ? ''
            : html`<select aria-label=${words.axis} @change=${this.axisChosen}>
                <option value="item" ?selected=${this.axis === 'item'}>${words.items}</option>
                <option value="user" ?selected=${this.axis === 'user'}>${words.users}</option>
              </select>`
        }
        <cf-entity-search
          .model=${this.model}
          .axis=${this.axis}
          .label=${this.axis === 'item' ? words.findItem : words.findUser}
          @entity-choice=${(event: CustomEvent<NamedEntity>) => this.tell('entity-choice', event.detail)}
        ></cf-entity-search>
        <span>
          ${
            chosen
              ? html`<b>${titleOf(chosen)}</b>
                  <span class="quiet-text">${words.known(formatCount(chosen.interactions))}</span>`
              : ''
          }
        </span>
      </div>
    `;
  }

  private readonly axisChosen = (event: Event) =>
    this.tell<EntityAxis>(
      'axis-choice',
      (event.target as HTMLSelectElement).value === 'user' ? 'user' : 'item',
    );

  private tell<T>(name: string, detail: T): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-entity-picker': EntityPicker;
  }
}
