import { css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedEntity, NamedNeighbour, Questions } from '../../lab/api';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import './entity-picker';
import type { EntityAxis } from './entity-picker';
import { titleOf } from './title';

const COUNT = 15;

/** What the model holds alike: the nearest neighbours of an item or of a user by its own measure. */
@customElement('cf-ask-neighbours')
export class AskNeighbours extends CfElement {
  @property({ attribute: false }) model: Questions | null = null;

  @state() private axis: EntityAxis = 'item';
  @state() private of: NamedEntity | null = null;
  @state() private list: readonly NamedNeighbour[] = [];
  @state() private problem: unknown = undefined;
  private latest = 0;

  static override styles = [
    controls,
    css`
      td.title {
        width: 45%;
        overflow-wrap: anywhere;
      }
      .bar {
        width: 30%;
        vertical-align: middle;
      }
      .bar div {
        height: 6px;
        background: var(--accent);
      }
      .bar .negative {
        background: none;
        border: 1px solid var(--accent);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('model')) void this.begin();
  }

  private async begin(): Promise<void> {
    this.of = null;
    this.list = [];
    try {
      const [first] = (await this.model?.find(this.axis, '', 1)) ?? [];
      if (first) await this.show(first);
    } catch (error) {
      this.problem = error;
    }
  }

  private async show(entity: NamedEntity): Promise<void> {
    const mine = ++this.latest;
    this.of = entity;
    try {
      const list = (await this.model?.neighbours(this.axis, entity.id, COUNT)) ?? [];
      if (mine !== this.latest) return;
      this.list = list;
      this.problem = undefined;
    } catch (error) {
      if (mine !== this.latest) return;
      this.list = [];
      this.problem = error;
    }
  }

  private readonly axisChosen = (event: CustomEvent<EntityAxis>) => {
    this.axis = event.detail;
    void this.begin();
  };

  protected override render() {
    const words = t().ask;
    const largest = Math.max(1e-12, ...this.list.map((each) => Math.abs(each.similarity)));
    return html`
      <cf-entity-picker
        .model=${this.model}
        .axis=${this.axis}
        .chosen=${this.of}
        @axis-choice=${this.axisChosen}
        @entity-choice=${(event: CustomEvent<NamedEntity>) => void this.show(event.detail)}
      ></cf-entity-picker>
      ${
        this.problem === undefined
          ? html`
              <table>
                <thead>
                  <tr>
                    <th scope="col">${words.neighbour}</th>
                    <th scope="col" class="number">${words.similarity}</th>
                    <th scope="col" aria-hidden="true"></th>
                    <th scope="col" class="number">${words.support}</th>
                  </tr>
                </thead>
                <tbody>
                  ${this.list.map(
                    (each) => html`
                      <tr>
                        <td class="title">${titleOf(each)}</td>
                        <td class="number">${formatNumber(each.similarity)}</td>
                        <td class="bar">
                          <div
                            class=${each.similarity < 0 ? 'negative' : ''}
                            style="width:${(Math.abs(each.similarity) / largest) * 100}%"
                          ></div>
                        </td>
                        <td class="number">${formatCount(each.support)}</td>
                      </tr>
                    `,
                  )}
                </tbody>
              </table>
            `
          : html`<cf-notice .error=${this.problem}></cf-notice>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask-neighbours': AskNeighbours;
  }
}
