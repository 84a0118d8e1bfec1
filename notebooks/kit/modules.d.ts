/** The parts of notebook-kit and its runtime that `runtime.ts` uses; the kit exports no types for these paths. */
declare module 'observable:runtime/define.js' {
  export interface DefineState {
    root: HTMLElement;
    expanded: unknown[];
    variables: unknown[];
  }
  export interface Definition {
    id: number;
    body: (...inputs: unknown[]) => unknown;
    inputs?: string[];
    outputs?: string[];
    output?: string;
  }
  export function define(main: unknown, state: DefineState, definition: Definition): void;
}

declare module 'observable:runtime/stdlib/generators/index.js' {
  export function dark(): AsyncGenerator<boolean>;
  export function now(): AsyncGenerator<number>;
  export function width(element: HTMLElement): AsyncGenerator<number>;
}

declare module 'observable:runtime/stdlib/mutable.js' {
  export function Mutable<T>(value: T): unknown;
}

declare module '@observablehq/runtime' {
  export class Runtime {
    constructor(builtins?: Record<string, () => unknown>);
    module(): unknown;
  }
}

declare module 'htl' {
  export function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
}
