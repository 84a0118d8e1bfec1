import type { Activation } from '../../compute/activation';
import type { Operation } from '../../compute/backend';
import { initializerFor } from '../initializers';
import type { Parameter, ParameterLayout } from '../parameters';
import type { LayerContext, Signal } from './layer';

/** Positions of `size` sequences by time: row t·size + b. */
export interface PositionRows {
  readonly size: number;
  readonly positions: number;
}

/** Where a layer puts its part of wider rows: columns `column` … of `signal`, one row a sequence. */
export interface Part {
  readonly signal: Signal;
  readonly column: number;
}

export interface PreparedPart {
  readonly forward: readonly Operation[];
  /** Adds to the input's gradient, or begins it (see `prepare`). */
  readonly backward: readonly Operation[];
}

/**
 * Filters that slide over `height` positions at a time, an activation, and the greatest over time:
 * out[b, f] = max_i f(Σ_p E[i + p, :]·W[p, f, :] + b_f) (Kim 2014; Tang & Wang 2018, horizontal). Positions that follow one
 * another are blocks of rows, so that each p is one matrix product that adds to the one before.
 */
export class HorizontalConvolution {
  readonly #weights: Parameter;
  readonly #bias: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly inputWidth: number,
    readonly height: number,
    readonly filters: number,
    readonly activation: Exclude<Activation, 'gelu'>,
  ) {
    this.#weights = layout.add({
      name: `${name} weights`,
      shape: [height, filters, inputWidth],
      initializer: initializerFor(activation),
      fan: [height * inputWidth, filters],
      decay: true,
    });
    this.#bias = layout.add({ name: `${name} bias`, shape: [filters], initializer: { constant: 0 } });
  }

  /** @param input f32[positions·size × inputWidth]; the way back adds to its gradient */
  prepare(context: LayerContext, input: Signal, { size, positions }: PositionRows, part: Part): PreparedPart {
    const { backend, scope, store } = context;
    const { kernels } = backend;
    const { height, filters, inputWidth, activation, name } = this;
    const places = positions - height + 1;
    const rows = places * size;
    const shifts = Array.from({ length: height }, (_, p) => ({
      input: p * size * inputWidth,
      weights: this.#weights.offset + p * filters * inputWidth,
    }));
    const out = scope.tensor('f32', rows * filters, name);
    const where = scope.tensor('u32', size * filters, `${name} places`);
    const wide = { size, positions: places, width: filters, where };
    const { signal, column } = part;
    const forward: Operation[] = shifts.map((at, p) =>
      kernels.gemm(scope, {
        ...{ a: input.values, aOffset: at.input, b: store.values, bOffset: at.weights, out },
        ...{ m: rows, n: filters, k: inputWidth, transposeB: true, accumulate: p > 0 },
        ...(p + 1 < height ? {} : { bias: store.values, biasOffset: this.#bias.offset, activation }),
      }),
    );
    forward.push(
      kernels.maxPositions(scope, {
        ...{ ...wide, a: out, out: signal.values, outStride: signal.width, outColumn: column },
      }),
    );
    if (!signal.gradient || !input.gradient) return { forward, backward: [] };

    const gradient = scope.tensor('f32', rows * filters, `${name} gradient`);
    const backward: Operation[] = [
      kernels.maxPositionsGradient(scope, {
        ...{ ...wide, gradient: signal.gradient, out: gradient },
        ...{ gradientStride: signal.width, gradientColumn: column },
      }),
      kernels.activationGradient(scope, { activation, y: out, gradient, count: rows * filters }),
      kernels.columnSums(scope, {
        ...{ a: gradient, rows, columns: filters, out: store.gradients, outOffset: this.#bias.offset },
      }),
    ];
    for (const at of shifts)
      backward.push(
        kernels.gemm(scope, {
          ...{ a: gradient, b: input.values, bOffset: at.input, out: store.gradients, outOffset: at.weights },
          ...{ m: filters, n: inputWidth, k: rows, transposeA: true },
        }),
        kernels.gemm(scope, {
          ...{ a: gradient, b: store.values, bOffset: at.weights, out: input.gradient, outOffset: at.input },
          ...{ m: rows, n: inputWidth, k: filters, accumulate: true },
        }),
      );
    return { forward, backward };
  }
}

/**
 * Weighted sums over all positions, out[b, f, :] = Σ_t V[f, t]·E[t, b, :] (Tang & Wang 2018, vertical): with positions by
 * time one matrix product for all sequences.
 */
export class VerticalConvolution {
  readonly #weights: Parameter;

  constructor(
    layout: ParameterLayout,
    readonly name: string,
    readonly inputWidth: number,
    readonly positions: number,
    readonly filters: number,
  ) {
    this.#weights = layout.add({
      name: `${name} weights`,
      shape: [filters, positions],
      initializer: 'glorot-uniform',
      fan: [positions, filters],
      decay: true,
    });
  }

  /** @param input f32[positions·size × inputWidth]; the way back begins its gradient */
  prepare(context: LayerContext, input: Signal, size: number, part: Part): PreparedPart {
    const { backend, scope, store } = context;
    const { kernels } = backend;
    const { filters, positions, inputWidth, name } = this;
    const columns = size * inputWidth;
    const weights = { a: store.values, aOffset: this.#weights.offset };
    const { signal, column } = part;
    const out = scope.tensor('f32', filters * columns, name);
    /** Between filter by filter and sequence by sequence. */
    const views = (tensor: Signal['values'], wide: Signal['values']) =>
      Array.from({ length: filters }, (_, f) => ({
        own: { tensor, stride: inputWidth, column: f * columns },
        shared: { tensor: wide, stride: signal.width, column: column + f * inputWidth },
      }));
    const shape = { rows: size, width: inputWidth };
    const forward: Operation[] = [
      kernels.gemm(scope, { ...weights, b: input.values, out, m: filters, n: columns, k: positions }),
      ...views(out, signal.values).map(({ own, shared }) =>
        kernels.product(scope, { a: own, out: shared, ...shape }),
      ),
    ];
    if (!signal.gradient || !input.gradient) return { forward, backward: [] };

    const gradient = scope.tensor('f32', filters * columns, `${name} gradient`);
    const backward: Operation[] = [
      ...views(gradient, signal.gradient).map(({ own, shared }) =>
        kernels.product(scope, { a: shared, out: own, ...shape }),
      ),
      kernels.gemm(scope, {
        ...{ a: gradient, b: input.values, out: store.gradients, outOffset: this.#weights.offset },
        ...{ m: filters, n: positions, k: columns, transposeB: true },
      }),
      kernels.gemm(scope, {
        ...{ ...weights, b: gradient, out: input.gradient },
        ...{ m: positions, n: columns, k: filters, transposeA: true },
      }),
    ];
    return { forward, backward };
  }
}
