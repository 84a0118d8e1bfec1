import type { StreamEvent, StreamModel } from '../event';

/**
 * Predicts the mean of all ratings so far (0 before the first): the least that a rating model must beat. It keeps their
 * sum, which for stars and half stars is exact, and so is what comes of taking one back.
 */
export class StreamMean implements StreamModel {
  readonly name = 'mean';
  #sum = 0;
  #count = 0;

  score(): number {
    return 0;
  }

  predict(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  learn(event: StreamEvent): void {
    this.#count++;
    this.#sum += event.rating;
  }

  unlearn(event: StreamEvent): void {
    this.#count--;
    this.#sum -= event.rating;
  }
}
