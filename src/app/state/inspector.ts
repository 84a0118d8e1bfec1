import { signal } from '@lit-labs/signals';
import type { TemplateResult } from 'lit';

/**
 * What the inspector explains: a view that is evaluated while the inspector renders, so it follows the language and
 * every signal it reads. Null: the place in view explains itself.
 */
export const inspected = signal<{ readonly key: string; readonly view: () => TemplateResult } | null>(null);

/** Whether the inspector covers the working area where the window is too narrow for both. */
export const inspectorOpen = signal(false);

/** `key` tells two subjects apart, so that the same one selected twice does not flicker. */
export function inspect(key: string, view: () => TemplateResult): void {
  if (inspected.get()?.key !== key) inspected.set({ key, view });
}

/** As `inspect`, and brings the inspector into view: for what a researcher asked to have explained. */
export function explain(key: string, view: () => TemplateResult): void {
  inspected.set({ key, view });
  inspectorOpen.set(true);
}
