import type { IdIndex } from '../data/interactions';
import { NO_ITEM } from '../compute/contracts/select';
import type { Clicks } from '../evaluation/options';
import { sigmoid } from '../evaluation/probabilities';

/** Rows that become one part of the Blob: strings of a few megabytes. */
const ROWS_PER_PART = 50_000;

export interface PredictionList {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly ratings: Float32Array | Float64Array;
  readonly predictions: Float32Array | Float64Array;
}

export interface RecommendationLists {
  readonly users: Uint32Array;
  readonly k: number;
  /** u32[users × k]; `NO_ITEM` ends a shorter list */
  readonly items: Uint32Array;
  /** f32[users × k] */
  readonly scores: Float32Array;
}

/** `user,item,rating,prediction` with original ids, one test interaction a row. */
export function predictionsCsv(list: PredictionList, userIds: IdIndex, itemIds: IdIndex): Blob {
  return csv('user,item,rating,prediction', list.users.length, (row) => [
    field(userIds.id(list.users[row]!)),
    field(itemIds.id(list.items[row]!)),
    number(list.ratings[row]!),
    number(list.predictions[row]!),
  ]);
}

/** `user,rank,item,score` with original ids, ranks from 1, users in the order of the evaluation. */
export function recommendationsCsv(lists: RecommendationLists, userIds: IdIndex, itemIds: IdIndex): Blob {
  const { users, k, items, scores } = lists;
  return csv('user,rank,item,score', users.length * k, (at) =>
    items[at] === NO_ITEM
      ? null
      : [
          field(userIds.id(users[Math.floor(at / k)]!)),
          String((at % k) + 1),
          field(itemIds.id(items[at]!)),
          number(scores[at]!),
        ],
  );
}

/** `user,item,chosen,logit,probability`: the pairs that probabilities were measured on, 1 = held out, 0 = drawn. */
export function probabilitiesCsv(clicks: Clicks, userIds: IdIndex, itemIds: IdIndex): Blob {
  const { users, items, chosen, logits } = clicks;
  return csv('user,item,chosen,logit,probability', users.length, (row) => [
    field(userIds.id(users[row]!)),
    field(itemIds.id(items[row]!)),
    String(chosen[row]!),
    number(logits[row]!),
    String(sigmoid(logits[row]!)),
  ]);
}

function csv(header: string, rows: number, row: (index: number) => readonly string[] | null): Blob {
  const parts: string[] = [`${header}\n`];
  for (let first = 0; first < rows; first += ROWS_PER_PART) {
    let text = '';
    for (let i = first; i < Math.min(rows, first + ROWS_PER_PART); i++) {
      const fields = row(i);
      if (fields) text += `${fields.join(',')}\n`;
    }
    parts.push(text);
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** An id as RFC 4180 wants it. */
function field(id: string): string {
  return /[",\r\n]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
}

/** The shortest decimal that gives back the same f32 (or f64) bits. */
function number(value: number): string {
  if (Math.fround(value) !== value) return String(value);
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
