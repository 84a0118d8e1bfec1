import { expect, test } from 'vitest';
import { beginsOf, dot, forEachHead, Rows, seen, shapes } from './attention-fixtures';
import { bothBackends } from './backends';
import { expectAgreement } from './fixtures';

const backends = bothBackends();

test.each(shapes)('$size sequences of $steps, $heads heads of $width', async (shape) => {
  const { size, steps, heads, width } = shape;
  const [queries, keys] = [new Rows(shape, 0), new Rows(shape, 1)];
  const weights = await expectAgreement(backends, width + steps, 8, (backend, scope) => {
    const out = scope.tensor('f32', size * steps * heads * steps, 'out');
    const spec = {
      ...{ ...shape, out },
      begins: scope.upload(beginsOf(shape), 'begins'),
      queries: queries.upload(scope, 'queries'),
      keys: keys.upload(scope, 'keys'),
    };
    return { operations: [backend.kernels.attentionWeights(scope, spec)], out };
  });
  forEachHead(shape, (t, b, head) => {
    const positions = seen(shape, t, b);
    const scores = positions.map((j) =>
      Math.exp(dot(queries.part(t, b, head), keys.part(j, b, head)) / Math.sqrt(width)),
    );
    const total = scores.reduce((sum, score) => sum + score, 0);
    const expected = new Array<number>(steps).fill(0);
    positions.forEach((j, i) => (expected[j] = scores[i]! / total));
    const first = ((t * size + b) * heads + head) * steps;
    expected.forEach((weight, j) => expect(weights[first + j]).toBeCloseTo(weight, 5));
  });
});
