import type { Backend, Operation, Scope, Tensor } from '../../compute/backend';
import type { GemmSlope } from '../../compute/contracts';
import type { Batch } from '../../compute/contracts/nn';
import type { ParameterStore } from '../parameters';

/** What flows between layers: f32[rows × width], and in training the gradient of the loss by it. */
export interface Signal {
  readonly values: Tensor<'f32'>;
  /** null where nobody needs it (inference, or the network's input). */
  readonly gradient: Tensor<'f32'> | null;
  readonly width: number;
  /** Where it is set, `gradient` is to come times this slope already: from a `Dense`, whose product brings it for nothing. */
  readonly slope?: GemmSlope;
}

/** A layer bound to its tensors. `forward` runs front to back, `backward` layers back to front. */
export interface PreparedLayer {
  readonly output: Signal;
  readonly forward: readonly Operation[];
  /** Reads (and may overwrite) output.gradient; writes the input's gradient and those of the layer's parameters. */
  readonly backward: readonly Operation[];
}

/** Where and for what layers are prepared. */
export interface LayerContext {
  readonly backend: Backend;
  readonly scope: Scope;
  readonly batch: Batch;
  /** Rows that go through at once: those of a full batch, or of what they stand for. */
  readonly rows: number;
  readonly store: ParameterStore;
  /** In training layers also prepare the way back, and dropout drops. */
  readonly training: boolean;
  readonly seed: number;
}

/** Fresh tensors. With `inPlace` one serves for both: a loss replaces the values by their gradient. */
export function newSignal(context: LayerContext, width: number, label: string, inPlace = false): Signal {
  const length = context.rows * width;
  if (inPlace) {
    const values = context.scope.tensor('f32', length, label);
    return { values, gradient: context.training ? values : null, width };
  }
  return {
    values: context.scope.tensor('f32', length, label),
    gradient: context.training ? context.scope.tensor('f32', length, `${label} gradient`) : null,
    width,
  };
}

/** Layers in a row, as one. */
export function chain(layers: readonly PreparedLayer[]): PreparedLayer {
  return {
    output: layers.at(-1)!.output,
    forward: layers.flatMap(({ forward }) => forward),
    backward: layers.toReversed().flatMap(({ backward }) => backward),
  };
}
