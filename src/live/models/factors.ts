import { Random, streamOf } from '../../compute/random';

/** One row of factors a code, drawn when first asked for. */
export class Factors {
  readonly #rows: (Float64Array | undefined)[] = [];
  readonly #stream: number;

  constructor(
    readonly count: number,
    readonly deviation: number,
    readonly seed: number,
    name: string,
  ) {
    this.#stream = streamOf(name);
  }

  of(code: number): Float64Array {
    while (this.#rows.length <= code) this.#rows.push(undefined);
    return (this.#rows[code] ??= this.#draw(code));
  }

  #draw(code: number): Float64Array {
    const random = new Random(this.seed, this.#stream, code);
    return Float64Array.from({ length: this.count }, () => this.deviation * random.normal());
  }
}
