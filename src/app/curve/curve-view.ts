import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../charts/chart';
import { bandOption, bandTable, type BandInput } from '../charts/band';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import { studyHead } from '../experiment/study-head';
import { studyStyles } from '../experiment/study-styles';
import { t } from '../i18n';
import { formatDuration, formatNumber, formatPercent } from '../i18n/format';
import { modelLabel } from '../metrics/model-label';
import { canRun } from '../state/data';
import { chosenModel, experiment } from '../state/experiment';
import {
  currentCurve,
  curvePath,
  curveShares,
  curveValues,
  numbersOf,
  sharesOf,
  startCurve,
  type CurveItem,
} from '../state/learning-curve';
import { controls } from '../styles';
import { ALONG, placed, variedBy, type Along } from './axes';
import { curveTable, nameOf } from './curve-table';

/** Accuracy against data, time or parameters: would more of it help? */
@customElement('cf-curve-view')
export class CurveView extends CfElement {
  @state() private metric: string | null = null;
  @state() private along: Along = 'value';
  /** What was typed and is no list of values. */
  @state() private wrong: string | null = null;

  static override styles = [
    controls,
    studyStyles,
    css`
      .setup input {
        width: 220px;
      }
      .wrong {
        color: var(--danger);
      }
      select {
        --control: 24px;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const words = t().curve;
    const item = currentCurve.get();
    const failure = item?.failure.get() ?? null;
    const points = item?.points.get() ?? [];
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().views.curve}>
        ${studyHead(item, item ? words.of(modelLabel(item.experiment.model.name)) : words.none)}
        ${this.setup()}
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        ${this.chart(item)} ${points.length > 0 ? curveTable(item) : ''}
      </div>
    `;
  }

  private setup(): TemplateResult {
    const words = t().curve;
    const base = experiment.get();
    const settings = variedBy(chosenModel.get());
    const setting = settings.find(({ path }) => path === curvePath.get());
    const values = setting ? (curveValues.get().get(setting.path) ?? setting.values) : curveShares.get();
    const ready = base !== null && this.wrong === null && canRun();
    const shown =
      this.wrong ?? values.map((value) => String(setting ? value : formatNumber(value * 100))).join(', ');
    return html`
      <div class="row setup">
        <label for="varied">${words.varied}</label>
        <select id="varied" @change=${this.settingChosen}>
          <option value="share" ?selected=${!setting}>${words.share}</option>
          ${settings.map(
            ({ path, label }) =>
              html`<option value=${path} ?selected=${path === setting?.path}>${label}</option>`,
          )}
        </select>
        <label for="values">${setting ? words.values : words.shares}</label>
        <input
          id="values"
          type="text"
          inputmode="numeric"
          spellcheck="false"
          aria-invalid=${this.wrong === null ? 'false' : 'true'}
          .value=${live(shown)}
          @change=${this.typed}
        />
        <button
          class="primary"
          type="button"
          ?disabled=${!ready}
          @click=${() => base && startCurve(base, setting?.path ?? 'share', values)}
        >
          <cf-icon name="run"></cf-icon>${words.start}
        </button>
      </div>
      ${
        this.wrong === null
          ? html`<p class="note">${setting ? words.noteOf(setting.label) : words.note}</p>`
          : html`<p class="note wrong" role="alert">${setting ? words.wrongValues : words.wrong}</p>`
      }
    `;
  }

  private readonly settingChosen = (event: Event) => {
    this.wrong = null;
    curvePath.set((event.target as HTMLSelectElement).value);
  };

  private readonly typed = (event: Event) => {
    const text = (event.target as HTMLInputElement).value;
    const path = curvePath.get();
    const shares = !variedBy(chosenModel.get()).some((setting) => setting.path === path);
    const values = shares ? sharesOf(text) : numbersOf(text);
    this.wrong = values ? null : text;
    if (!values) return;
    if (shares) curveShares.set(values);
    else curveValues.set(new Map([...curveValues.get(), [path, values]]));
  };

  private chart(item: CurveItem | null): TemplateResult {
    const words = t().curve;
    const points = placed(item?.points.get() ?? [], this.along);
    const keys = Object.keys(points[0]?.[1].metrics ?? {});
    const key = this.metric !== null && keys.includes(this.metric) ? this.metric : (keys[0] ?? '');
    const name = key === '' ? '' : t().metric(key);
    const share = this.along === 'value' && (item === null || item.path === 'share');
    const input = (): BandInput => ({
      x: points.map(([x]) => x),
      y: points.map(([, { metrics }]) => metrics[key] ?? Number.NaN),
      low: points.map(([, { intervals }]) => intervals[key]?.[0] ?? null),
      high: points.map(([, { intervals }]) => intervals[key]?.[1] ?? null),
      xName: this.along === 'value' ? nameOf(item) : words.along[this.along],
      ...(share ? { xRange: [0, 1] } : { xLog: points.length > 1 && points.every(([x]) => x > 0) }),
      yName: name,
      bandName: t().results.interval,
      formatX: (x) =>
        share ? formatPercent(x) : this.along === 'seconds' ? formatDuration(x) : formatNumber(x),
      format: (value) => formatNumber(value),
    });
    return html`<cf-chart
      .title=${words.title(name)}
      .empty=${words.empty}
      height="clamp(220px, 42vh, 460px)"
      ?filled=${points.length > 0}
      .build=${(theme: ChartTheme) => bandOption(input(), theme)}
      .table=${() => bandTable(input())}
      >${
        points.length > 0 || this.along !== 'value'
          ? html`<select slot="tools" aria-label=${words.against} @change=${this.alongChosen}>
              ${ALONG.map(
                (each) =>
                  html`<option value=${each} ?selected=${each === this.along}>
                    ${each === 'value' ? nameOf(item) : words.along[each]}
                  </option>`,
              )}
            </select>`
          : ''
      }${
        keys.length > 1
          ? html`<select slot="tools" aria-label=${t().run.metric} @change=${this.metricChosen}>
              ${keys.map(
                (each) => html`<option value=${each} ?selected=${each === key}>${t().metric(each)}</option>`,
              )}
            </select>`
          : ''
      }</cf-chart
    >`;
  }

  private readonly alongChosen = (event: Event) => {
    this.along = ALONG.find((each) => each === (event.target as HTMLSelectElement).value) ?? 'value';
  };

  private readonly metricChosen = (event: Event) => {
    this.metric = (event.target as HTMLSelectElement).value;
  };
}

/** The line of progress: what the run of the share in work tells. */

declare global {
  interface HTMLElementTagNameMap {
    'cf-curve-view': CurveView;
  }
}
