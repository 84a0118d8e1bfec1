import { html, type TemplateResult } from 'lit';
import { openLab } from '../../lab/client';
import { describeError } from '../errors';
import { t } from '../i18n';
import { formatBytes } from '../i18n/format';
import { connect, labState } from '../state/lab';
import { isOver } from '../state/work';
import { runs } from '../state/runs';
import { useData } from '../state/data';
import { draft } from '../state/experiment';

/** The inspector on the device: what it is, why it was chosen, how to get a faster one. */
export function deviceView(): TemplateResult {
  const words = t().device;
  const state = labState.get();
  if (state.status === 'opening')
    return html`<h2>${words.title}</h2>
      <p>${words.opening}</p>`;
  if (state.status === 'failed') {
    return html`
      <h2>${words.title}</h2>
      <p>${describeError(state.error).text}</p>
      <button type="button" @click=${() => void reopen('cpu')}>${words.useCpu}</button>
    `;
  }
  const { adapter } = state.lab;
  const busy = runs.get().some((run) => !isOver(run.state.get()));
  const buffer = adapter.limits['maxBufferSize'];
  return html`
    <h2>${words.title}</h2>
    <p>${words.kinds[adapter.kind]}</p>
    ${adapter.fallbackReason ? html`<p>${words.reasons[adapter.fallbackReason]}</p>` : ''}
    ${adapter.kind === 'software' ? html`<p>${words.wayOut}</p>` : ''}
    <dl>
      <dt>${words.adapter}</dt>
      <dd>${adapter.name}</dd>
      ${
        buffer === undefined
          ? ''
          : html`<dt>${words.largestBuffer}</dt>
              <dd>${formatBytes(buffer)}</dd>`
      }
      ${
        adapter.features.length === 0
          ? ''
          : html`<dt>${words.features}</dt>
              <dd>${adapter.features.join(', ')}</dd>`
      }
    </dl>
    <p>${words.choose}</p>
    <div class="row">
      ${
        adapter.kind === 'cpu'
          ? html`<button type="button" ?disabled=${busy} @click=${() => void reopen('auto')}>
              ${words.useGpu}
            </button>`
          : html`<button type="button" ?disabled=${busy} @click=${() => void reopen('cpu')}>
              ${words.useCpu}
            </button>`
      }
    </div>
    ${busy ? html`<p class="small quiet-text">${words.busy}</p>` : ''}
  `;
}

async function reopen(backend: 'auto' | 'cpu'): Promise<void> {
  await connect(openLab, { backend, tune: true });
  await useData(draft.get().data ?? {});
}
