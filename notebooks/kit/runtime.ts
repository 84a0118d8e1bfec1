import { Runtime } from '@observablehq/runtime';
import { define as defineCell, type Definition, type DefineState } from 'observable:runtime/define.js';
import * as Generators from 'observable:runtime/stdlib/generators/index.js';
import { Mutable } from 'observable:runtime/stdlib/mutable.js';

const root = document.querySelector('main') ?? document.body;

/** What cells may name without importing it: everything here is bundled. */
const runtime = new Runtime({
  dark: () => Generators.dark(),
  now: () => Generators.now(),
  width: () => Generators.width(root),
  Generators: () => Generators,
  Mutable: () => Mutable,
  Plot: () => import('@observablehq/plot'),
  html: async () => (await import('htl')).html,
  svg: async () => (await import('htl')).svg,
});
const main = Object.assign(runtime, { fileAttachments: new Map<string, unknown>() }).module();

/** Called once a cell by the page that notebook-kit generates. */
export function define(state: DefineState, definition: Definition): void {
  defineCell(main, state, definition);
}
