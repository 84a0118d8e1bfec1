import code from '../../../../shaders/optim/embedding-momentum.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingMomentumSpec } from '../../contracts';
import { embeddingKernel, prepareEmbedding } from './embedding-head';

const kernels = [0, 1].map((nesterov) => embeddingKernel('embeddingMomentum', code, { nesterov }));

/** See `shaders/optim/embedding-momentum.wgsl`. */
export function embeddingMomentum(scope: Scope, spec: EmbeddingMomentumSpec): Operation {
  const { velocity, momentum, nesterov = false } = spec;
  return prepareEmbedding(kernels[Number(nesterov)]!, scope, spec, [velocity], [momentum, 0, 0]);
}
