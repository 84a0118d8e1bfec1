import type { LinalgKernels } from './linalg';
import type { ModelKernels } from './models';
import type { NnKernels } from './nn';
import type { NormalisationKernels } from './normalisation';
import type { OptimKernels } from './optim';
import type { RandomKernels } from './random';
import type { SelectKernels } from './select';
import type { SequenceKernels } from './sequence';
import type { SimilarityKernels } from './similarity';

/** Every kernel there is, on both sides of the seam. One file an area; a kernel's spec stands beside its signature. */
export interface Kernels
  extends
    LinalgKernels,
    SimilarityKernels,
    NnKernels,
    SequenceKernels,
    NormalisationKernels,
    OptimKernels,
    SelectKernels,
    RandomKernels,
    ModelKernels {}

export type * from './linalg';
export type * from './models';
export type * from './similarity';
export type * from './nn';
export type * from './sequence';
export type * from './normalisation';
export type * from './optim';
export type * from './select';
export type * from './random';
