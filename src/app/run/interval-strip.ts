import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { stripScale } from './strip-scale';

export interface StripMark {
  readonly name: string;
  readonly value: number;
}

/**
 * A figure as a point with its interval as a bar, and reference models as thin lines: one row of a results table.
 * Decoration for the numbers beside it.
 */
@customElement('cf-interval-strip')
export class IntervalStrip extends CfElement {
  @property({ type: Number }) value = Number.NaN;
  @property({ attribute: false }) interval: readonly [number, number] | undefined = undefined;
  @property({ attribute: false }) marks: readonly StripMark[] = [];
  @property({ type: Number }) width = 190;

  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      overflow: visible;
    }
    .axis {
      stroke: var(--hairline);
    }
    .bar {
      fill: var(--accent);
      opacity: 0.3;
    }
    .point {
      fill: var(--accent);
    }
    .mark {
      stroke: var(--ink-2);
      stroke-width: 1.2;
    }
    .mark:nth-of-type(2n) {
      stroke-dasharray: 2.5 1.5;
    }
    text {
      fill: var(--ink-3);
      font: 10.5px var(--font);
    }
  `;

  protected override render() {
    const { width, interval, marks } = this;
    const place = stripScale([this.value, ...(interval ?? []), ...marks.map((mark) => mark.value)], width);
    const sorted = [...marks].sort((a, b) => a.value - b.value);
    return html`
      <svg width=${width} height="30" viewBox="0 0 ${width} 30" aria-hidden="true">
        <line class="axis" x1="0" x2=${width} y1="20" y2="20"></line>
        ${
          interval
            ? svg`<rect class="bar" x=${place(interval[0])} y="16" height="8"
              width=${Math.max(1.5, place(interval[1]) - place(interval[0]))}></rect>`
            : ''
        }
        ${sorted.map(
          (mark) =>
            svg`<line class="mark" x1=${place(mark.value)} x2=${place(mark.value)} y1="12" y2="28"></line>`,
        )}
        ${sorted.map((mark, index) => {
          const at = place(mark.value);
          const next = sorted[index + 1];
          // Two names that would touch: the first one gives way, its number stands in the table.
          if (next && place(next.value) - at < mark.name.length * 5.5 + 8) return '';
          const anchor = at < width * 0.25 ? 'start' : at > width * 0.75 ? 'end' : 'middle';
          return svg`<text x=${at} y="9" text-anchor=${anchor}>${mark.name}</text>`;
        })}
        <circle class="point" cx=${place(this.value)} cy="20" r="4"></circle>
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-interval-strip': IntervalStrip;
  }
}
