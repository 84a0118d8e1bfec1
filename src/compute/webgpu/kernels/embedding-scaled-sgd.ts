import code from '../../../../shaders/optim/embedding-scaled-sgd.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingScaledSgdSpec } from '../../contracts';
import { embeddingKernel, prepareEmbedding } from './embedding-head';

const kernel = embeddingKernel('embeddingScaledSgd', code);

/** See `shaders/optim/embedding-scaled-sgd.wgsl`. */
export function embeddingScaledSgd(scope: Scope, spec: EmbeddingScaledSgdSpec): Operation {
  return prepareEmbedding(kernel, scope, spec, [spec.squares], [0, spec.rho, spec.epsilon]);
}
