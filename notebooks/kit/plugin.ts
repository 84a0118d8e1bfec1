import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { observable } from '@observablehq/notebook-kit/vite';
import type { IndexHtmlTransformHook, Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where notebook-kit keeps the modules that its pages import as `observable:…`. */
const KIT = fileURLToPath(
  new URL('../../node_modules/@observablehq/notebook-kit/dist/src/', import.meta.url),
);

/** The pages that are notebooks, for `build.rollupOptions.input`. */
export function notebookPages(): string[] {
  return readdirSync(here('..'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => here(`../${name}`));
}

/**
 * Notebooks of notebook-kit in the project's own Vite build, without any request to the outside:
 * - only pages under `/notebooks/` are notebooks (the kit alone would turn `index.html` into one);
 * - `observable:runtime` is `runtime.ts` beside this file, whose library holds local packages only;
 * - a notebook that imports from the network fails the build.
 */
export function notebooks(): Plugin[] {
  const kit = observable({ template: here('template.html') }) as Plugin;
  const { handler } = kit.transformIndexHtml as { handler: IndexHtmlTransformHook };
  return [
    {
      ...kit,
      transformIndexHtml: {
        order: 'pre',
        handler(html, context) {
          if (!context.path.includes('/notebooks/')) return html;
          refuseNetwork(html, context.path);
          return handler.call(this, html, context);
        },
      },
    },
    {
      name: 'cofilter:notebook-modules',
      enforce: 'pre',
      // Aliases, since style sheets are resolved by them alone and not by plugins.
      config: () => ({
        optimizeDeps: { exclude: ['@observablehq/notebook-kit'] },
        resolve: {
          alias: [
            { find: /^observable:runtime$/, replacement: here('runtime.ts') },
            { find: /^observable:(?!runtime$)(.*)$/, replacement: `${KIT}$1` },
          ],
        },
      }),
    },
  ];
}

const NETWORK_IMPORT = /(?:from|import)\s*\(?\s*["'`](?:https?:|npm:|jsr:)[^"'`]*["'`]/;

function refuseNetwork(html: string, path: string): void {
  const found = NETWORK_IMPORT.exec(html);
  if (found)
    throw new Error(
      `${path} imports from the network (${found[0]}): install the package and import it by name`,
    );
}
