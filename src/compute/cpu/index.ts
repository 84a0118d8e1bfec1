import type { Kernels } from '../contracts';
import { gemm } from './gemm';
import { maskSeen } from './mask-seen';
import { gatherScores } from './gather-scores';
import { ranks } from './ranks';
import { rankingMetrics } from './ranking-metrics';
import { topK } from './top-k';
import { randomUniform } from './random-uniform';

/** Every kernel's CPU side, by its one name. */
export const cpuKernels: Kernels = {
  gemm,
  randomUniform,
  maskSeen,
  gatherScores,
  ranks,
  rankingMetrics,
  topK,
};
