import { BATCH_HEADER, type Batch } from '../contracts/nn';
import { dataOf } from './tensor';

/** Reads a batch tensor (see `Batch`): the words of its header by name, and the row at a batch position. */
export class BatchRows {
  readonly words: Uint32Array;

  constructor(batch: Batch) {
    this.words = dataOf(batch.tensor);
  }

  get stepOfRun(): number {
    return this.words[0]!;
  }

  get stepOfEpoch(): number {
    return this.words[1]!;
  }

  get first(): number {
    return this.words[2]!;
  }

  get count(): number {
    return this.words[3]!;
  }

  row(position: number): number {
    return this.words[BATCH_HEADER + this.first + position]!;
  }
}
