import type { Scope } from '../../src/compute/backend';
import { noiseArray } from './fixtures';

export interface AttentionShape {
  readonly size: number;
  readonly steps: number;
  readonly heads: number;
  readonly width: number;
}

/** Below, at and off a tile of eight. */
export const shapes: readonly AttentionShape[] = [
  { size: 1, steps: 1, heads: 1, width: 1 },
  { size: 3, steps: 7, heads: 2, width: 3 },
  { size: 8, steps: 8, heads: 1, width: 8 },
];

/** Two pieces a row, cut elsewhere in each. */
export function beginsOf({ size, steps }: AttentionShape): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: size * steps }, (_, row) => {
    const [t, cut] = [Math.floor(row / size), row % size];
    return t >= cut ? cut : 0;
  });
}

/** Where position t of sequence b looks: from the first of its piece to itself. */
export function seen(shape: AttentionShape, t: number, b: number): number[] {
  const begin = beginsOf(shape)[t * shape.size + b]!;
  return Array.from({ length: t - begin + 1 }, (_, i) => begin + i);
}

/** Rows of `heads·width` columns between two others. */
export class Rows {
  readonly data: Float32Array<ArrayBuffer>;
  readonly stride: number;
  readonly column = 2;

  constructor(
    readonly shape: AttentionShape,
    salt: number,
  ) {
    this.stride = shape.heads * shape.width + 3;
    this.data = noiseArray(shape.size * shape.steps * this.stride, salt).map((x) => 2 * x);
  }

  at(t: number, b: number, head: number, c: number): number {
    const { size, width } = this.shape;
    return this.data[(t * size + b) * this.stride + this.column + head * width + c]!;
  }

  part(t: number, b: number, head: number): number[] {
    return Array.from({ length: this.shape.width }, (_, c) => this.at(t, b, head, c));
  }

  upload(scope: Scope, label: string) {
    return { tensor: scope.upload(this.data, label), stride: this.stride, column: this.column };
  }
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

export function forEachHead(
  { size, steps, heads }: AttentionShape,
  visit: (t: number, b: number, head: number) => void,
): void {
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < size; b++) for (let head = 0; head < heads; head++) visit(t, b, head);
}
