import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { summarise } from '../../lab/seed-summary';
import { downloadBlob } from '../charts/export';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import { studyHead } from '../experiment/study-head';
import { studyStyles } from '../experiment/study-styles';
import { t } from '../i18n';
import { formatCount, formatMetric } from '../i18n/format';
import { modelLabel } from '../metrics/model-label';
import { canRun } from '../state/data';
import { experiment } from '../state/experiment';
import { currentSeeds, seedCount, startSeeds, type SeedItem } from '../state/seeds';
import { controls } from '../styles';
import { seedsCsv } from './seeds-csv';

/** One experiment under several seeds: each figure's mean and how far chance moves it. */
@customElement('cf-seeds-view')
export class SeedsView extends CfElement {
  static override styles = [
    controls,
    studyStyles,
    css`
      .setup input {
        width: 64px;
      }
      table {
        width: auto;
        min-width: 50%;
      }
      h2 {
        margin-bottom: 4px;
      }
      tfoot td,
      tfoot th {
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const words = t().seeds;
    const item = currentSeeds.get();
    const failure = item?.failure.get() ?? null;
    const runs = item?.runs.get() ?? [];
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().views.seeds}>
        ${studyHead(item, this.heading(item))} ${this.setup()}
        <p class="note">${words.note}</p>
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        ${item && runs.length > 0 ? [this.summary(item), this.table(item), this.save(item)] : ''}
      </div>
    `;
  }

  private heading(item: SeedItem | null): string {
    const words = t().seeds;
    if (!item) return words.none;
    const { experiment, runs, count } = item;
    return words.of(modelLabel(experiment.model.name), formatCount(runs.get().length), formatCount(count));
  }

  private setup(): TemplateResult {
    const words = t().seeds;
    const base = experiment.get();
    const ready = base !== null && canRun();
    return html`
      <div class="row setup">
        <label for="count">${words.count}</label>
        <input
          id="count"
          type="number"
          min="2"
          max="100"
          .value=${live(String(seedCount.get()))}
          @change=${(event: Event) => seedCount.set((event.target as HTMLInputElement).valueAsNumber)}
        />
        <button class="primary" type="button" ?disabled=${!ready} @click=${() => base && startSeeds(base)}>
          <cf-icon name="run"></cf-icon>${words.start}
        </button>
      </div>
    `;
  }

  private summary(item: SeedItem): TemplateResult {
    const words = t().seeds;
    const summary = Object.entries(summarise(item.runs.get()));
    return html`
      <section aria-label=${words.summary}>
        <h2>${words.summary}</h2>
        <div class="wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">${t().run.metric}</th>
                <th scope="col" class="number">${words.meanStd}</th>
                <th scope="col" class="number">${words.least}</th>
                <th scope="col" class="number">${words.greatest}</th>
              </tr>
            </thead>
            <tbody>
              ${summary.map(
                ([key, { mean, std, least, greatest }]) => html`
                  <tr>
                    <th scope="row">${t().metric(key)}</th>
                    <td class="number">
                      ${formatMetric(mean)}${std === null ? '' : ` ± ${formatMetric(std)}`}
                    </td>
                    <td class="number">${formatMetric(least)}</td>
                    <td class="number">${formatMetric(greatest)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }

  private table(item: SeedItem): TemplateResult {
    const words = t().seeds;
    const runs = item.runs.get();
    const keys = Object.keys(runs[0]?.metrics ?? {});
    return html`
      <section aria-label=${words.each}>
        <h2>${words.each}</h2>
        <div class="wrap">
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">${words.seed}</th>
                ${keys.map((key) => html`<th scope="col" class="number">${t().metric(key)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${runs.map(
                ({ seed, metrics }) => html`
                  <tr>
                    <td class="number">${seed}</td>
                    ${keys.map(
                      (key) => html`<td class="number">${formatMetric(metrics[key] ?? Number.NaN)}</td>`,
                    )}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }

  private save(item: SeedItem): TemplateResult {
    return html`<button
      type="button"
      @click=${() => downloadBlob(new Blob([seedsCsv(item.runs.get())], { type: 'text/csv' }), 'seeds.csv')}
    >
      ${t().seeds.csv}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-seeds-view': SeedsView;
  }
}
