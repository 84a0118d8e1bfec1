import { css } from 'lit';

/** How native controls, tables and text look everywhere. Each element adopts it beside its own layout. */
export const controls = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--text-large);
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  h2,
  legend {
    font-size: var(--text);
    font-weight: 600;
  }
  h3 {
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--ink-2);
  }
  a {
    color: var(--accent);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--control);
    padding: 0 10px;
    border: 1px solid var(--control-border);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background var(--quick),
      border-color var(--quick);
  }
  button:hover:not(:disabled) {
    background: var(--sunken);
  }
  button:disabled {
    color: var(--ink-3);
    border-color: var(--hairline);
    cursor: default;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled) {
    background: var(--accent-strong);
    border-color: var(--accent-strong);
  }
  button.primary:disabled {
    background: var(--sunken);
    border-color: var(--hairline);
    color: var(--ink-3);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    padding: 0 6px;
    color: var(--ink-2);
  }
  button.quiet:hover:not(:disabled) {
    background: var(--sunken);
    color: var(--ink);
  }
  button.link {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 2px;
    white-space: normal;
    text-align: start;
  }
  button.link:hover:not(:disabled) {
    background: none;
    color: var(--accent-strong);
  }
  button[aria-pressed='true'] {
    background: var(--accent-soft);
    border-color: var(--accent);
    color: var(--accent-strong);
  }
  input:not([type='checkbox'], [type='radio'], [type='range'], [type='file']),
  select,
  textarea {
    min-height: var(--control);
    padding: 0 6px;
    border: 1px solid var(--control-border);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-variant-numeric: tabular-nums;
    min-width: 0;
  }
  select {
    padding-inline-end: 2px;
  }
  textarea {
    padding: 6px 8px;
    font: var(--text-small) / 1.5 var(--font-mono);
  }
  input[type='checkbox'],
  input[type='radio'],
  input[type='range'] {
    accent-color: var(--accent);
    margin: 0;
  }
  input[type='range'] {
    height: 18px;
    min-width: 0;
  }
  [aria-invalid='true'] {
    border-color: var(--danger) !important;
  }
  ::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-variant-numeric: tabular-nums;
  }
  th {
    font-weight: 600;
    color: var(--ink-2);
    font-size: var(--text-small);
    text-align: start;
    white-space: nowrap;
  }
  th,
  td {
    padding: 4px 10px 4px 0;
    border-bottom: 1px solid var(--hairline);
    vertical-align: baseline;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .quiet-text {
    color: var(--ink-3);
  }
  .small {
    font-size: var(--text-small);
  }
  .mono {
    font-family: var(--font-mono);
    font-size: var(--text-small);
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--gap);
    flex-wrap: wrap;
  }
  .spread {
    display: flex;
    align-items: center;
    gap: var(--gap);
    justify-content: space-between;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .scroll {
    overflow: auto;
    scrollbar-width: thin;
  }
`;

/** Labels in a line, each before what it names. */
export const lineLabels = css`
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--ink-2);
    font-size: var(--text-small);
  }
`;
