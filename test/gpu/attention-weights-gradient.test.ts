import { expect, test } from 'vitest';
import { beginsOf, dot, forEachHead, Rows, seen, shapes } from './attention-fixtures';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each(shapes)(
  '$size sequences of $steps, $heads heads of $width, by central differences in f64',
  async (shape) => {
    const { size, steps, heads, width } = shape;
    const [values, gradient] = [new Rows(shape, 2), new Rows(shape, 3)];
    const scores = noiseArray(size * steps * heads * steps, 4);
    const weights = new Float32Array(scores.length);
    const softmax = (x: readonly number[]) => {
      const total = x.reduce((sum, value) => sum + Math.exp(value), 0);
      return x.map((value) => Math.exp(value) / total);
    };
    const firstOf = (t: number, b: number, head: number) => ((t * size + b) * heads + head) * steps;
    forEachHead(shape, (t, b, head) => {
      const positions = seen(shape, t, b);
      const own = softmax(positions.map((j) => scores[firstOf(t, b, head) + j]!));
      positions.forEach((j, i) => (weights[firstOf(t, b, head) + j] = own[i]!));
    });
    const found = await expectAgreement(backends, width + steps, 8, (backend, scope) => {
      const out = scope.tensor('f32', weights.length, 'out');
      const spec = {
        ...{ ...shape, out },
        begins: scope.upload(beginsOf(shape), 'begins'),
        weights: scope.upload(weights, 'weights'),
        values: values.upload(scope, 'values'),
        gradient: gradient.upload(scope, 'gradient'),
      };
      return { operations: [backend.kernels.attentionWeightsGradient(scope, spec)], out };
    });
    const h = 1e-5;
    forEachHead(shape, (t, b, head) => {
      const positions = seen(shape, t, b);
      const x = positions.map((j) => scores[firstOf(t, b, head) + j]!);
      const loss = (moved: readonly number[]) =>
        softmax(moved).reduce(
          (sum, weight, i) =>
            sum + weight * dot(gradient.part(t, b, head), values.part(positions[i]!, b, head)),
          0,
        );
      for (let j = 0; j < steps; j++) {
        const i = positions.indexOf(j);
        const by = (step: number) => loss(x.map((value, k) => (k === i ? value + step : value)));
        const slope = i < 0 ? 0 : (by(h) - by(-h)) / (2 * h) / Math.sqrt(width);
        expect(Math.abs(found[firstOf(t, b, head) + j]! - slope)).toBeLessThan(1e-5);
      }
    });
  },
);
