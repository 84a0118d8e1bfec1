import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../charts/chart';
import { curvesOption, curvesTable, type Curve, type CurvesInput } from '../charts/curves';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatNumber } from '../i18n/format';
import '../run/run-controls';
import '../run/run-progress';
import { controls } from '../styles';
import './replay-export';
import './replay-results';
import './replay-sales';
import './replay-transport';
import { currentReplay, type ReplayItem } from './replay-state';

/** The replay in view: its curves while it flows, and its figures when it is done. */
@customElement('cf-replay-panel')
export class ReplayPanel extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        min-width: 0;
        min-height: 0;
      }
      .panel {
        display: flex;
        flex-direction: column;
        gap: 14px;
        height: 100%;
        padding: 12px 16px 24px;
      }
      header {
        display: grid;
        gap: 6px;
      }
      h1.empty {
        color: var(--ink-3);
        font-weight: 400;
      }
      .note {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
        gap: 8px 24px;
      }
    `,
  ];

  protected override render() {
    const item = currentReplay.get();
    const record = item?.record.get() ?? null;
    const failure = item?.failure.get() ?? null;
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().places.live}>
        <header>
          <div class="spread">
            <h1 class=${item ? '' : 'empty'}>${item ? titleOf(item) : t().live.none}</h1>
            <cf-run-controls .run=${item}></cf-run-controls>
          </div>
          <cf-run-progress .run=${item}></cf-run-progress>
          <cf-replay-transport .item=${item}></cf-replay-transport>
          <cf-replay-sales .item=${item}></cf-replay-sales>
        </header>
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        ${this.charts(item)}
        ${
          record
            ? html`<cf-replay-results .record=${record}></cf-replay-results>
                ${record.warnings.map(
                  (warning) => html`<cf-notice><div>${say(warning.text)}</div></cf-notice>`,
                )}
                <cf-replay-export .record=${record}></cf-replay-export>`
            : ''
        }
      </div>
    `;
  }

  private charts(item: ReplayItem | null): TemplateResult {
    item?.changes.get();
    const words = t().live;
    const topN = String(item?.replay.stream?.topN ?? 10);
    // Events without ratings are all alike: there is nothing to predict.
    const alike = item?.replay.stream?.source === 'endless' && item.replay.stream.event !== 'rating';
    const rates = !alike && (item === null || item.points.some(({ values }) => keysOf(values).some(isRmse)));
    const sold = item?.points.some(({ values }) => SALE in values) ?? false;
    return html`
      <div class="charts">
        ${this.chart(
          words.recallTitle(topN),
          words.recallEmpty,
          curvesOf(item, (key) => !isRmse(key) && key !== SALE),
        )}
        ${rates ? this.chart(words.rmseTitle, words.rmseEmpty, curvesOf(item, isRmse)) : ''}
        ${
          sold
            ? this.chart(
                words.saleTitle,
                '',
                curvesOf(item, (key) => key === SALE),
              )
            : ''
        }
      </div>
      ${item && item.refits.length > 0 ? html`<p class="note">${words.refitMarks}</p>` : ''}
    `;
  }

  private chart(title: string, empty: string, curves: readonly Curve[]): TemplateResult {
    const input = (): CurvesInput => ({
      curves,
      xName: t().live.event,
      yName: '',
      smoothing: 0,
      logY: false,
      clip: false,
      format: (value) => formatNumber(value),
    });
    return html`
      <cf-chart
        .title=${title}
        .empty=${empty}
        height="clamp(190px, 32vh, 360px)"
        ?filled=${curves.length > 0}
        .build=${(theme: ChartTheme) => curvesOption(input(), theme)}
        .table=${() => curvesTable(input())}
      ></cf-chart>
    `;
  }
}

function titleOf(item: ReplayItem): string {
  return item.replay.models.map(({ name }) => name).join(t().comma);
}

/** Of the purchases in the last hours, the share of what was last put on sale. */
const SALE = 'sale:share';

function keysOf(values: Readonly<Record<string, number>>): string[] {
  return Object.keys(values);
}

function isRmse(key: string): boolean {
  return key.endsWith(':rmse');
}

/** One curve a model for the keys wanted; a model has the same colour in both charts. */
function curvesOf(item: ReplayItem | null, wanted: (key: string) => boolean): Curve[] {
  if (!item) return [];
  const models = new Map<string, number>();
  const found = new Map<string, { x: number[]; y: number[] }>();
  for (const { epoch, values } of item.points) {
    for (const [key, value] of Object.entries(values)) {
      const model = key.slice(0, key.lastIndexOf(':'));
      if (!models.has(model)) models.set(model, models.size);
      if (!wanted(key)) continue;
      const curve = found.get(model) ?? { x: [], y: [] };
      found.set(model, curve);
      curve.x.push(epoch);
      curve.y.push(value);
    }
  }
  return [...found].map(([name, { x, y }]) => ({
    name,
    colour: models.get(name)!,
    marks: item.refits.filter(({ model }) => model === name).map(({ event }) => event),
    x: Float64Array.from(x),
    y: Float64Array.from(y),
  }));
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-panel': ReplayPanel;
  }
}
