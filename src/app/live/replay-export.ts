import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReplayRecord } from '../../lab/replay/record';
import type { Language } from '../../language';
import { downloadBlob } from '../charts/export';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { language } from '../state/settings';
import { controls } from '../styles';

const FORMATS = {
  html: { type: 'text/html', extension: 'html' },
  markdown: { type: 'text/markdown', extension: 'md' },
  csv: { type: 'text/csv', extension: 'csv' },
  svg: { type: 'image/svg+xml', extension: 'svg' },
  json: { type: 'application/json', extension: 'json' },
} as const;
type Format = keyof typeof FORMATS;

/** A finished replay as a file that leaves the tab. */
@customElement('cf-replay-export')
export class ReplayExport extends CfElement {
  @property({ attribute: false }) record: ReplayRecord | null = null;
  @state() private problem: unknown = undefined;

  static override styles = [
    controls,
    css`
      h2 {
        margin-bottom: 6px;
      }
    `,
  ];

  protected override render() {
    const words = t().live;
    return html`
      <h2>${words.save}</h2>
      <div class="row" role="group" aria-label=${words.save}>
        ${(Object.keys(FORMATS) as Format[]).map(
          (format) => html`
            <button type="button" @click=${() => void this.save(format)}>${words.formats[format]}</button>
          `,
        )}
      </div>
      ${this.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${this.problem}></cf-notice>`}
    `;
  }

  private async save(format: Format): Promise<void> {
    const record = this.record;
    if (!record) return;
    try {
      const { type, extension } = FORMATS[format];
      downloadBlob(
        new Blob([await rendered(record, format, language.get())], { type }),
        `replay.${extension}`,
      );
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
  }
}

/** The writers are loaded when first needed. */
async function rendered(record: ReplayRecord, format: Format, into: Language): Promise<string> {
  if (format === 'json') return `${JSON.stringify(record, null, 2)}\n`;
  const { composeReplay, renderCurvesSvg, renderSeriesCsv } = await import('../../report/replay');
  if (format === 'csv') return renderSeriesCsv(record);
  if (format === 'svg') return renderCurvesSvg(record, into);
  const report = composeReplay(record, into);
  return format === 'html'
    ? (await import('../../report/html')).htmlOf(report)
    : (await import('../../report/markdown')).markdownOf(report);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-export': ReplayExport;
  }
}
