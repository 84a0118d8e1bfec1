import { bias } from './bias';
import { bprMf } from './bpr-mf';
import { contentKnn } from './content-knn';
import { caser } from './caser';
import { ease } from './ease';
import { ials } from './ials';
import { itemKnn } from './item-knn';
import { logistic } from './logistic';
import { mf } from './mf';
import { mlp } from './mlp';
import { popularity } from './popularity';
import { pureSvd } from './pure-svd';
import { random } from './random';
import { p3alpha } from './p3alpha';
import { gmf } from './gmf';
import { gru4rec } from './gru4rec';
import { ncfMlp } from './ncf-mlp';
import { neumf } from './neumf';
import type { ModelEntry } from './recommender';
import { rp3beta } from './rp3beta';
import { sasrec } from './sasrec';
import { slim } from './slim';
import { slopeOne } from './slope-one';
import { socialKnn } from './social-knn';
import { socialMf } from './social-mf';
import { svdpp } from './svdpp';
import { twoTower } from './two-tower';
import { userKnn } from './user-knn';
import { wideDeep } from './wide-deep';

/** All models, in the order in which they are offered. */
export const models: readonly ModelEntry[] = [
  random,
  popularity,
  bias,
  userKnn,
  itemKnn,
  contentKnn,
  socialKnn,
  slopeOne,
  p3alpha,
  rp3beta,
  pureSvd,
  ials,
  ease,
  slim,
  mf,
  svdpp,
  socialMf,
  bprMf,
  mlp,
  gmf,
  ncfMlp,
  neumf,
  logistic,
  wideDeep,
  twoTower,
  gru4rec,
  caser,
  sasrec,
];

export function modelEntry(name: string): ModelEntry | undefined {
  return models.find((entry) => entry.name === name);
}
