import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ResearcherError } from '../../errors';
import type { RankingInput, RankingView } from '../../lab/live/ranking-api';
import type { ShopSettings } from '../../lab/live/api';
import { CfElement } from '../element';
import '../form/field';
import type { FieldView } from '../form/view';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { controls } from '../styles';
import { trainAndKeep } from './ranking-kept';
import { rankingDraft, rankingView, stopRanking } from './ranking-state';
import { numberView, type NumberLook } from './replay-fields';
import { curveOf, studyOf } from './shop-ranking-study';
import { sideStyles } from './shop-side-styles';
import { keptOf } from './shop-ranking-kept';
import { learningOf } from './shop-ranking-learning';
import { openedShop, set, shopFailure, visit } from './shop-state';

/** Bounds and defaults as in the schema of the training, which has the last word. */
const NUMBERS: Readonly<Record<Exclude<keyof RankingInput, 'layers'>, NumberLook>> = {
  lists: { default: 2400, min: 100, max: 100_000, whole: true },
  epochs: { default: 40, min: 1, max: 1000, whole: true },
  learningRate: { default: 0.003, min: 0, max: 1, whole: false },
  weightDecay: { default: 0.0001, min: 0, max: 1, whole: false },
  negatives: { default: 47, min: 1, max: 255, whole: true },
};
const LAYERS = [32, 16];

/** What ranks the candidates; the ranking network, its training and what it achieves. */
@customElement('cf-shop-ranking')
export class ShopRanking extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 6px 0;
      }
      select {
        width: 100%;
      }
      .check {
        display: flex;
        gap: 6px;
        align-items: center;
        margin-top: 6px;
      }
      progress {
        width: 100%;
      }
      details {
        margin: 6px 0;
      }
      cf-field {
        margin-inline: -12px;
      }
      table {
        width: 100%;
        font-size: var(--text-small);
      }
      th.number,
      td.number {
        padding-inline: 10px 0;
      }
      ul {
        margin: 4px 0;
        padding: 0;
        list-style: none;
        font-size: var(--text-small);
      }
      li .row {
        margin: 0 0 6px;
      }
      p {
        margin: 4px 0;
      }
      h3 {
        margin-top: 10px;
      }
    `,
  ];

  protected override render() {
    const opened = openedShop.get();
    const settings = visit.get()?.settings;
    if (!opened || !settings) return '';
    const words = t().ranking;
    const seen = rankingView.get();
    const view = seen?.shop === opened.shop ? seen.view : null;
    const isTraining = view?.state === 'training';
    return html`
      <select
        aria-label=${words.title}
        ?disabled=${!view?.study}
        @change=${(event: Event) =>
          void set({ ...settings, rank: (event.target as HTMLSelectElement).value as ShopSettings['rank'] })}
      >
        ${(['weighted', 'network'] as const).map(
          (name) =>
            html`<option value=${name} ?selected=${name === settings.rank}>${words.by[name]}</option>`,
        )}
      </select>
      <p class="help">${words.help}</p>
      ${view?.study ? learningOf(view, settings) : ''}
      <div class="row">
        <button type="button" ?disabled=${isTraining} @click=${() => void trainAndKeep()}>
          ${view?.study ? words.trainAgain : words.train}
        </button>
        ${
          isTraining
            ? html`<button type="button" @click=${() => void stopRanking()}>${words.stop}</button>`
            : ''
        }
      </div>
      ${view ? progress(view) : ''} ${keptOf(view)} ${trainingFields()}
      ${view && view.epochs.length > 1 ? curveOf(view) : ''} ${view?.study ? studyOf(view.study) : ''}
    `;
  }
}

function progress({ progress: now }: RankingView): TemplateResult | string {
  if (!now) return '';
  const words = t().ranking;
  return html`
    <p class="help" role="status">${words.phases[now.phase]}</p>
    ${
      now.phase === 'lists' || now.phase === 'training'
        ? html`<progress
            max=${now.total}
            value=${now.done}
            aria-label=${words.progress(formatCount(now.done), formatCount(now.total))}
          ></progress>`
        : ''
    }
  `;
}

function trainingFields(): TemplateResult {
  const words = t().ranking;
  const draft = rankingDraft.get();
  const field = (name: keyof RankingInput, make: () => FieldView) =>
    html`<cf-field
      .make=${make}
      .value=${draft[name]}
      .issue=${issueOf(name)}
      @field-change=${(event: CustomEvent<unknown>) => change(name, event.detail)}
    ></cf-field>`;
  return html`<details>
    <summary>${words.settings}</summary>
    ${field('layers', () => ({
      ...{ path: 'layers', ...words.fields.layers, formula: null, default: LAYERS },
      control: { kind: 'integers' },
    }))}
    ${Object.entries(NUMBERS).map(([key, look]) => {
      const name = key as keyof typeof NUMBERS;
      return field(name, () => numberView(name, t().ranking.fields[name], look));
    })}
  </details>`;
}

function change(name: keyof RankingInput, value: unknown): void {
  const { [name]: _, ...rest } = rankingDraft.get();
  rankingDraft.set(value === undefined ? rest : { ...rest, [name]: value });
}

/** What the shop said of the setting when it refused the last training. */
function issueOf(name: string) {
  const failure = shopFailure.get();
  if (!(failure instanceof ResearcherError)) return undefined;
  const { path } = failure.where;
  return path === name || path?.startsWith(`${name}.`) ? { path, text: failure.text } : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-ranking': ShopRanking;
  }
}
