import { bias } from './bias';
import { popularity } from './popularity';
import { random } from './random';
import type { ModelEntry } from './recommender';

/** All models, in the order in which they are offered. */
export const models: readonly ModelEntry[] = [random, popularity, bias];

export function modelEntry(name: string): ModelEntry | undefined {
  return models.find((entry) => entry.name === name);
}
