import { css, html, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RunRecord } from '../../lab/record';
import type { Language } from '../../language';
import { downloadBlob } from '../charts/export';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { go } from '../state/navigation';
import type { RunItem } from '../state/run-item';
import { currentRun, runs } from '../state/runs';
import { language } from '../state/settings';
import { controls } from '../styles';
import { FORMATS, renderReport, type ReportFormat } from './formats';

/** A finished run as a file that leaves the tab; the preview is the very HTML that is saved. */
@customElement('cf-reports-place')
export class ReportsPlace extends CfElement {
  @state() private chosen: number | null = null;
  /** The report's language; null: the page's. */
  @state() private reportLanguage: Language | null = null;
  @state() private preview = '';
  @state() private problem: unknown = undefined;
  private previewed: { readonly record: RunRecord; readonly language: Language } | null = null;

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 264px minmax(0, 1fr);
        height: 100%;
      }
      .side {
        display: flex;
        flex-direction: column;
        gap: 14px;
        padding: 12px 14px;
        border-inline-end: 1px solid var(--hairline);
      }
      .side label {
        display: grid;
        gap: 4px;
        color: var(--ink-2);
        font-size: var(--text-small);
      }
      .side select {
        width: 100%;
      }
      .formats {
        display: grid;
        gap: 6px;
      }
      .formats button {
        justify-content: space-between;
      }
      .formats .small {
        color: var(--ink-3);
      }
      iframe {
        width: 100%;
        height: 100%;
        border: 0;
        background: var(--surface);
      }
      .none {
        grid-column: 1 / -1;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 12px;
        color: var(--ink-3);
      }
    `,
  ];

  private get finished(): readonly RunItem[] {
    return runs.get().filter((run) => run.record.get() !== null);
  }

  private get run(): RunItem | null {
    const { finished } = this;
    const current = currentRun.get();
    return (
      finished.find((run) => run.number === this.chosen) ??
      finished.find((run) => run === current) ??
      finished.at(-1) ??
      null
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const record = this.run?.record.get();
    const into = this.reportLanguage ?? language.get();
    if (record && (this.previewed?.record !== record || this.previewed.language !== into)) {
      this.previewed = { record, language: into };
      void this.show(record, into);
    }
  }

  private async show(record: RunRecord, into: Language): Promise<void> {
    try {
      const page = await renderReport('html', record, into);
      if (this.previewed?.record === record && this.previewed.language === into) this.preview = page;
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
  }

  protected override render() {
    const words = t().reports;
    const { run } = this;
    if (!run) {
      return html`<div class="none">
        <h1 class="visually-hidden">${t().places.reports}</h1>
        <p>${words.none}</p>
        <button type="button" @click=${() => go('experiment')}>${t().runs.toExperiment}</button>
      </div>`;
    }
    const into = this.reportLanguage ?? language.get();
    return html`
      <section class="side scroll" aria-label=${words.save}>
        <h1 class="visually-hidden">${t().places.reports}</h1>
        <label>
          ${words.run}
          <select @change=${this.runChosen}>
            ${[...this.finished]
              .reverse()
              .map(
                (each) =>
                  html`<option value=${each.number} ?selected=${each === run}>
                    ${each.number + 1} ${each.experiment.name}
                  </option>`,
              )}
          </select>
        </label>
        <label>
          ${words.language}
          <select @change=${this.languageChosen}>
            <option value="en" ?selected=${into === 'en'}>English</option>
            <option value="zh" ?selected=${into === 'zh'}>中文</option>
          </select>
        </label>
        <div class="formats">
          <h2>${words.save}</h2>
          ${FORMATS.map(
            (format) => html`
              <button type="button" @click=${() => void this.save(format, run, into)}>
                ${words.formats[format.id].name}<span class="small">${words.formats[format.id].use}</span>
              </button>
            `,
          )}
          ${
            run.handle.get()
              ? html`<button type="button" @click=${() => void this.saveArtefacts(run)}>
                  ${words.artefacts}<span class="small">CSV, safetensors, ONNX</span>
                </button>`
              : ''
          }
        </div>
        ${this.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${this.problem}></cf-notice>`}
      </section>
      <iframe sandbox="allow-same-origin" title=${words.preview} .srcdoc=${this.preview}></iframe>
    `;
  }

  private readonly runChosen = (event: Event) => {
    this.chosen = Number((event.target as HTMLSelectElement).value);
  };

  private readonly languageChosen = (event: Event) => {
    this.reportLanguage = (event.target as HTMLSelectElement).value === 'zh' ? 'zh' : 'en';
  };

  private async save(format: ReportFormat, run: RunItem, into: Language): Promise<void> {
    const record = run.record.get();
    if (!record) return;
    const text = await renderReport(format.id, record, into);
    downloadBlob(new Blob([text], { type: format.type }), `${fileName(run)}.${format.extension}`);
  }

  private async saveArtefacts(run: RunItem): Promise<void> {
    try {
      for (const [name, blob] of Object.entries((await run.handle.get()?.artefacts()) ?? {}))
        downloadBlob(blob, name);
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
  }
}

function fileName(run: RunItem): string {
  return (run.experiment.name || 'run').replaceAll(/[^\p{L}\p{N}.-]+/gu, '-');
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-reports-place': ReportsPlace;
  }
}
