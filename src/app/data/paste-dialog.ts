import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { useData } from '../state/data';
import { draft } from '../state/experiment';
import { controls } from '../styles';

/** Takes rows that are pasted or typed. `show()` opens it. */
@customElement('cf-paste-dialog')
export class PasteDialog extends CfElement {
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('textarea') private readonly text!: HTMLTextAreaElement;

  static override styles = [
    controls,
    css`
      dialog {
        width: min(620px, 90vw);
        padding: 16px;
        border: 0;
        border-radius: 4px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 35%);
      }
      form {
        display: grid;
        gap: 10px;
      }
      textarea {
        height: 240px;
        width: 100%;
        resize: vertical;
      }
      .row {
        justify-content: flex-end;
      }
    `,
  ];

  show(): void {
    this.dialog.showModal();
  }

  protected override render() {
    const words = t().data;
    return html`
      <dialog aria-labelledby="title">
        <form method="dialog" @submit=${() => this.take()}>
          <h2 id="title">${words.pasteTitle}</h2>
          <label class="small" for="rows">${words.pasteHelp}</label>
          <textarea id="rows" spellcheck="false" placeholder="user,item,rating&#10;ann,tea,5"></textarea>
          <div class="row">
            <button type="button" @click=${() => this.dialog.close()}>${words.pasteCancel}</button>
            <button type="submit" class="primary">${words.pasteTake}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private take(): void {
    const text = this.text.value;
    if (!text.trim()) return;
    const { feedback, duplicates, filters } = draft.get().data ?? {};
    void useData({
      source: 'text',
      text,
      ...(feedback ? { feedback } : {}),
      ...(duplicates ? { duplicates } : {}),
      ...(filters ? { filters } : {}),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-paste-dialog': PasteDialog;
  }
}
