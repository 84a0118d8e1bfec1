import type { Dataset } from '../../data/dataset';
import { stableOrder } from '../../data/stable-order';

/** The nonzeros of `byUser` in file order. */
export function fileOrder(dataset: Dataset): Uint32Array {
  const { order } = dataset;
  let last = 0;
  for (const row of order) if (row > last) last = row;
  const positionOfRow = new Uint32Array(last + 1).fill(absent);
  for (let position = 0; position < order.length; position++) positionOfRow[order[position]!] = position;
  return positionOfRow.filter((position) => position !== absent);
}

/** The nonzeros by time; file order where times are equal or unknown. */
export function timeOrder(dataset: Dataset): Uint32Array {
  const rows = fileOrder(dataset);
  const times = dataset.byUser.timestamps;
  return times === null ? rows : stableOrder(times, rows);
}

/** Of one user. */
export function userTimeOrder(dataset: Dataset, user: number): Uint32Array {
  const { order } = dataset;
  const times = dataset.byUser.timestamps;
  const rows = ofUser(dataset, user);
  if (times === null) return rows.sort((a, b) => order[a]! - order[b]!);
  return rows.sort((a, b) => times[a]! - times[b]! || order[a]! - order[b]!);
}

/** Of one user, in file order. */
export function userFileOrder(dataset: Dataset, user: number): Uint32Array {
  const { order } = dataset;
  return ofUser(dataset, user).sort((a, b) => order[a]! - order[b]!);
}

const absent = 0xffffffff;

function ofUser(dataset: Dataset, user: number): Uint32Array {
  const begin = dataset.byUser.offsets[user]!;
  const rows = new Uint32Array(dataset.byUser.offsets[user + 1]! - begin);
  for (let index = 0; index < rows.length; index++) rows[index] = begin + index;
  return rows;
}
