import code from '../../../../shaders/optim/embedding-adam.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingAdamSpec } from '../../contracts';
import { embeddingKernel, prepareEmbedding } from './embedding-head';

const kernels = [0, 1].map((decoupled) => embeddingKernel('embeddingAdam', code, { decoupled }));

/** See `shaders/optim/embedding-adam.wgsl`. */
export function embeddingAdam(scope: Scope, spec: EmbeddingAdamSpec): Operation {
  const { m, v, beta1, beta2, decoupled = false } = spec;
  return prepareEmbedding(kernels[Number(decoupled)]!, scope, spec, [m, v], [beta1, beta2, 0]);
}
