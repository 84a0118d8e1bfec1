import type { StreamEvent, StreamModel } from '../event';

/** Predicts the mean of all ratings so far (0 before the first): the least that a rating model must beat. */
export class StreamMean implements StreamModel {
  readonly name = 'mean';
  #mean = 0;
  #count = 0;

  score(): number {
    return 0;
  }

  predict(): number {
    return this.#mean;
  }

  learn(event: StreamEvent): void {
    this.#count++;
    this.#mean += (event.rating - this.#mean) / this.#count;
  }

  unlearn(event: StreamEvent): void {
    this.#count--;
    this.#mean = this.#count === 0 ? 0 : this.#mean - (event.rating - this.#mean) / this.#count;
  }
}
