import type { BenchRow } from '../row';
import { fullRank } from './full-rank';
import { gemm } from './gemm';
import { itemCosine } from './item-cosine';
import { itemCosineDense } from './item-cosine-dense';
import { itemCosineGrowth } from './item-cosine-growth';
import { liveUpdate } from './live-update';
import { load } from './load';
import { mlpRatingStep } from './mlp-rating-step';
import { ncfStep } from './ncf-step';
import { recommendOne } from './recommend-one';

/** Every row, in the order in which it is measured. A feature that lands adds its row here. */
export const rows: readonly BenchRow[] = [
  gemm,
  ncfStep,
  mlpRatingStep,
  itemCosine,
  itemCosineDense,
  fullRank,
  recommendOne,
  liveUpdate,
  load,
  itemCosineGrowth,
];
