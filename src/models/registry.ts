import { bias } from './bias';
import { ials } from './ials';
import { itemKnn } from './item-knn';
import { mlp } from './mlp';
import { popularity } from './popularity';
import { random } from './random';
import type { ModelEntry } from './recommender';
import { userKnn } from './user-knn';

/** All models, in the order in which they are offered. */
export const models: readonly ModelEntry[] = [random, popularity, bias, userKnn, itemKnn, ials, mlp];

export function modelEntry(name: string): ModelEntry | undefined {
  return models.find((entry) => entry.name === name);
}
