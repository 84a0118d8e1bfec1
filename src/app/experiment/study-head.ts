import { html, type TemplateResult } from 'lit';
import '../run/run-controls';
import type { RunControls } from '../run/run-controls';
import '../run/run-progress';
import type { Progressing } from '../run/run-progress';

/** The head of a study beside the experiment: what it is of, its controls, and how far it is. */
export function studyHead(
  item: (Progressing & NonNullable<RunControls['run']>) | null,
  heading: string,
): TemplateResult {
  return html`
    <div class="spread">
      <h1 class=${item ? '' : 'empty'}>${heading}</h1>
      <cf-run-controls .run=${item}></cf-run-controls>
    </div>
    ${item ? html`<cf-run-progress .run=${item}></cf-run-progress>` : ''}
  `;
}
