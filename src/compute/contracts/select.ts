import type { Operation, Scope, Tensor } from '../backend';

/** From score tiles to lists and figures. A score of −Infinity or NaN marks what is no candidate, everywhere here. */
export interface SelectKernels {
  topK(scope: Scope, spec: TopKSpec): Operation;
}

/** An index that stands for “nothing here”: lists shorter than k end with it. */
export const NO_ITEM = 0xffffffff;

/**
 * The k greatest scores of each row, sorted descending; equal scores stand in ascending order of their column.
 * −Infinity and NaN are never chosen: a row with fewer than k other scores ends with (−Infinity, `NO_ITEM`).
 * +Infinity counts as the greatest score; −0 equals 0.
 */
export interface TopKSpec {
  /** f32[rows × columns], row-major; not changed */
  readonly scores: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  /** 1 … 1000 or so: the cost of a chosen score grows with log k */
  readonly k: number;
  /** out: f32[rows × k] */
  readonly values: Tensor<'f32'>;
  /** out: u32[rows × k] */
  readonly indices: Tensor<'u32'>;
}
