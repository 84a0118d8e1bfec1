import type { FittedMlp } from '../mlp';
import type { NamedTensor } from '../recommender';
import { batchNormValues, OnnxGraph, type Value } from './graph';

/**
 * The rating-vector network (AutoRec) for rows of ratings, of users or of items by its axis. Explicit feedback: from
 * ratings and where they are known to ratings everywhere. Implicit feedback: from interactions to scores.
 */
export function ratingVectorModel(
  name: string,
  fitted: FittedMlp,
  tensors: ReadonlyMap<string, NamedTensor>,
): Uint8Array<ArrayBuffer> {
  const { params, matrix, scale, base, known, centre } = fitted;
  const { columns } = matrix;
  const graph = new OnnxGraph(name);
  const constant = (key: string): Value => {
    const { shape, data } = tensors.get(key)!;
    return graph.constant(key, shape, Float32Array.from(data));
  };
  const layers = (input: Value): Value => {
    const x = params.hidden.reduce((below, _, i) => {
      const layer = `hidden layer ${i + 1}`;
      const [weights, bias] = [constant(`${layer} weights`), constant(`${layer} bias`)];
      const product = graph.dense(below, weights, bias, i > 0);
      const normal = params.batchNorm
        ? graph.batchNorm(product, batchNormValues(`${layer} norm`, constant))
        : product;
      return graph.activate(params.activation, normal);
    }, input);
    const output = graph.dense(x, constant('output layer weights'), constant('output layer bias'));
    return graph.activate(params.outputActivation, output);
  };
  if (!known) {
    const interactions = graph.input('interactions', 'float', ['rows', columns]);
    graph.output('scores', layers(interactions), ['rows', columns]);
    return graph.file(
      `Input: a row for each ${params.axis}, 1 where there is an interaction and 0 elsewhere. Output: scores.`,
    );
  }
  const [ofRow, ofColumn] = params.axis === 'user' ? [base.users, base.items] : [base.items, base.users];
  const row = graph.input('row', 'int64', ['rows']);
  const ratings = graph.input('ratings', 'float', ['rows', columns]);
  const where = graph.input('known', 'float', ['rows', columns]);
  const rowBias = graph.constant('biases of rows', [ofRow.length], Float32Array.from(ofRow));
  const columnBias = graph.constant('biases of columns', [columns], Float32Array.from(ofColumn));
  // μ + b_row + b_column
  const baseline = graph.add(
    graph.column(graph.add(graph.rows(rowBias, row), graph.number(base.mean))),
    columnBias,
  );
  const read =
    params.inputs === 'ratings'
      ? ratings
      : graph.node('Sub', [graph.node('Sub', [ratings, baseline]), graph.number(centre)]);
  const predicted = layers(graph.multiply(where, read));
  const scaled = graph.add(graph.multiply(predicted, graph.number(scale.range)), graph.number(scale.shift));
  graph.output('predictions', graph.add(scaled, baseline), ['rows', columns]);
  return graph.file(
    `Inputs: codes of ${params.axis}s, a row of ratings for each (0 where there is none), and 1 where a rating is known. Output: predicted ratings.`,
  );
}
