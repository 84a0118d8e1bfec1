import type { Operation, Scope, Tensor } from '../compute/backend';
import { BATCH_HEADER } from '../compute/contracts/nn';
import { batchWords, wholeBatch } from '../nn/batches';
import type { FittedMlp } from './mlp';
import type { Scorer } from './recommender';

/** The users' rows go through the hidden layers, then against the output weights of all items. */
export function userAxisScorer(fitted: FittedMlp, scope: Scope, tile: number): Scorer {
  const { backend, network, matrix, inputs, params } = fitted;
  const out = scope.tensor('f32', tile * matrix.columns, 'scores');
  const batch = { tensor: scope.tensor('u32', BATCH_HEADER + tile, 'users'), size: tile };
  const encoder = network.encode(scope, batch, { matrix, values: inputs });
  const score = backend.kernels.gemm(scope, {
    a: encoder.output.values,
    b: network.store.values,
    bOffset: network.output.weightsOffset,
    bias: network.store.values,
    biasOffset: network.output.biasOffset,
    out,
    m: tile,
    n: matrix.columns,
    k: network.width,
    transposeB: true,
    activation: params.outputActivation,
  });
  const base = addBase(fitted, scope, tile, batch.tensor, BATCH_HEADER, out);
  return {
    out,
    tile,
    score: (users) => {
      backend.write(batch.tensor, batchWords(users));
      backend.run([...encoder.forward, score, ...base]);
    },
  };
}

/** Users are columns here: the hidden layers of all items once, then the users' output weights against them. */
export function itemAxisScorer(fitted: FittedMlp, scope: Scope, tile: number): Scorer {
  const { backend, network, matrix, inputs, params } = fitted;
  const { kernels } = backend;
  const { width, store, output } = network;
  const items = matrix.rows;
  const out = scope.tensor('f32', tile * items, 'scores');
  const batch = wholeBatch(scope, items);
  const encoder = network.encode(scope, batch, { matrix, values: inputs });
  backend.run(encoder.forward);
  const ids = scope.tensor('u32', tile, 'users');
  const weights = scope.tensor('f32', tile * width, 'output weights');
  const bias = scope.tensor('f32', tile, 'output biases');
  const ones = scope.upload(new Float32Array(items).fill(1), 'ones');
  const gather = { ids, table: store.values, count: tile };
  const operations = [
    kernels.gatherRows(scope, { ...gather, tableOffset: output.weightsOffset, out: weights, width }),
    kernels.gatherRows(scope, { ...gather, tableOffset: output.biasOffset, out: bias, width: 1 }),
    // A bias a row: an outer product, to which the gemm adds.
    kernels.gemm(scope, { a: bias, b: ones, out, m: tile, n: items, k: 1 }),
    kernels.gemm(scope, {
      a: weights,
      b: encoder.output.values,
      out,
      m: tile,
      n: items,
      k: width,
      transposeB: true,
      accumulate: true,
      activation: params.outputActivation,
    }),
    ...addBase(fitted, scope, tile, ids, 0, out),
  ];
  return {
    out,
    tile,
    score: (users) => {
      backend.write(ids, Uint32Array.from(users));
      backend.run(operations);
    },
  };
}

/** out += [(μ + b_u + shift)/range, 1]·[1; b_i/range]: the bias model in units of the output. */
function addBase(
  { backend, base, scale, params }: FittedMlp,
  scope: Scope,
  tile: number,
  ids: Tensor<'u32'>,
  idsOffset: number,
  out: Tensor<'f32'>,
): Operation[] {
  if (!params.baseline) return [];
  const { mean, users, items } = base;
  const ofUsers = new Float32Array(users.length * 2).fill(1);
  users.forEach((bias, user) => (ofUsers[2 * user] = (mean + bias + scale.shift) / scale.range));
  const ofItems = new Float32Array(items.length * 2).fill(1);
  items.forEach((bias, item) => (ofItems[items.length + item] = bias / scale.range));
  const left = scope.tensor('f32', tile * 2, 'user terms of the tile');
  const table = scope.upload(ofUsers, 'user terms');
  const right = scope.upload(ofItems, 'item terms');
  return [
    backend.kernels.gatherRows(scope, { ids, idsOffset, table, out: left, count: tile, width: 2 }),
    backend.kernels.gemm(scope, { a: left, b: right, out, m: tile, n: items.length, k: 2, accumulate: true }),
  ];
}
