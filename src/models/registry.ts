import type { ModelEntry } from './recommender';

/** All models, in the order in which they are offered. */
export const models: readonly ModelEntry[] = [];

export function modelEntry(name: string): ModelEntry | undefined {
  return models.find((entry) => entry.name === name);
}
