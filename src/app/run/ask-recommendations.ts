import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HistoryItem, NamedEntity, Questions, Recommendation } from '../../lab/api';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { formatDay, formatNumber } from '../i18n/format';
import { explain } from '../state/inspector';
import { controls } from '../styles';
import './entity-picker';
import { titleOf } from './title';
import './why';

const LIST_LENGTH = 10;
const HISTORY_LENGTH = 30;

/** What the model recommends to a user, beside what the user is known for. */
@customElement('cf-ask-recommendations')
export class AskRecommendations extends CfElement {
  @property({ attribute: false }) model: Questions | null = null;

  @state() private user: NamedEntity | null = null;
  @state() private list: readonly Recommendation[] = [];
  @state() private history: readonly HistoryItem[] = [];
  @state() private problem: unknown = undefined;
  private latest = 0;

  static override styles = [
    controls,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px 28px;
      }
      td.title {
        width: 100%;
        overflow-wrap: anywhere;
      }
      .history {
        max-height: 336px;
      }
      .held {
        color: var(--good);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      th {
        background: var(--surface);
      }
      td:last-child {
        white-space: nowrap;
      }
      .history th {
        position: sticky;
        top: 0;
      }
      td:last-child {
        padding-inline-end: 0;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('model')) void this.begin();
  }

  /** Starts with the most active user, so that there is something to look at. */
  private async begin(): Promise<void> {
    this.user = null;
    this.list = [];
    this.history = [];
    try {
      const [first] = (await this.model?.find('user', '', 1)) ?? [];
      if (first && !this.user) await this.show(first);
    } catch (error) {
      this.problem = error;
    }
  }

  private async show(user: NamedEntity): Promise<void> {
    const model = this.model;
    if (!model) return;
    const mine = ++this.latest;
    this.user = user;
    try {
      const [list, history] = await Promise.all([
        model.recommend(user.id, LIST_LENGTH),
        model.historyOf(user.id),
      ]);
      if (mine !== this.latest) return;
      this.list = list;
      this.history = history;
      this.problem = undefined;
    } catch (error) {
      if (mine === this.latest) this.problem = error;
    }
  }

  protected override render() {
    return html`
      <cf-entity-picker
        .model=${this.model}
        axis="user"
        fixed
        .chosen=${this.user}
        @entity-choice=${(event: CustomEvent<NamedEntity>) => void this.show(event.detail)}
      ></cf-entity-picker>
      ${this.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${this.problem}></cf-notice>`}
      <div class="columns">${this.recommendations()} ${this.past()}</div>
    `;
  }

  private recommendations(): TemplateResult {
    const words = t().ask;
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">#</th>
            <th scope="col">${words.recommended}</th>
            <th scope="col" class="number">${words.score}</th>
            <th scope="col"><span class="visually-hidden">${words.why}</span></th>
          </tr>
        </thead>
        <tbody>
          ${this.list.map(
            (item) => html`
              <tr>
                <td class="number quiet-text">${item.rank}</td>
                <td class="title">
                  ${titleOf(item)} ${item.held ? html`<span class="held">✓ ${words.held}</span>` : ''}
                </td>
                <td class="number">${formatNumber(item.score)}</td>
                <td>
                  <button
                    class="link"
                    type="button"
                    aria-label=${words.whyItem(titleOf(item))}
                    @click=${() => this.why(item)}
                  >
                    ${words.why}
                  </button>
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  private past(): TemplateResult {
    const words = t().ask;
    const dated = this.history.some((item) => item.timestamp !== null);
    return html`
      <div class="history scroll" tabindex="0" role="region" aria-label=${words.history}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.history}</th>
              <th scope="col" class="number">${words.rating}</th>
              ${dated ? html`<th scope="col" class="number">${words.date}</th>` : ''}
            </tr>
          </thead>
          <tbody>
            ${this.history.slice(0, HISTORY_LENGTH).map(
              (item) => html`
                <tr>
                  <td class="title">${titleOf(item)}</td>
                  <td class="number">${formatNumber(item.rating)}</td>
                  ${
                    dated
                      ? html`<td class="number quiet-text">
                          ${item.timestamp === null ? '' : formatDay(item.timestamp)}
                        </td>`
                      : ''
                  }
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private why(item: NamedEntity): void {
    const { model, user } = this;
    if (!model || !user) return;
    explain(
      `why ${user.id} ${item.id}`,
      () => html`<cf-why .model=${model} .user=${user} .item=${item}></cf-why>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask-recommendations': AskRecommendations;
  }
}
