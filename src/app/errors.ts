import { ResearcherError } from '../errors';
import { say, t } from './i18n';

/** An error in the page's words: a sentence, and where it arose. A bug says that it is one. */
export interface ShownError {
  readonly text: string;
  readonly place: string | null;
  readonly bug: boolean;
}

export function describeError(error: unknown): ShownError {
  if (error instanceof ResearcherError) {
    const { file, line, column, path } = error.where;
    const parts = [
      file,
      path,
      line === undefined ? undefined : t().errors.line(line),
      column === undefined ? undefined : t().errors.column(column),
    ].filter((part) => part !== undefined);
    return { text: say(error.text), place: parts.length > 0 ? parts.join(t().comma) : null, bug: false };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { text: t().errors.bug(message), place: null, bug: true };
}
