import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { SourceDescription } from '../../data/interactions';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { dataFailure, dataInUse, dataReading, files, useData, type DataBlock } from '../state/data';
import { draft } from '../state/experiment';
import { labState } from '../state/lab';
import { controls } from '../styles';
import { rolesOf } from './columns';
import './data-preview';
import './data-statistics';
import './paste-dialog';
import type { PasteDialog } from './paste-dialog';
import { peek } from './peek';
import './reading-options';
import './rejected-rows';
import './store-form';
import { takeFile } from './take-file';

/** Formats that name their own columns or have a fixed order. */
const FIXED_COLUMNS = new Set([
  'simulated',
  'online-retail',
  'user-sequences',
  'user-item-lists',
  'recbole-inter',
]);

/** The data set: choose one, see how it was understood, what was rejected, and its shape. */
@customElement('cf-data-place')
export class DataPlace extends CfElement {
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;
  @query('cf-paste-dialog') private readonly pasting!: PasteDialog;
  /** First rows of the file that could not be read, and for which attempt they were looked up. */
  @state() private raw: { readonly block: DataBlock; readonly rows: string[][] | null } | null = null;

  static override styles = [
    controls,
    css`
      .place {
        height: 100%;
        padding: 10px 20px 40px;
      }
      .place > * + * {
        margin-top: 12px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
      }
      h1 {
        margin-inline-end: auto;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .reading {
        display: flex;
        gap: 10px;
        align-items: center;
        color: var(--ink-2);
      }
      .failure {
        display: grid;
        gap: 8px;
      }
      .facts {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      cf-reading-options {
        margin: 6px 0;
      }
    `,
  ];

  protected override render() {
    const words = t().data;
    const inUse = dataInUse.get();
    const reading = dataReading.get();
    const ready = labState.get().status === 'ready';
    return html`
      <div class="place scroll">
        <header>
          <h1>${inUse ? words.sourceName(inUse.summary.source.name) : t().places.data}</h1>
          <button class="primary" type="button" ?disabled=${!ready} @click=${() => this.chooser.click()}>
            ${words.chooseFile}
          </button>
          <button type="button" ?disabled=${!ready} @click=${() => this.pasting.show()}>
            ${words.paste}
          </button>
          <button type="button" ?disabled=${!ready} @click=${() => void useData({ source: 'simulated' })}>
            ${words.useStore}
          </button>
          <input type="file" multiple hidden aria-label=${words.chooseFile} @change=${this.chosen} />
        </header>
        <p class="facts">${words.dropHint}</p>
        <div role="status" class="reading" ?hidden=${reading === null}>
          <progress aria-label=${words.reading('')}></progress>
          ${reading === null ? '' : words.reading(words.sourceName(reading))}
        </div>
        ${this.failure()} ${inUse ? this.inUse(inUse.block, inUse.summary.source) : ''}
        <cf-rejected-rows .rejected=${inUse?.summary.rejected ?? null}></cf-rejected-rows>
        <cf-data-statistics .statistics=${inUse?.summary.statistics ?? null}></cf-data-statistics>
        <cf-paste-dialog></cf-paste-dialog>
      </div>
    `;
  }

  private readonly chosen = () => {
    void takeFile([...(this.chooser.files ?? [])]);
    this.chooser.value = '';
  };

  private inUse(block: DataBlock, source: SourceDescription): TemplateResult {
    const simulated = block.source === undefined || block.source === 'simulated';
    const width = Math.max(source.header?.length ?? 0, ...source.preview.map((row) => row.length));
    const rows = source.preview.slice(0, 5);
    return html`
      ${
        simulated
          ? html`<cf-store-form></cf-store-form>`
          : html`<cf-reading-options
              .block=${block}
              .found=${source}
              @options-change=${(event: CustomEvent<Partial<DataBlock>>) => this.reread(block, event.detail)}
            ></cf-reading-options>`
      }
      ${
        rows.length === 0
          ? ''
          : html`<cf-data-preview
              .header=${source.header}
              .rows=${rows}
              .roles=${rolesOf(source.columns, source.header, width)}
              ?fixed=${simulated || FIXED_COLUMNS.has(source.format)}
              @mapping-change=${(event: CustomEvent<DataBlock['columns']>) =>
                this.reread(block, { columns: event.detail })}
            ></cf-data-preview>`
      }
    `;
  }

  /** What could not be read, why, and the ways out; what was in use before stands below it. */
  private failure(): TemplateResult | '' {
    const failure = dataFailure.get();
    if (!failure) return '';
    const { block, error } = failure;
    const rows = this.raw?.block === block ? this.raw.rows : null;
    const width = Math.max(0, ...(rows ?? []).map((row) => row.length));
    const columns = { user: null, item: null, rating: null, timestamp: null, ...block.columns };
    const header = block.header === false ? null : (rows?.[0] ?? null);
    return html`
      <div class="failure">
        <cf-notice kind="danger" .error=${error} .subject=${block.path}>
          ${dataInUse.get() ? html`<div class="small">${t().data.kept}</div>` : ''}
        </cf-notice>
        ${
          block.source === 'file' || block.source === 'text'
            ? html`<cf-reading-options
                .block=${block}
                @options-change=${(event: CustomEvent<Partial<DataBlock>>) => this.reread(block, event.detail)}
              ></cf-reading-options>`
            : ''
        }
        ${
          rows && rows.length > 0
            ? html`<cf-data-preview
                .header=${header}
                .rows=${header ? rows.slice(1) : rows}
                .roles=${rolesOf(columns, header, width)}
                @mapping-change=${(event: CustomEvent<DataBlock['columns']>) =>
                  this.reread(block, { columns: event.detail })}
              ></cf-data-preview>`
            : ''
        }
      </div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const failed = dataFailure.get()?.block;
    if (failed?.source === 'file' && this.raw?.block !== failed) void this.look(failed);
  }

  private async look(block: DataBlock): Promise<void> {
    this.raw = { block, rows: null };
    const file = files.get().get(block.path ?? '');
    const rows = file ? await peek(file, block) : null;
    if (this.raw?.block === block) this.raw = { block, rows };
  }

  private reread(block: DataBlock, change: Partial<DataBlock>): void {
    const { feedback, duplicates, filters } = draft.get().data ?? {};
    void useData({ ...block, feedback, duplicates, filters, ...change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-data-place': DataPlace;
  }
}
