import type { LocalizedText } from './language';

/**
 * The one class for errors that a researcher can cause: a stable code, a sentence in both languages that says
 * what is wrong, where, and the way out. It never shows a stack. Anything else thrown is a bug.
 * It crosses the worker boundary as plain JSON (see `toJSON` and `fromJSON`).
 */
export class ResearcherError extends Error {
  override readonly name = 'ResearcherError';

  constructor(
    /** e.g. `data.empty-file`, `experiment.invalid` */
    readonly code: string,
    readonly text: LocalizedText,
    readonly where: ErrorPlace = {},
  ) {
    super(`${placeOf(where)}${text.en}`);
  }

  toJSON(): { code: string; text: LocalizedText; where: ErrorPlace } {
    return { code: this.code, text: this.text, where: this.where };
  }

  static fromJSON(json: { code: string; text: LocalizedText; where: ErrorPlace }): ResearcherError {
    return new ResearcherError(json.code, json.text, json.where);
  }
}

export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: string;
  /** Path in the experiment, e.g. `model.params.neighbours` */
  readonly path?: string;
}

function placeOf(where: ErrorPlace): string {
  const parts = [
    where.file,
    where.path,
    where.line === undefined ? undefined : `line ${where.line}`,
    where.column === undefined ? undefined : `column ${where.column}`,
  ].filter((part) => part !== undefined);
  return parts.length ? `${parts.join(', ')}: ` : '';
}
