import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ExperimentInput } from '../../lab/experiment';
import { CfElement } from '../element';
import { boundField, experimentField } from '../form/experiment-field';
import { splitFields } from '../form/schema';
import { experimentView } from '../form/view';
import { say, t, type Messages } from '../i18n';
import { keepFile } from '../state/data';
import { draft, issueAt, setValue } from '../state/experiment';
import { controls } from '../styles';
import './section';

type FieldPath = keyof Messages['fields'];

/** How the data is divided into train, validation and test. */
@customElement('cf-split-section')
export class SplitSection extends CfElement {
  static override styles = [
    controls,
    css`
      .file {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: center;
        padding: 2px 30px 2px 12px;
        min-height: 32px;
      }
      .issue {
        grid-column: 1 / -1;
        color: var(--danger);
        font-size: var(--text-small);
      }
      .name {
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const protocol = draft.get().split?.protocol ?? 'random';
    const words = t().fields['split.protocol'];
    return html`
      <cf-section .heading=${t().experiment.split} .summary=${words.options?.[protocol] ?? protocol} open>
        ${boundField('split.protocol', () => experimentView('split.protocol'), {
          change: (value) => setValue('split', withProtocol(typeof value === 'string' ? value : 'random')),
        })}
        ${splitFields(protocol).map((name) => {
          const path = `split.${name}` as FieldPath;
          return name.endsWith('Path') ? this.fileField(path) : experimentField(path, protocol);
        })}
      </cf-section>
    `;
  }

  private fileField(path: FieldPath): TemplateResult {
    const words = t().fields[path];
    const chosen = (draft.get().split as Record<string, unknown> | undefined)?.[path.replace('split.', '')];
    const issue = issueAt(path);
    return html`
      <div class="file">
        <span class="name"
          >${words.label}<br /><span class="small quiet-text"
            >${typeof chosen === 'string' && chosen ? chosen : t().form.none}</span
          ></span
        >
        <button type="button" @click=${(event: Event) => openSibling(event)}>${t().data.choose}</button>
        <input
          type="file"
          hidden
          aria-label=${words.label}
          @change=${(event: Event) => {
            const file = (event.target as HTMLInputElement).files?.[0];
            if (file) setValue(path, keepFile(file));
          }}
        />
        ${issue ? html`<p class="issue" role="alert">${say(issue.text)}</p>` : ''}
      </div>
    `;
  }
}

function openSibling(event: Event): void {
  const input = (event.currentTarget as HTMLElement).nextElementSibling;
  if (input instanceof HTMLInputElement) input.click();
}

/** The split under another protocol, keeping the fields that both have. */
export function withProtocol(protocol: string): NonNullable<ExperimentInput['split']> {
  const before = (draft.get().split ?? {}) as Readonly<Record<string, unknown>>;
  const kept = splitFields(protocol).filter((name) => name in before);
  const fresh = protocol === 'predefined' && !kept.includes('testPath') ? { testPath: '' } : {};
  return {
    protocol,
    ...fresh,
    ...Object.fromEntries(kept.map((name) => [name, before[name]])),
  } as NonNullable<ExperimentInput['split']>;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-split-section': SplitSection;
  }
}
