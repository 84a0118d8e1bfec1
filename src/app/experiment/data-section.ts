import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/notice';
import { boundField } from '../form/experiment-field';
import '../form/file-field';
import { experimentView } from '../form/view';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { dataFailure, dataInUse, dataReading, useData } from '../state/data';
import { draft, setValue } from '../state/experiment';
import { go } from '../state/navigation';
import { controls } from '../styles';
import './section';

const FIELDS = [
  'data.feedback',
  'data.duplicates',
  'data.filters.minUserInteractions',
  'data.filters.minItemInteractions',
  'data.filters.minRating',
] as const;

/** Long enough to finish typing a number, short enough to see the counts follow. */
const SETTLE_MS = 400;

/** What the experiment runs on. Changes here change the counts, so the source is looked at again. */
@customElement('cf-data-section')
export class DataSection extends CfElement {
  private settling: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    css`
      .in-use {
        display: flex;
        gap: 10px;
        align-items: baseline;
        justify-content: space-between;
        padding: 0 8px 6px 12px;
      }
      .name {
        overflow-wrap: anywhere;
      }
      cf-notice {
        margin: 4px 8px 4px 12px;
      }
    `,
  ];

  protected override render() {
    const words = t().data;
    const inUse = dataInUse.get();
    const failure = dataFailure.get();
    const statistics = inUse?.summary.statistics;
    const name = inUse ? words.sourceName(inUse.summary.source.name) : '';
    return html`
      <cf-section .heading=${t().experiment.data} .summary=${name} open>
        <div class="in-use">
          <span class="name small quiet-text"
            >${
              statistics
                ? words.counts(
                    formatCount(statistics.users),
                    formatCount(statistics.items),
                    formatCount(statistics.interactions),
                  )
                : words.reading(words.sourceName(dataReading.get() ?? ''))
            }</span
          >
          <button class="link" type="button" @click=${() => go('data')}>${t().experiment.changeData}</button>
        </div>
        ${failure ? html`<cf-notice kind="danger" .error=${failure.error}></cf-notice>` : ''}
        ${FIELDS.map((path) => boundField(path, () => experimentView(path), { change: (value) => this.change(path, value) }))}
        ${
          draft.get().data?.source === 'file'
            ? html`<cf-file-field .path=${'data.itemsPath'} @field-change=${this.reread}></cf-file-field>
                <cf-file-field .path=${'data.trustPath'}></cf-file-field>`
            : ''
        }
      </cf-section>
    `;
  }

  private change(path: (typeof FIELDS)[number], value: unknown): void {
    setValue(path, value);
    this.reread();
  }

  private readonly reread = () => {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void useData(draft.get().data ?? {}), SETTLE_MS);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-data-section': DataSection;
  }
}
