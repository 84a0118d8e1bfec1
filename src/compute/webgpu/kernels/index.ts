import type { Kernels } from '../../contracts';
import { alsSolve } from './als-solve';
import { easeUserScores } from './ease-user-scores';
import { easeWeights } from './ease-weights';
import { slopeDeviations } from './slope-deviations';
import { slopePredict } from './slope-predict';
import { slimColumns } from './slim-columns';
import { svdppUser } from './svdpp-user';
import { gemm } from './gemm';
import { pivotInverse } from './pivot-inverse';
import { pivotPanel } from './pivot-panel';
import { maskSeen } from './mask-seen';
import { gatherScores } from './gather-scores';
import { ranks } from './ranks';
import { rankingMetrics } from './ranking-metrics';
import { topK } from './top-k';
import { randomScores } from './random-scores';
import { randomUniform } from './random-uniform';
import { advanceBatch } from './advance-batch';
import { denseRows } from './dense-rows';
import { gatherRows } from './gather-rows';
import { sparseDense } from './sparse-dense';
import { sampledDense } from './sampled-dense';
import { batchColumns } from './batch-columns';
import { sparseOuter } from './sparse-outer';
import { sampledLoss } from './sampled-loss';
import { loss } from './loss';
import { sumLoss } from './sum-loss';
import { columnSums } from './column-sums';
import { applyActivation } from './apply-activation';
import { activationGradient } from './activation-gradient';
import { dropout } from './dropout';
import { adam } from './adam';
import { sgd } from './sgd';
import { coRated } from './co-rated';
import { coRatedAfter } from './co-rated-after';
import { similarity } from './similarity';
import { knnPredict } from './knn-predict';
import { sparseProduct } from './sparse-product';
import { advanceLevel } from './advance-level';
import { factorLevel } from './factor-level';
import { samplePairs } from './sample-pairs';
import { sortIds } from './sort-ids';
import { product } from './product';
import { rowDots } from './row-dots';
import { scaleRows } from './scale-rows';
import { groupLoss } from './group-loss';
import { segmentSums } from './segment-sums';
import { batchWindows } from './batch-windows';
import { gruGates } from './gru-gates';
import { gruGatesGradient } from './gru-gates-gradient';
import { sampleItems } from './sample-items';
import { candidateLoss } from './candidate-loss';
import { maxPositions } from './max-positions';
import { maxPositionsGradient } from './max-positions-gradient';
import { sum } from './sum';
import { batchNorm } from './batch-norm';
import { batchNormGradient } from './batch-norm-gradient';
import { batchStatistics } from './batch-statistics';
import { layerNorm } from './layer-norm';
import { layerNormGradient } from './layer-norm-gradient';
import { attentionWeights } from './attention-weights';
import { attentionWeightsGradient } from './attention-weights-gradient';
import { attentionMix } from './attention-mix';
import { embeddingAdam } from './embedding-adam';
import { embeddingSgd } from './embedding-sgd';
import { scaledSgd } from './scaled-sgd';
import { embeddingScaledSgd } from './embedding-scaled-sgd';
import { embeddingMomentum } from './embedding-momentum';
import { squareSums } from './square-sums';
import { rowGradients } from './row-gradients';
import { clipGradient } from './clip-gradient';

/** Every kernel's WebGPU side, by its one name. */
export const webgpuKernels: Kernels = {
  alsSolve,
  easeUserScores,
  easeWeights,
  slopeDeviations,
  slopePredict,
  slimColumns,
  svdppUser,
  gemm,
  pivotInverse,
  pivotPanel,
  randomScores,
  randomUniform,
  maskSeen,
  gatherScores,
  ranks,
  rankingMetrics,
  topK,
  advanceBatch,
  denseRows,
  gatherRows,
  sparseDense,
  sampledDense,
  batchColumns,
  sparseOuter,
  sampledLoss,
  loss,
  sumLoss,
  columnSums,
  applyActivation,
  activationGradient,
  dropout,
  adam,
  sgd,
  coRated,
  coRatedAfter,
  similarity,
  knnPredict,
  sparseProduct,
  advanceLevel,
  factorLevel,
  samplePairs,
  sortIds,
  product,
  rowDots,
  scaleRows,
  groupLoss,
  segmentSums,
  batchWindows,
  gruGates,
  gruGatesGradient,
  sampleItems,
  candidateLoss,
  maxPositions,
  maxPositionsGradient,
  sum,
  batchNorm,
  batchNormGradient,
  batchStatistics,
  layerNorm,
  layerNormGradient,
  attentionWeights,
  attentionWeightsGradient,
  attentionMix,
  embeddingAdam,
  embeddingSgd,
  scaledSgd,
  embeddingScaledSgd,
  embeddingMomentum,
  squareSums,
  rowGradients,
  clipGradient,
};
