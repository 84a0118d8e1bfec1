import { expect, test } from 'vitest';
import { beginsOf, forEachHead, Rows, seen, shapes } from './attention-fixtures';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();
const cases = shapes.flatMap((shape) => [
  { ...shape, transposed: false },
  { ...shape, transposed: true },
]);

test.each(cases)(
  '$size sequences of $steps, $heads heads of $width, transposed: $transposed',
  async ({ transposed, ...shape }) => {
    const { size, steps, heads, width } = shape;
    const values = new Rows(shape, 5);
    const weights = noiseArray(size * steps * heads * steps, 6);
    const [stride, column] = [heads * width + 1, 1];
    const found = await expectAgreement(backends, steps, 2, (backend, scope) => {
      const out = scope.tensor('f32', size * steps * stride, 'out');
      const spec = {
        ...{ ...shape, transposed },
        begins: scope.upload(beginsOf(shape), 'begins'),
        weights: scope.upload(weights, 'weights'),
        values: values.upload(scope, 'values'),
        out: { tensor: out, stride, column },
      };
      return { operations: [backend.kernels.attentionMix(scope, spec)], out };
    });
    const expected = new Float64Array(found.length);
    forEachHead(shape, (t, b, head) => {
      for (const j of seen(shape, t, b)) {
        const weight = weights[((t * size + b) * heads + head) * steps + j]!;
        const [from, to] = transposed ? [t, j] : [j, t];
        for (let c = 0; c < width; c++)
          expected[(to * size + b) * stride + column + head * width + c]! +=
            weight * values.at(from, b, head, c);
      }
    });
    expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
  },
);
