import { ResearcherError } from '../errors';
import type { Language } from '../language';

export const DONE = 0;
export const FAILED = 1;
export const INVALID = 2;

/** The exit code of an error, and what to say: one line for what a researcher caused, a stack for a bug. */
export function describeFailure(error: unknown, language: Language): { code: number; text: string } {
  if (error instanceof ResearcherError)
    return { code: isInvalidInput(error) ? INVALID : FAILED, text: oneLine(sentence(error, language)) };
  if (error instanceof Interrupted) return { code: FAILED, text: error.message };
  return { code: FAILED, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Stopped from outside (Ctrl-C). */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** A machine without WebGPU or memory is not the fault of the experiment or the data. */
function isInvalidInput(error: ResearcherError): boolean {
  return !/^(compute|lab|run)\./.test(error.code);
}

function sentence(error: ResearcherError, language: Language): string {
  if (language === 'en') return error.message;
  const { file, path, line, column } = error.where;
  const place = [
    file,
    path,
    line === undefined ? undefined : `第 ${line} 行`,
    column === undefined ? undefined : /^\d+$/.test(column) ? `第 ${column} 列` : `列 ${column}`,
  ].filter((part) => part !== undefined);
  return `${place.length > 0 ? `${place.join('，')}：` : ''}${error.text.zh}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
