import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ReplayPosition } from '../../lab/events';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { formatCount, formatMoment } from '../i18n/format';
import { isOver } from '../state/work';
import { controls, lineLabels } from '../styles';
import { replayDraft, setStream, type ReplayItem } from './replay-state';

/** Stream seconds a second. */
const SPEEDS = [1, 60, 600, 3600, 86_400, 604_800] as const;

/** How fast a replay goes and where it is: both can be changed while it goes on. */
@customElement('cf-replay-transport')
export class ReplayTransport extends CfElement {
  @property({ attribute: false }) item: ReplayItem | null = null;
  /** Where the slider is being dragged to. */
  @state() private dragged: number | null = null;
  @state() private problem: unknown = undefined;

  static override styles = [
    controls,
    lineLabels,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
      }
      .where {
        flex: 1 1 220px;
        min-width: 160px;
      }
      .where input {
        flex: 1;
      }
      output {
        min-width: 15ch;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      input[type='datetime-local'] {
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const item = this.item;
    const going = item !== null && !isOver(item.state.get());
    const position = item?.position.get() ?? null;
    return html`
      <div class="bar" role="group" aria-label=${t().live.transport}>
        ${this.speed(going ? item : null, position)}
        ${position ? html`<output>${formatMoment(position.timestamp)}</output>` : ''}
        ${going && position ? this.place(position) : ''}
      </div>
      ${this.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${this.problem}></cf-notice>`}
    `;
  }

  /** Of the replay that goes on, else of the next one. */
  private speed(item: ReplayItem | null, position: ReplayPosition | null): TemplateResult {
    const words = t().live;
    const speed = (item ? position?.speed : replayDraft.get().stream.speed) ?? null;
    const known = speed === null || SPEEDS.some((each) => each === speed);
    return html`<label>
      ${words.speed}
      <select
        aria-label=${words.speed}
        .value=${live(speed === null ? '' : String(speed))}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          const chosen = value === '' ? null : Number(value);
          setStream('speed', chosen ?? undefined);
          const handle = item?.handle.get();
          if (handle) this.steer(handle.pace(chosen));
        }}
      >
        ${(known ? SPEEDS : [...SPEEDS, speed]).map(
          (each) => html`<option value=${each} ?selected=${each === speed}>×${formatCount(each)}</option>`,
        )}
        <option value="" ?selected=${speed === null}>${words.fastest}</option>
      </select>
    </label>`;
  }

  private place({ event, length, timestamp }: ReplayPosition): TemplateResult {
    const words = t().live;
    return html`
      ${
        length === null
          ? ''
          : html`<label class="where">
              <input
                type="range"
                min="0"
                max=${length - 1}
                step="1"
                aria-label=${words.position}
                aria-valuetext=${words.atEvent(formatCount(this.dragged ?? event), formatCount(length))}
                .value=${live(String(this.dragged ?? event))}
                @input=${(change: Event) => (this.dragged = (change.target as HTMLInputElement).valueAsNumber)}
                @change=${this.dropped}
              />
              <span class="small"
                >${words.atEvent(formatCount(this.dragged ?? event), formatCount(length))}</span
              >
            </label>`
      }
      <label>
        ${words.jumpTo}
        <input
          type="datetime-local"
          aria-label=${words.jumpTo}
          .defaultValue=${minuteOf(timestamp)}
          @change=${this.timed}
        />
      </label>
    `;
  }

  private readonly dropped = (change: Event) => {
    const event = (change.target as HTMLInputElement).valueAsNumber;
    const handle = this.item?.handle.get();
    if (handle) this.steer(handle.seek({ event }).finally(() => (this.dragged = null)));
  };

  /** Streams have their times in UTC. */
  private readonly timed = (change: Event) => {
    const time = Date.parse(`${(change.target as HTMLInputElement).value}Z`) / 1000;
    const handle = this.item?.handle.get();
    if (handle && Number.isFinite(time)) this.steer(handle.seek({ time }));
  };

  private steer(done: Promise<void>): void {
    done.then(
      () => (this.problem = undefined),
      (error: unknown) => (this.problem = error),
    );
  }
}

function minuteOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-transport': ReplayTransport;
  }
}
