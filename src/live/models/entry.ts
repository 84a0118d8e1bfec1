import type { z } from 'zod';
import type { LocalizedText } from '../../language';
import type { StreamModel } from '../event';
import type { Histories } from '../history';
import type { Shelves } from '../shelves';

/** What a model on a stream is made from. */
export interface StreamContext {
  readonly histories: Histories;
  readonly seed: number;
  /** What can be recommended and what it is; null or absent where only events are known. */
  readonly shelves?: Shelves | null;
}

/** What the registry of stream models holds of each; forms, files and reports derive from it. */
export interface StreamModelEntry<S extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly label: LocalizedText;
  readonly summary: LocalizedText;
  readonly paper: string;
  readonly params: S;
  create(params: z.output<S>, context: StreamContext): StreamModel;
}

/** Lets an entry's `create` take the parameters of its own schema. */
export function streamEntry<S extends z.ZodObject>(entry: StreamModelEntry<S>): StreamModelEntry {
  return entry;
}
