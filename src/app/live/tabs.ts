import { css } from 'lit';

/** How a row of tabs looks. */
export const tabs = css`
  [role='tablist'] {
    display: flex;
    gap: 18px;
  }
  [role='tab'] {
    min-height: 34px;
    border: 0;
    border-radius: 0;
    padding: 0;
    background: none;
    color: var(--ink-2);
    border-bottom: 2px solid transparent;
  }
  [role='tab']:hover:not(:disabled) {
    background: none;
    color: var(--ink);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--ink);
    font-weight: 600;
    border-color: var(--accent);
  }
`;
