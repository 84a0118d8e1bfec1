import type { BatchKernels } from './nn/batch';
import type { DenseKernels } from './nn/dense';
import type { EmbeddingKernels } from './nn/embedding';
import type { FactorLevelKernels } from './nn/factor-levels';
import type { LossKernels } from './nn/losses';
import type { SparseKernels } from './nn/sparse';

/** Kernels of the area `nn`: what a network's layers and losses are made of. */
export interface NnKernels
  extends BatchKernels, DenseKernels, SparseKernels, LossKernels, EmbeddingKernels, FactorLevelKernels {}

export * from './nn/batch';
export * from './nn/dense';
export * from './nn/embedding';
export * from './nn/factor-levels';
export * from './nn/losses';
export * from './nn/sparse';
