import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AdapterDescription } from '../../compute/backend';
import { CfElement } from '../element';
import { describeError } from '../errors';
import { t } from '../i18n';
import { explain } from '../state/inspector';
import { labState } from '../state/lab';
import { controls } from '../styles';
import { deviceView } from './device-view';

/** Which device computes, said plainly. The click explains it, with the way to a faster one. */
@customElement('cf-device-badge')
export class DeviceBadge extends CfElement {
  static override styles = [
    controls,
    css`
      button {
        gap: 7px;
        color: var(--ink-2);
        max-width: 300px;
      }
      .dot {
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        border: 1.5px solid var(--ink-3);
      }
      .gpu {
        background: var(--good);
        border-color: var(--good);
      }
      .software,
      .cpu {
        background: linear-gradient(90deg, var(--caution) 50%, transparent 50%);
        border-color: var(--caution);
      }
      .failed {
        border-color: var(--danger);
        background: var(--danger);
        border-radius: 1px;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  protected override render() {
    const state = labState.get();
    const words = t().device;
    const kind = state.status === 'ready' ? state.lab.adapter.kind : state.status;
    const label =
      state.status === 'ready'
        ? badgeLabel(state.lab.adapter)
        : state.status === 'opening'
          ? words.opening
          : words.failed;
    const title = state.status === 'failed' ? describeError(state.error).text : words.title;
    return html`
      <button class="quiet" type="button" title=${title} @click=${() => explain('device', deviceView)}>
        <span class="dot ${kind}"></span><span class="name">${label}</span>
      </button>
    `;
  }
}

/** `NVIDIA Ampere`, `Software adapter: Google SwiftShader`, `CPU, no WebGPU`. */
function badgeLabel(adapter: AdapterDescription): string {
  const words = t().device;
  if (adapter.kind === 'gpu') return adapter.name;
  if (adapter.kind === 'software') return words.software(adapter.name);
  return words.cpu(adapter.fallbackReason);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-device-badge': DeviceBadge;
  }
}
