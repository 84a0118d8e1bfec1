import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { schemaField } from '../form/schema';
import { t } from '../i18n';
import type { DataBlock } from '../state/data';
import { controls, lineLabels } from '../styles';

const DELIMITERS = [',', '\t', ';', '::', '|', ' '] as const;
const ENCODINGS = ['utf-8', 'gb18030', 'latin1'] as const;

/** How the source is to be read, where the reader's guess is wrong. Fires `options-change` with a part of the data block. */
@customElement('cf-reading-options')
export class ReadingOptions extends CfElement {
  @property({ attribute: false }) block: DataBlock = {};
  /** What the reader made of it, shown where nothing is set. */
  @property({ attribute: false }) found: {
    readonly format: string;
    readonly delimiter: string | null;
    readonly encoding: string | null;
  } | null = null;

  static override styles = [
    controls,
    lineLabels,
    css`
      .row {
        gap: 6px 14px;
      }
      select {
        --control: 26px;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const { block, found } = this;
    const words = t().data;
    const format = schemaField('data.format');
    const formats = format.kind === 'choice' ? format.options : [];
    const auto = (value: string | null | undefined) => (value ? words.autoFound(value) : words.auto);
    return html`
      <div class="row" role="group" aria-label=${words.readAs}>
        ${this.choice(
          words.format,
          block.format ?? 'auto',
          formats.map((value) => [value, value === 'auto' ? auto(found?.format) : value]),
          (value) => ({ format: value as DataBlock['format'] }),
        )}
        ${this.choice(
          words.delimiter,
          block.delimiter ?? '',
          [
            ['', auto(found?.delimiter && words.delimiterName(found.delimiter))],
            ...DELIMITERS.map((value) => [value, words.delimiterName(value)] as const),
          ],
          (value) => ({ delimiter: value || undefined }),
        )}
        ${this.choice(
          words.encoding,
          block.encoding ?? '',
          [['', auto(found?.encoding)], ...ENCODINGS.map((value) => [value, value] as const)],
          (value) => ({ encoding: (value || undefined) as DataBlock['encoding'] }),
        )}
        ${this.choice(
          words.header,
          block.header === undefined ? '' : String(block.header),
          [
            ['', words.auto],
            ['true', t().form.yes],
            ['false', t().form.no],
          ],
          (value) => ({ header: value === '' ? undefined : value === 'true' }),
        )}
      </div>
    `;
  }

  private choice(
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    change: (value: string) => Partial<DataBlock>,
  ): TemplateResult {
    return html`<label
      >${label}
      <select
        @change=${(event: Event) =>
          this.dispatchEvent(
            new CustomEvent('options-change', { detail: change((event.target as HTMLSelectElement).value) }),
          )}
      >
        ${options.map(
          ([option, shown]) => html`<option value=${option} ?selected=${option === value}>${shown}</option>`,
        )}
      </select></label
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-reading-options': ReadingOptions;
  }
}
