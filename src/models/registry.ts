import { bias } from './bias';
import { ials } from './ials';
import { itemKnn } from './item-knn';
import { mlp } from './mlp';
import { popularity } from './popularity';
import { pureSvd } from './pure-svd';
import { random } from './random';
import { p3alpha } from './p3alpha';
import type { ModelEntry } from './recommender';
import { rp3beta } from './rp3beta';
import { userKnn } from './user-knn';

/** All models, in the order in which they are offered. */
export const models: readonly ModelEntry[] = [
  random,
  popularity,
  bias,
  userKnn,
  itemKnn,
  p3alpha,
  rp3beta,
  pureSvd,
  ials,
  mlp,
];

export function modelEntry(name: string): ModelEntry | undefined {
  return models.find((entry) => entry.name === name);
}
