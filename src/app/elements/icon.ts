import { css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';

/** Line icons on a 20-unit grid; decoration only, the words beside them carry the meaning. */
const paths: Readonly<Record<string, SVGTemplateResult>> = {
  data: svg`<ellipse cx="10" cy="4.8" rx="6" ry="2.3"/><path d="M4 4.8v10.4c0 1.3 2.7 2.3 6 2.3s6-1 6-2.3V4.8M4 10c0 1.3 2.7 2.3 6 2.3s6-1 6-2.3"/>`,
  experiment: svg`<path d="M3 5.5h7m4 0h3M3 10h2m4 0h8M3 14.5h8m4 0h2"/><circle cx="12" cy="5.5" r="1.8"/><circle cx="7" cy="10" r="1.8"/><circle cx="13" cy="14.5" r="1.8"/>`,
  runs: svg`<path d="M3 3v14h14"/><path d="M5.5 5.5c1.5 6 4 7.6 11 8.2"/><path d="M5.5 9.5c3 3 5.5 .5 11-1.5"/>`,
  live: svg`<path d="M2.5 10h3l2-5.5 4 11 2.2-5.5h3.8"/>`,
  reproduce: svg`<path d="M16.5 10a6.5 6.5 0 1 1-2-4.7"/><path d="M14.8 2.2v3.3h-3.3"/><path d="m7 10 2.2 2.2 4-4.4"/>`,
  reports: svg`<path d="M5 2.5h7l3.5 3.5v11.5H5z"/><path d="M12 2.5V6h3.5M7.5 10h5.5M7.5 13.5h5.5"/>`,
  kernels: svg`<rect x="5.5" y="5.5" width="9" height="9" rx="1"/><path d="M8.5 8.5h3v3h-3zM8 2.5v3M12 2.5v3M8 14.5v3M12 14.5v3M2.5 8h3M2.5 12h3M14.5 8h3M14.5 12h3"/>`,
  chevron: svg`<path d="m6 8 4 4 4-4"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.2v4.3"/><circle cx="10" cy="6.5" r=".4"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.2"/><path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M15.3 4.7 14 6M6 14l-1.3 1.3"/>`,
  moon: svg`<path d="M16 11.8A6.7 6.7 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8z"/>`,
  half: svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>`,
  run: svg`<path d="M6 4.2v11.6l9.5-5.8z" fill="currentColor" stroke="none"/>`,
  pause: svg`<path d="M6.5 4.5v11M13.5 4.5v11" stroke-width="2.6"/>`,
  step: svg`<path d="M5 4.5v11l7-5.5z" fill="currentColor" stroke="none"/><path d="M14.5 4.5v11" stroke-width="2.2"/>`,
  stop: svg`<rect x="5" y="5" width="10" height="10" fill="currentColor" stroke="none"/>`,
  warning: svg`<path d="M10 3 18 16.5H2z"/><path d="M10 8v4"/><circle cx="10" cy="14.2" r=".4"/>`,
  pin: svg`<path d="M7 3h6l-1 5 2.5 3h-9L8 8z"/><path d="M10 11v6"/>`,
  reset: svg`<path d="M4.5 8.5A6 6 0 1 1 4.2 11.5"/><path d="M4 4.5v4h4"/>`,
  more: svg`<circle cx="4.5" cy="10" r=".8" fill="currentColor"/><circle cx="10" cy="10" r=".8" fill="currentColor"/><circle cx="15.5" cy="10" r=".8" fill="currentColor"/>`,
  search: svg`<circle cx="8.7" cy="8.7" r="5"/><path d="m12.5 12.5 4.5 4.5"/>`,
};

@customElement('cf-icon')
export class Icon extends CfElement {
  @property() name = '';

  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
    }
    svg {
      width: var(--icon, 15px);
      height: var(--icon, 15px);
      fill: none;
      stroke: currentColor;
      stroke-width: 1.4;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  protected override render() {
    return html`<svg viewBox="0 0 20 20" aria-hidden="true">${paths[this.name]}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-icon': Icon;
  }
}
