import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ExperimentInput } from '../../lab/experiment';
import { CfElement } from '../element';
import '../form/file-field';
import { boundField, experimentField } from '../form/experiment-field';
import { splitFields } from '../form/schema';
import { experimentView } from '../form/view';
import { t, type Messages } from '../i18n';
import { draft, setValue } from '../state/experiment';
import './section';

type FieldPath = keyof Messages['fields'];

/** How the data is divided into train, validation and test. */
@customElement('cf-split-section')
export class SplitSection extends CfElement {
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
          return name.endsWith('Path')
            ? html`<cf-file-field .path=${path}></cf-file-field>`
            : experimentField(path, protocol);
        })}
      </cf-section>
    `;
  }
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
