import { css } from 'lit';

/** How the studies beside the experiment look: a title, what to set, a chart, a table. */
export const studyStyles = css`
  :host {
    min-height: 0;
    min-width: 0;
  }
  .panel {
    height: 100%;
    padding: 10px 18px 32px;
  }
  .panel > * + * {
    margin-top: 12px;
  }
  h1 {
    font-size: 14.5px;
  }
  .empty {
    color: var(--ink-3);
    font-weight: 400;
  }
  .setup {
    align-items: center;
    gap: 8px 14px;
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    max-width: 84ch;
  }
  .wrap {
    overflow-x: auto;
  }
`;
