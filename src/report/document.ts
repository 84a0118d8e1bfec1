/** What a report says, before it is HTML, Markdown or LaTeX. Texts are plain; each renderer escapes for itself. */
export interface ReportDocument {
  readonly language: 'en' | 'zh';
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Something the reader must not overlook. */
  | { readonly kind: 'notice'; readonly text: string }
  | ({ readonly kind: 'table' } & Table)
  | { readonly kind: 'figure'; readonly svg: string; readonly caption: string }
  /** Long, exact text: folded where the format can fold. */
  | { readonly kind: 'code'; readonly summary: string; readonly text: string };

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  /** `number` columns are set flush right in tabular figures. */
  readonly columns: readonly ('text' | 'number')[];
  readonly rows: readonly (readonly string[])[];
}
