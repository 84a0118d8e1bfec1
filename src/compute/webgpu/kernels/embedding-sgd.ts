import code from '../../../../shaders/optim/embedding-sgd.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingSgdSpec } from '../../contracts';
import { embeddingKernel, prepareEmbedding } from './embedding-head';

const kernel = embeddingKernel('embeddingSgd', code);

/** See `shaders/optim/embedding-sgd.wgsl`. */
export function embeddingSgd(scope: Scope, spec: EmbeddingSgdSpec): Operation {
  return prepareEmbedding(kernel, scope, spec);
}
