import { css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { downloadBlob } from '../charts/export';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { isOver } from '../state/work';
import {
  isComplete,
  presets,
  reproductions,
  startPresets,
  stopPresets,
  takePresetFiles,
} from '../state/reproductions';
import { language } from '../state/settings';
import { controls } from '../styles';
import { tablesOf } from './preset-files';
import './preset-table';

/** The figures that the literature reports: which can be run here, and what came of it. */
@customElement('cf-reproduce-place')
export class ReproducePlace extends CfElement {
  @state() private taken: number | null = null;
  @query('input.folder') private readonly folder!: HTMLInputElement;
  @query('input.files') private readonly files!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      .panel {
        height: 100%;
        padding: 12px 18px 40px;
      }
      .panel > * + * {
        margin-top: 12px;
      }
      .intro {
        max-width: 90ch;
        color: var(--ink-2);
      }
      .tools {
        position: sticky;
        top: -12px;
        z-index: 2;
        background: var(--surface);
        padding-block: 8px;
        border-bottom: 1px solid var(--hairline);
      }
      .space {
        flex: 1;
      }
    `,
  ];

  protected override render() {
    const words = t().reproduce;
    const all = presets();
    const runnable = all.filter(isComplete);
    const going = [...reproductions.get().values()].some(({ state: each }) => !isOver(each.get()));
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().places.reproduce}>
        <h1>${t().places.reproduce}</h1>
        <p class="intro">${words.intro}</p>
        <div class="tools row">
          ${
            going
              ? html`<button type="button" @click=${stopPresets}>
                  <cf-icon name="stop"></cf-icon>${words.stop}
                </button>`
              : html`<button
                  class="primary"
                  type="button"
                  ?disabled=${runnable.length === 0}
                  @click=${() => startPresets(runnable)}
                >
                  <cf-icon name="run"></cf-icon>${words.runAll(runnable.length)}
                </button>`
          }
          <button type="button" ?disabled=${all.length === 0} @click=${() => this.folder.click()}>
            ${words.folder}
          </button>
          <button type="button" ?disabled=${all.length === 0} @click=${() => this.files.click()}>
            ${words.files}
          </button>
          <span class="small quiet-text" role="status"
            >${this.taken === null ? '' : words.taken(this.taken)}</span
          >
          <span class="space"></span>
          <div class="row" role="group" aria-label=${words.save}>
            <button type="button" ?disabled=${all.length === 0} @click=${() => void save('csv')}>
              ${words.csv}
            </button>
            <button type="button" ?disabled=${all.length === 0} @click=${() => void save('md')}>
              ${words.markdown}
            </button>
          </div>
          <input
            class="folder"
            type="file"
            hidden
            multiple
            .webkitdirectory=${true}
            aria-label=${words.folder}
            @change=${() => this.take(this.folder)}
          />
          <input
            class="files"
            type="file"
            hidden
            multiple
            aria-label=${words.files}
            @change=${() => this.take(this.files)}
          />
        </div>
        ${this.summary()} ${all.length === 0 ? html`<p class="quiet-text">${words.none}</p>` : ''}
        ${tablesOf(all).map((rows) => html`<cf-preset-table .rows=${rows}></cf-preset-table>`)}
      </div>
    `;
  }

  private take(input: HTMLInputElement): void {
    this.taken = takePresetFiles([...(input.files ?? [])]);
    input.value = '';
  }

  private summary(): TemplateResult | '' {
    const figures = [...reproductions.get().values()].flatMap(({ record }) => record.get()?.figures ?? []);
    if (figures.length === 0) return '';
    const count = (verdict: string) =>
      formatCount(figures.filter((figure) => figure.verdict === verdict).length);
    const total = presets().reduce((sum, preset) => sum + preset.figures.length, 0);
    return html`<p role="status">
      ${t().reproduce.summary(
        formatCount(figures.length),
        formatCount(total),
        count('reproduced'),
        count('better'),
        count('worse'),
      )}
    </p>`;
  }
}

async function save(format: 'csv' | 'md'): Promise<void> {
  const { reproductionsCsv, reproductionsMarkdown } = await import('../../report/reproductions');
  const rows = presets().map((preset) => ({
    preset,
    figures: reproductions.get().get(preset.name)?.record.get()?.figures ?? null,
  }));
  const text = format === 'csv' ? reproductionsCsv(rows) : reproductionsMarkdown(rows, language.get());
  const type = format === 'csv' ? 'text/csv' : 'text/markdown';
  downloadBlob(new Blob([text], { type }), `reproduced.${format}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-reproduce-place': ReproducePlace;
  }
}
