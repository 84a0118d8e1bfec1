import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { takeFile } from '../data/take-file';
import { CfElement } from '../element';
import { t } from '../i18n';
import { place } from '../state/navigation';
import { takePresetFiles } from '../state/reproductions';
import { controls } from '../styles';

/** Takes a file dropped anywhere on the window. */
@customElement('cf-drop-target')
export class DropTarget extends CfElement {
  @state() private over = false;

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 20;
        pointer-events: none;
      }
      div {
        position: absolute;
        inset: 8px;
        display: grid;
        place-items: center;
        border: 2px dashed var(--accent);
        background: color-mix(in srgb, var(--surface) 88%, transparent);
        font-size: var(--text-large);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.dragged);
    window.addEventListener('dragleave', this.left);
    window.addEventListener('drop', this.dropped);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', this.dragged);
    window.removeEventListener('dragleave', this.left);
    window.removeEventListener('drop', this.dropped);
  }

  private readonly dragged = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.over = true;
  };

  private readonly left = (event: DragEvent) => {
    // Leaving the window has no related target; moving between elements has one.
    if (event.relatedTarget === null) this.over = false;
  };

  private readonly dropped = (event: DragEvent) => {
    this.over = false;
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (dropped.length === 0) return;
    event.preventDefault();
    // In the place of published figures files are for its rows; elsewhere they are data to run on.
    if (place.get() === 'reproduce') takePresetFiles(dropped);
    else void takeFile(dropped);
  };

  protected override render() {
    return this.over ? html`<div>${t().data.dropHere}</div>` : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-drop-target': DropTarget;
  }
}
