import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { storeParameterDescriptions, type StoreParameterDescription } from '../../data/store/parameters';
import { CfElement } from '../element';
import { boundField } from '../form/experiment-field';
import type { FieldView } from '../form/view';
import { say, t } from '../i18n';
import { useData } from '../state/data';
import { draft, setValue } from '../state/experiment';
import { controls } from '../styles';

/** Long enough to let go of a slider, short enough to see the counts follow. */
const SETTLE_MS = 600;

/** The parameters of the built-in store. A change makes the store anew. */
@customElement('cf-store-form')
export class StoreForm extends CfElement {
  private settling: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    css`
      summary {
        cursor: pointer;
        color: var(--ink-2);
        padding: 4px 0;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(310px, 1fr));
        gap: 0 20px;
        padding: 2px 0 8px;
      }
    `,
  ];

  protected override render() {
    return html`
      <details>
        <summary>${t().data.storeParameters}</summary>
        <div class="fields">
          ${storeParameterDescriptions.map((description) => {
            const path = `data.store.${description.name}`;
            return boundField(path, () => storeView(path, description), {
              change: (value) => this.change(path, value),
            });
          })}
        </div>
      </details>
    `;
  }

  private change(path: string, value: unknown): void {
    setValue(path, value);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void useData(draft.get().data ?? {}), SETTLE_MS);
  }
}

function storeView(path: string, description: StoreParameterDescription): FieldView {
  const { min, max, integer } = description;
  return {
    path,
    label: say(description.label),
    help: say(description.help),
    formula: null,
    default: description.default,
    control: {
      kind: 'number',
      whole: integer,
      nullable: false,
      min,
      max,
      slide: { low: min, high: max, scale: integer ? 'log' : 'linear' },
    },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-store-form': StoreForm;
  }
}
