import { css } from 'lit';

/** What the panels beside the shop front share. */
export const sideStyles = css`
  section {
    padding: 12px 14px;
    border-bottom: 1px solid var(--hairline);
  }
  section:last-of-type {
    border-bottom: 0;
  }
  section > h2 {
    margin-bottom: 4px;
  }
  .help {
    color: var(--ink-3);
    font-size: var(--text-small);
  }
  .bar {
    height: 4px;
    margin-top: 2px;
    background: var(--accent);
  }
  .wrap {
    min-width: 0;
    overflow-wrap: anywhere;
  }
`;
