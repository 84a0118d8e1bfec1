import type { Tensor } from '../../compute/backend';
import type { AttentionRows } from '../../compute/contracts';
import type { ParameterLayout } from '../parameters';
import { Dense } from './dense';
import { prepareDropout } from './dropout';
import { chain, newSignal, type LayerContext, type PreparedLayer, type Signal } from './layer';
import { LayerNorm } from './layer-norm';

/** How positions look back at one another (see `AttentionRows`). */
export type LookBack = Pick<AttentionRows, 'size' | 'steps' | 'begins'>;

/**
 * A block of SASRec (Kang & McAuley 2018, §3.2): x + dropout(attention(norm x)), and of that y, y + dropout(the two dense
 * layers(norm y)). Queries, keys and values are one dense layer of the same normalised rows; heads lie side by side.
 */
export class AttentionBlock {
  readonly #attentionNorm: LayerNorm;
  readonly #projection: Dense;
  readonly #denseNorm: LayerNorm;
  readonly #dense: readonly [Dense, Dense];

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly width: number,
    readonly heads: number,
  ) {
    this.#attentionNorm = new LayerNorm(layout, `${name} attention norm`, width);
    this.#projection = new Dense(layout, `${name} queries, keys, values`, width, 3 * width, 'identity');
    this.#denseNorm = new LayerNorm(layout, `${name} dense norm`, width);
    this.#dense = [
      new Dense(layout, `${name} dense 1`, width, width, 'relu'),
      new Dense(layout, `${name} dense 2`, width, width, 'identity'),
    ];
  }

  prepare(context: LayerContext, input: Signal, rows: LookBack, dropout: number): PreparedLayer {
    const { name } = this;
    const attended = residual(context, input, `${name} attended`, (past) => {
      const norm = this.#attentionNorm.prepare(context, input, past);
      const projection = this.#projection.prepare(context, norm.output);
      const attention = this.#attention(context, projection.output, rows);
      const dropped = prepareDropout(context, attention.output, dropout, `${name} attention dropout`);
      return chain([norm, projection, attention, dropped]);
    });
    const transformed = residual(context, attended.output, `${name} output`, (past) => {
      const norm = this.#denseNorm.prepare(context, attended.output, past);
      const first = this.#dense[0].prepare(context, norm.output);
      const between = prepareDropout(context, first.output, dropout, `${name} inner dropout`);
      const second = this.#dense[1].prepare(context, between.output);
      const dropped = prepareDropout(context, second.output, dropout, `${name} outer dropout`);
      return chain([norm, first, between, second, dropped]);
    });
    return chain([attended, transformed]);
  }

  /** @param input queries, keys and values side by side: f32[rows × 3·width] */
  #attention(context: LayerContext, input: Signal, { size, steps, begins }: LookBack): PreparedLayer {
    const { backend, scope, rows } = context;
    const { kernels } = backend;
    const { width, heads, name } = this;
    const shape = { size, steps, begins, heads, width: width / heads };
    const output = newSignal(context, width, `${name} attention`);
    const weights = scope.tensor('f32', rows * heads * steps, `${name} attention weights`);
    const part = (tensor: Tensor<'f32'>, i: number) => ({ tensor, stride: 3 * width, column: i * width });
    const [queries, keys, values] = [0, 1, 2].map((i) => part(input.values, i)) as [
      ReturnType<typeof part>,
      ReturnType<typeof part>,
      ReturnType<typeof part>,
    ];
    const whole = (tensor: Tensor<'f32'>) => ({ tensor, stride: width, column: 0 });
    const forward = [
      kernels.attentionWeights(scope, { ...shape, queries, keys, out: weights }),
      kernels.attentionMix(scope, { ...shape, weights, values, out: whole(output.values) }),
    ];
    if (!output.gradient || !input.gradient) return { output, forward, backward: [] };
    const gradient = whole(output.gradient);
    const ofScores = scope.tensor('f32', weights.length, `${name} score gradients`);
    const back = { ...shape, weights: ofScores };
    const backward = [
      kernels.attentionWeightsGradient(scope, { ...shape, weights, values, gradient, out: ofScores }),
      kernels.attentionMix(scope, { ...back, values: keys, out: part(input.gradient, 0) }),
      kernels.attentionMix(scope, {
        ...{ ...back, values: queries, transposed: true, out: part(input.gradient, 1) },
      }),
      kernels.attentionMix(scope, {
        ...{ ...shape, weights, values: gradient, transposed: true, out: part(input.gradient, 2) },
      }),
    ];
    return { output, forward, backward };
  }
}

/**
 * input + branch(input).
 * @param prepare the branch, whose way back adds the gradient that it is given to that of the input
 */
function residual(
  context: LayerContext,
  input: Signal,
  name: string,
  prepare: (past: Tensor<'f32'> | undefined) => PreparedLayer,
): PreparedLayer {
  const { backend, scope, rows } = context;
  const output = newSignal(context, input.width, name);
  const branch = prepare(output.gradient ?? undefined);
  const count = rows * input.width;
  const whole = (tensor: Tensor<'f32'>) => ({ tensor, stride: input.width, column: 0 });
  return {
    output,
    forward: [
      ...branch.forward,
      backend.kernels.sum(scope, { a: input.values, b: branch.output.values, out: output.values, count }),
    ],
    backward: output.gradient
      ? [
          backend.kernels.product(scope, {
            ...{ a: whole(output.gradient), out: whole(branch.output.gradient!), rows, width: input.width },
          }),
          ...branch.backward,
        ]
      : [],
  };
}
