import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { dataInUse, dataReading } from '../state/data';
import { inspectorOpen } from '../state/inspector';
import { go } from '../state/navigation';
import { language, setLanguage, setTheme, themeChoice, type ThemeChoice } from '../state/settings';
import { controls } from '../styles';
import './device-badge';

const THEMES: readonly ThemeChoice[] = ['auto', 'light', 'dark'];
const THEME_ICONS: Readonly<Record<ThemeChoice, string>> = { auto: 'half', light: 'sun', dark: 'moon' };

@customElement('cf-top-bar')
export class TopBar extends CfElement {
  static override styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 40px;
        padding-inline: 14px 8px;
        border-bottom: 1px solid var(--hairline);
        background: var(--ground);
      }
      .name {
        font-weight: 650;
        letter-spacing: -0.01em;
        font-size: 14.5px;
        margin-inline-end: 14px;
      }
      .data {
        flex: 0 1 auto;
        min-width: 0;
        color: var(--ink);
        overflow: hidden;
      }
      .data .what {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .counts {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      .space {
        flex: 1;
      }
      .inspector {
        display: none;
      }
      @media (max-width: 1279px) {
        .inspector {
          display: inline-flex;
        }
      }
    `,
  ];

  protected override render() {
    const words = t().frame;
    const choice = themeChoice.get();
    const next = THEMES[(THEMES.indexOf(choice) + 1) % THEMES.length] ?? 'auto';
    const other = language.get() === 'en' ? 'zh' : 'en';
    return html`
      <header>
        <span class="name">Cofilter</span>
        ${this.dataSet()}
        <span class="space"></span>
        <cf-device-badge></cf-device-badge>
        <button
          class="quiet"
          type="button"
          lang=${other === 'zh' ? 'zh-CN' : 'en'}
          @click=${() => setLanguage(other)}
        >
          ${other === 'zh' ? '中文' : 'English'}
        </button>
        <button
          class="quiet"
          type="button"
          title=${words.theme[choice]}
          aria-label=${words.theme[choice]}
          @click=${() => setTheme(next)}
        >
          <cf-icon name=${THEME_ICONS[choice]}></cf-icon>
        </button>
        <button
          class="quiet inspector"
          type="button"
          title=${words.inspector}
          aria-label=${words.inspector}
          aria-pressed=${inspectorOpen.get()}
          @click=${() => inspectorOpen.set(!inspectorOpen.get())}
        >
          <cf-icon name="info"></cf-icon>
        </button>
      </header>
    `;
  }

  private dataSet() {
    const reading = dataReading.get();
    const inUse = dataInUse.get();
    if (!inUse && reading === null) return '';
    const { statistics, source } = inUse?.summary ?? {};
    return html`
      <button class="quiet data" type="button" title=${t().frame.dataInUse} @click=${() => go('data')}>
        <cf-icon name="data"></cf-icon>
        <span class="what">
          ${source ? t().data.sourceName(source.name) : ''}
          ${
            statistics
              ? html`<span class="counts"
                  >${t().data.counts(
                    formatCount(statistics.users),
                    formatCount(statistics.items),
                    formatCount(statistics.interactions),
                  )}</span
                >`
              : ''
          }
          ${reading === null ? '' : html`<span class="counts">${t().data.reading(t().data.sourceName(reading))}</span>`}
        </span>
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-top-bar': TopBar;
  }
}
