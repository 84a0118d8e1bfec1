import type { ArrayOf, ElementType, Operation, Tensor } from '../backend';

/** A tensor that is a typed array. */
export class CpuTensor<T extends ElementType = ElementType> implements Tensor<T> {
  constructor(
    readonly type: T,
    readonly data: ArrayOf<T>,
    readonly label: string,
  ) {}

  get length(): number {
    return this.data.length;
  }
}

/** An operation that runs at once. */
export class CpuOperation implements Operation {
  constructor(
    readonly label: string,
    readonly execute: () => void,
  ) {}
}

/** The typed array of a tensor of this side. */
export function dataOf<T extends ElementType>(tensor: Tensor<T>): ArrayOf<T> {
  return (tensor as CpuTensor<T>).data;
}
