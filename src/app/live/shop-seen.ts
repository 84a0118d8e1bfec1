import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LatencySummary } from '../../live/latency';
import type { LoggedEvent, ShopDetails, StageView } from '../../lab/live/api';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatCount } from '../i18n/format';
import { controls } from '../styles';
import './shop-profile';
import { sideStyles } from './shop-side-styles';
import { details, showEarlier, undo } from './shop-state';
import { nameOf, timed } from './shop-words';

/** What the engine saw and how long it took; what it believes of the shopper; how the first shelf came about. */
@customElement('cf-shop-seen')
export class ShopSeen extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    css`
      .log {
        max-height: 168px;
      }
      .log li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        border-bottom: 1px solid var(--hairline);
      }
      .log .kind {
        color: var(--ink-3);
      }
      td.number {
        padding-inline-end: 0;
        padding-inline-start: 8px;
      }
      th.number {
        padding-inline-end: 0;
        padding-inline-start: 8px;
      }
      th,
      tr:last-child td {
        border-bottom: 0;
      }
      .stage {
        padding: 5px 0;
        border-bottom: 1px solid var(--hairline);
      }
      .stage:last-child {
        border-bottom: 0;
      }
      .stage .example {
        padding: 2px 0 2px 12px;
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      .source {
        display: flex;
        justify-content: space-between;
        padding-inline-start: 12px;
        color: var(--ink-2);
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const view = details.get();
    if (!view) return '';
    const words = t().shop;
    return html`
      <section aria-label=${words.log}>
        <h2>${words.log}</h2>
        ${this.log(view)}
      </section>
      <section aria-label=${words.profile}>
        <h2>${words.profile}</h2>
        <cf-shop-profile></cf-shop-profile>
      </section>
      <section aria-label=${words.latency}>
        <h2>${words.latency}</h2>
        ${this.latency(view)}
      </section>
      <section aria-label=${words.stages}>
        <h2>${words.stages}</h2>
        ${view.stages.map((stage) => stageOf(stage))}
      </section>
    `;
  }

  /** The latest first; each can be taken back. */
  private log({ log, earlier }: ShopDetails): TemplateResult {
    const words = t().shop;
    if (log.length === 0) return html`<p class="help">${words.logEmpty}</p>`;
    return html`<ul class="log scroll" tabindex="0" aria-label=${words.log}>
      ${repeat(log.toReversed(), ({ place }) => place, loggedEvent)}
      ${
        earlier > 0
          ? html`<li>
              <button class="link" type="button" @click=${() => void showEarlier()}>
                ${words.earlier(formatCount(earlier))}
              </button>
            </li>`
          : ''
      }
    </ul>`;
  }

  private latency({ latency, milliseconds }: ShopDetails): TemplateResult {
    const words = t().shop;
    const row = (name: keyof typeof words.latencies, { p50, p95, p99 }: LatencySummary) =>
      html`<tr>
        <td>${words.latencies[name]}</td>
        ${[p50, p95, p99].map((value) => html`<td class="number">${timed(value)}</td>`)}
      </tr>`;
    return html`
      <table>
        <thead>
          <tr>
            <th><span class="visually-hidden">${words.latency}</span></th>
            ${['p50', 'p95', 'p99'].map((name) => html`<th class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${row('update', latency.update)} ${row('recommend', latency.recommend)} ${row('list', latency.list)}
          ${row('whole', latency.whole)}
        </tbody>
      </table>
      <p class="help">${words.last(timed(milliseconds))} ${words.latencyHelp}</p>
    `;
  }
}

function loggedEvent({ place, kind, item }: LoggedEvent): TemplateResult {
  const words = t().shop;
  const verb = words.kinds[kind as keyof typeof words.kinds];
  return html`<li>
    <span class="wrap"><span class="kind">${verb}</span> ${nameOf(item)}</span>
    <button
      class="link"
      type="button"
      aria-label=${words.undoNamed(`${verb} ${nameOf(item)}`)}
      @click=${() => void undo(place)}
    >
      ${words.undo}
    </button>
  </li>`;
}

function stageOf({ stage, by, before, after, found, dropped, moved, examples }: StageView): TemplateResult {
  const words = t().shop;
  const figures = [
    ...(stage === 'recall' ? [words.recalled(formatCount(after))] : []),
    ...(dropped > 0 ? [words.dropped(formatCount(dropped))] : []),
    ...(moved > 0 ? [words.moved(formatCount(moved))] : []),
  ];
  return html`
    <div class="stage">
      <div class="spread">
        <span
          ><strong>${words.stage[stage]}</strong>
          ${by === 'network' ? html`<span class="help">${t().ranking.by.network}</span>` : ''}</span
        >
        <span class="help"
          >${stage === 'recall' ? '' : `${words.flow(formatCount(before), formatCount(after))}${figures.length > 0 ? t().semicolon : ''}`}${figures.join(t().comma)}</span
        >
      </div>
      ${found.map(
        ({ label, items }) =>
          html`<div class="source">
            <span>${say(label)}</span><span class="number">${formatCount(items)}</span>
          </div>`,
      )}
      ${examples.map(
        ({ item, from, to, reason, because }) => html`
          <div class="example wrap">
            ${words.place(from === null ? '–' : formatCount(from), to === null ? words.out : formatCount(to))}
            ${nameOf(item)}. ${because ? words.because(nameOf(because)) : say(reason)}
          </div>
        `,
      )}
    </div>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-seen': ShopSeen;
  }
}
