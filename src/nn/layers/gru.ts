import type { Operation, Tensor } from '../../compute/backend';
import type { Parameter, ParameterLayout } from '../parameters';
import { newSignal, type LayerContext, type PreparedLayer, type Signal } from './layer';

/** How the rows of a batch form sequences: position t of sequence b is row t·size + b. */
export interface SequenceRows {
  readonly size: number;
  readonly steps: number;
  /** u32[steps·size]: not 0 where nothing comes from the position before. */
  readonly starts: Tensor<'u32'>;
}

/**
 * A layer of gated recurrent units (Cho et al. 2014; see `gruGates` for the formula). The products with the inputs of all
 * positions are one matrix product, those with the states one a time step.
 */
export class Gru {
  readonly #input: Parameter;
  readonly #recurrent: Parameter;
  readonly #inputBias: Parameter;
  readonly #recurrentBias: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly inputWidth: number,
    readonly width: number,
  ) {
    // Rows are the gates reset, update, candidate, one behind another; each starts as a layer of its own.
    const weights = (what: string, from: number) =>
      layout.add({
        name: `${name} ${what} weights`,
        shape: [3 * width, from],
        initializer: 'glorot-uniform',
        fan: [from, width],
        decay: true,
      });
    const bias = (what: string) =>
      layout.add({ name: `${name} ${what} bias`, shape: [3 * width], initializer: { constant: 0 } });
    this.#input = weights('input', inputWidth);
    this.#recurrent = weights('recurrent', width);
    this.#inputBias = bias('input');
    this.#recurrentBias = bias('recurrent');
  }

  /** @param input f32[steps·size × inputWidth]; `context.rows` = steps·size */
  prepare(context: LayerContext, input: Signal, { size, steps, starts }: SequenceRows): PreparedLayer {
    const { backend, scope, rows, store } = context;
    const { kernels } = backend;
    const { width, inputWidth, name } = this;
    const gates = 3 * width;
    const tensor = (length: number, what: string) => scope.tensor('f32', length, `${name} ${what}`);
    const output = newSignal(context, width, name);
    const ofInput = tensor(rows * gates, 'input product');
    const ofStates = tensor(rows * gates, 'recurrent product');
    const states = tensor(rows * width, 'states');
    const step = (t: number) =>
      ({ input: ofInput, recurrent: ofStates, states, starts, size, width, step: t, steps }) as const;
    const forward: Operation[] = [
      kernels.gemm(scope, {
        a: input.values,
        b: store.values,
        bOffset: this.#input.offset,
        out: ofInput,
        ...{ m: rows, n: gates, k: inputWidth, transposeB: true },
        bias: store.values,
        biasOffset: this.#inputBias.offset,
      }),
    ];
    for (let t = 0; t < steps; t++)
      forward.push(
        kernels.gemm(scope, {
          a: states,
          aOffset: t * size * width,
          b: store.values,
          bOffset: this.#recurrent.offset,
          out: ofStates,
          outOffset: t * size * gates,
          ...{ m: size, n: gates, k: width, transposeB: true },
          bias: store.values,
          biasOffset: this.#recurrentBias.offset,
        }),
        kernels.gruGates(scope, { ...step(t), out: output.values }),
      );
    const { gradient } = output;
    if (!gradient) return { output, forward, backward: [] };

    const carry = tensor(size * width, 'carried gradient');
    const backward: Operation[] = [];
    for (let t = steps - 1; t >= 0; t--) {
      backward.push(kernels.gruGatesGradient(scope, { ...step(t), gradient, carry }));
      if (t > 0)
        backward.push(
          kernels.gemm(scope, {
            a: ofStates,
            aOffset: t * size * gates,
            b: store.values,
            bOffset: this.#recurrent.offset,
            out: carry,
            ...{ m: size, n: width, k: gates, accumulate: true },
          }),
        );
    }
    const weights = (a: Tensor<'f32'>, b: Tensor<'f32'>, n: number, { offset }: Parameter) =>
      kernels.gemm(scope, {
        ...{ a, b, out: store.gradients, outOffset: offset },
        ...{ m: gates, n, k: rows, transposeA: true },
      });
    const bias = (a: Tensor<'f32'>, { offset }: Parameter) =>
      kernels.columnSums(scope, { a, rows, columns: gates, out: store.gradients, outOffset: offset });
    backward.push(
      weights(ofInput, input.values, inputWidth, this.#input),
      weights(ofStates, states, width, this.#recurrent),
      bias(ofInput, this.#inputBias),
      bias(ofStates, this.#recurrentBias),
    );
    if (input.gradient)
      backward.push(
        kernels.gemm(scope, {
          a: ofInput,
          b: store.values,
          bOffset: this.#input.offset,
          out: input.gradient,
          ...{ m: rows, n: inputWidth, k: gates },
        }),
      );
    return { output, forward, backward };
  }
}
