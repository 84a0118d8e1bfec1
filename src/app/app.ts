import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { openLab } from '../lab/client';
import { loadChartEngine } from './charts/engine';
import { CfElement } from './element';
import './frame/drop-target';
import './frame/inspector';
import './frame/rail';
import './frame/top-bar';
import './frame/undo-bar';
import { t } from './i18n';
import './data/data-place';
import { takeLinked } from './experiment/experiment-file';
import './experiment/experiment-place';
import './kernels/kernels-place';
import './live/live-place';
import './report/reports-place';
import './reproduce/reproduce-place';
import './runs/runs-place';
import { sourceAsked, useData } from './state/data';
import { draft } from './state/experiment';
import { inspectorOpen } from './state/inspector';
import { openKept } from './state/kept-runs';
import { connect } from './state/lab';
import { place, type Place } from './state/navigation';
import { language, theme } from './state/settings';
import { controls } from './styles';

const places: Readonly<Record<Place, () => TemplateResult>> = {
  data: () => html`<cf-data-place></cf-data-place>`,
  experiment: () => html`<cf-experiment-place></cf-experiment-place>`,
  runs: () => html`<cf-runs-place></cf-runs-place>`,
  live: () => html`<cf-live-place></cf-live-place>`,
  reproduce: () => html`<cf-reproduce-place></cf-reproduce-place>`,
  reports: () => html`<cf-reports-place></cf-reports-place>`,
  kernels: () => html`<cf-kernels-place></cf-kernels-place>`,
};

/** The frame: top bar, rail of places, one working area, inspector. */
@customElement('cf-app')
export class App extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        /* Holds the inspector, which waits beyond the edge of a narrow window, so that it widens nothing. */
        position: relative;
        display: grid;
        grid-template: 'top top top' 40px 'rail work inspector' minmax(0, 1fr) / 78px minmax(0, 1fr) 292px;
        height: 100vh;
        height: 100dvh;
        /* What is hidden could still be scrolled to by what comes into view. */
        overflow: clip;
      }
      cf-top-bar {
        grid-area: top;
      }
      cf-rail {
        grid-area: rail;
      }
      main {
        grid-area: work;
        min-width: 0;
        min-height: 0;
        background: var(--surface);
        border-inline: 1px solid var(--hairline);
        overflow: clip;
      }
      main > * {
        height: 100%;
      }
      cf-inspector {
        grid-area: inspector;
        min-height: 0;
      }
      .skip {
        position: absolute;
        inset: -60px auto auto 4px;
        z-index: 9;
      }
      .skip:focus {
        inset-block-start: 4px;
      }
      @media (max-width: 1279px) {
        :host {
          grid-template-columns: 74px minmax(0, 1fr) 0;
        }
        main {
          border-inline-end: 0;
        }
        cf-inspector {
          position: absolute;
          inset: 40px 0 0 auto;
          width: min(320px, 90vw);
          z-index: 5;
          visibility: hidden;
          transform: translateX(12px);
          opacity: 0;
          transition:
            transform var(--quick),
            opacity var(--quick);
          box-shadow: var(--shadow);
        }
        cf-inspector[open] {
          visibility: visible;
          transform: none;
          opacity: 1;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.keys);
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.keys);
  }

  /** Escape closes the inspector where it covers the working area. */
  private readonly keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') inspectorOpen.set(false);
  };

  private async begin(): Promise<void> {
    // Fetched while the worker starts, so that no chart has to load it while a model trains.
    void loadChartEngine();
    const connected = connect(openLab, { backend: 'auto', tune: true });
    const linked = location.hash.startsWith('#experiment=');
    const followed = linked ? takeLinked(location.hash) : null;
    await connected;
    await openKept(linked);
    // What the link names, or what was dropped while the page opened, is not overtaken by the store.
    if (!(await followed) && !sourceAsked()) await useData(draft.get().data ?? {});
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const root = document.documentElement;
    root.lang = language.get() === 'zh' ? 'zh-CN' : 'en';
    root.dataset['theme'] = theme.get();
  }

  protected override render() {
    const current = place.get();
    return html`
      <button class="skip" type="button" @click=${() => this.shadowRoot?.querySelector('main')?.focus()}>
        ${t().frame.skip}
      </button>
      <cf-top-bar></cf-top-bar>
      <cf-rail></cf-rail>
      <main tabindex="-1" aria-label=${t().places[current]}>${places[current]()}</main>
      <cf-inspector ?open=${inspectorOpen.get()}></cf-inspector>
      <cf-undo-bar></cf-undo-bar>
      <cf-drop-target></cf-drop-target>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-app': App;
  }
}
