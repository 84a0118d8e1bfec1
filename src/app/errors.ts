import { ResearcherError } from '../errors';
import { say, t } from './i18n';

/** An error in the page's words: a sentence, and where it arose. A bug says that it is one. */
export interface ShownError {
  readonly text: string;
  readonly place: string | null;
  readonly bug: boolean;
}

/** `subject` says what the error is about where the error itself names no file. */
export function describeError(error: unknown, subject?: string): ShownError {
  if (error instanceof ResearcherError) {
    const { file, line, column, path } = error.where;
    const parts = [
      file ?? subject,
      path,
      line === undefined ? undefined : t().errors.line(line),
      column === undefined ? undefined : t().errors.column(column),
    ].filter((part) => part !== undefined);
    return { text: say(error.text), place: parts.length > 0 ? parts.join(t().comma) : null, bug: false };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { text: t().errors.bug(message), place: subject ?? null, bug: true };
}
