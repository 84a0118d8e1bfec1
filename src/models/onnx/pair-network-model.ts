import type { PairShape } from '../../nn/pair-network';
import type { NamedTensor } from '../recommender';
import { batchNormValues, OnnxGraph, type Value } from './graph';

/** score[n] of user[n] and item[n]: GMF, the tower of dense layers, or both (He et al. 2017), as a logit. */
export function pairNetworkModel(
  shape: PairShape,
  tensors: ReadonlyMap<string, NamedTensor>,
): Uint8Array<ArrayBuffer> {
  const name = shape.tower ? (shape.factors > 0 ? 'neumf' : 'ncf-mlp') : 'gmf';
  const graph = new OnnxGraph(name);
  const ids = {
    users: graph.input('user', 'int64', ['pairs']),
    items: graph.input('item', 'int64', ['pairs']),
  };
  const constant = (key: string): Value => {
    const { shape: sizes, data } = tensors.get(key)!;
    return graph.constant(key, sizes, Float32Array.from(data));
  };
  const rows = (branch: string) =>
    (['users', 'items'] as const).map((axis) => graph.rows(constant(`${branch} ${axis}`), ids[axis]));
  const dense = (x: Value, layer: string) =>
    graph.dense(x, constant(`${layer} weights`), constant(`${layer} bias`));

  const normalised = (x: Value, layer: number) =>
    shape.tower?.batchNorm ? graph.batchNorm(x, batchNormValues(`tower layer ${layer} norm`, constant)) : x;

  const branches: Value[] = [];
  if (shape.factors > 0) branches.push(graph.node('Mul', rows('gmf')));
  if (shape.tower) {
    const input = graph.node('Concat', rows('mlp'), { axis: { int: 1 } });
    branches.push(
      shape.tower.layers.reduce(
        (x, _, i) => graph.activate(shape.activation, normalised(dense(x, `tower layer ${i + 1}`), i + 1)),
        input,
      ),
    );
  }
  const joined = branches.length > 1 ? graph.node('Concat', branches, { axis: { int: 1 } }) : branches[0]!;
  graph.output('score', graph.vector(dense(joined, 'prediction layer')), ['pairs']);
  return graph.file(
    'Inputs: codes of users and items, pair by pair. Output: a score for each pair, the logit of the probability that the user chooses the item.',
  );
}
