import type { BiasedFactorValues } from '../biased-factors';
import { OnnxGraph } from './graph';

/** scores[n, i] = μ + b_u + b_i + p_u·q_i of every item for the users asked for. */
export function factorModel(name: string, values: BiasedFactorValues): Uint8Array<ArrayBuffer> {
  const { mean, users, items, factors } = values;
  const [userCount, itemCount] = [users.length / (factors + 1), items.length / (factors + 1)];
  const graph = new OnnxGraph(name);
  const user = graph.input('user', 'int64', ['users']);
  const vectors = graph.constant('user vectors', [userCount, factors], without(users, factors));
  const userBias = graph.constant('user biases', [userCount], lastOf(users, factors));
  const itemBias = graph.constant('item biases', [itemCount], lastOf(items, factors));
  const transposed = transpose(without(items, factors), itemCount, factors);
  const itemVectors = graph.constant('item vectors', [factors, itemCount], transposed);
  const products = graph.node('MatMul', [graph.rows(vectors, user), itemVectors]);
  const ofUser = graph.column(graph.add(graph.rows(userBias, user), graph.number(mean)));
  graph.output('scores', graph.add(graph.add(products, ofUser), itemBias), ['users', itemCount]);
  return graph.file(
    'Input: codes of users (rows of the table “users” in model.safetensors). Output: their scores of every item.',
  );
}

/** scores[n, i] = p_u·q_i. */
export function innerProductModel(
  name: string,
  users: { readonly shape: readonly number[]; readonly data: Float32Array },
  items: { readonly shape: readonly number[]; readonly data: Float32Array },
): Uint8Array<ArrayBuffer> {
  const [userCount, width] = users.shape as [number, number];
  const itemCount = items.shape[0]!;
  const graph = new OnnxGraph(name);
  const user = graph.input('user', 'int64', ['users']);
  const vectors = graph.constant('user factors', [userCount, width], users.data);
  const itemVectors = graph.constant(
    'item factors',
    [width, itemCount],
    transpose(items.data, itemCount, width),
  );
  graph.output('scores', graph.node('MatMul', [graph.rows(vectors, user), itemVectors]), [
    'users',
    itemCount,
  ]);
  return graph.file('Input: codes of users. Output: their scores of every item.');
}

/** scores = x·B: what a user interacted with, times a matrix of items × items (EASE, SLIM). */
export function itemWeightModel(name: string, items: number, weights: Float32Array): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph(name);
  const interactions = graph.input('interactions', 'float', ['users', items]);
  const matrix = graph.constant('weights', [items, items], weights);
  graph.output('scores', graph.node('MatMul', [interactions, matrix]), ['users', items]);
  return graph.file(
    'Input: a row for each user, 1 at the items interacted with and 0 elsewhere. Output: scores of every item.',
  );
}

/** Rows [vector, bias] without the bias. */
function without(rows: Float32Array, factors: number): Float32Array {
  return rows.filter((_, i) => i % (factors + 1) !== factors);
}

function lastOf(rows: Float32Array, factors: number): Float32Array {
  return rows.filter((_, i) => i % (factors + 1) === factors);
}

function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: matrix.length }, (_, k) => {
    const [column, row] = [Math.floor(k / rows), k % rows];
    return matrix[row * columns + column]!;
  });
}
