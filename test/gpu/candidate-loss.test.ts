import { describe, expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { CANDIDATE_LOSSES, type CandidateLoss } from '../../src/compute/contracts/sequence';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();
const ITEMS = 12;
const LAMBDA = 0.5;
const TARGETS_PER_ROW = 1.5;
const LIVE = 3;

/** Loss of a target's score and of candidates with their weights, in f64. */
function lossOf(kind: CandidateLoss, x0: number, x: readonly number[], weights: readonly number[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  if (kind === 'cross-entropy')
    return Math.log(Math.exp(x0) + sum(x.map((value, j) => weights[j]! * Math.exp(value)))) - x0;
  if (kind === 'bce')
    return Math.log1p(Math.exp(-x0)) + sum(x.map((value, j) => weights[j]! * Math.log1p(Math.exp(value))));
  if (x.length === 0) return 0;
  const total = sum(x.map(Math.exp));
  const ahead = sum(x.map((value) => Math.exp(value) / (1 + Math.exp(value - x0)))) / total;
  return -Math.log(ahead) + (LAMBDA * sum(x.map((value) => Math.exp(value) * value * value))) / total;
}

describe.each(CANDIDATE_LOSSES)('%s', (kind) => {
  test.each([
    [1, 1],
    [70, 5],
    [33, 16],
  ])('%i rows, %i candidates, by central differences in f64', async (rows, candidates) => {
    const ids = Uint32Array.from({ length: rows + candidates }, (_, i) =>
      i < rows && i % 5 === 4 ? NO_ROW : (i * 7) % ITEMS,
    );
    const [known, dots] = [
      noiseArray(rows).map((x) => 3 * x),
      noiseArray(rows * candidates, 1).map((x) => 3 * x),
    ];
    const [bias, logWeight] = [noiseArray(candidates, 2), noiseArray(candidates, 3)];
    const run = (what: 'known' | 'scores' | 'partials') => (backend: Backend, scope: Scope) => {
      const changed = {
        known: scope.upload(known, 'known'),
        scores: scope.upload(dots, 'scores'),
        partials: scope.tensor('f32', Math.ceil(rows / 4) * 4, 'partials'),
      };
      const spec = {
        ...{ kind, rows, candidates, ...changed },
        batch: uploadBatch(scope, [0, 1, 2, 3, 4].slice(0, LIVE), 8),
        ids: scope.upload(ids, 'ids'),
        biases: scope.upload(bias, 'biases'),
        logWeights: scope.upload(logWeight, 'log weights'),
        targetsPerRow: TARGETS_PER_ROW,
        regularization: LAMBDA,
      };
      return { operations: [backend.kernels.candidateLoss(scope, spec)], out: changed[what] };
    };
    const ofKnown = await expectAgreement(backends, candidates, 5, run('known'));
    const ofScores = await expectAgreement(backends, candidates, 5, run('scores'));
    const losses = await expectAgreement(backends, candidates, 50, run('partials'));
    const h = 1e-5;
    for (let row = 0; row < rows; row++) {
      const loss = (move: number, by: number) => {
        const others = Array.from({ length: candidates }, (_, j) => j).filter(
          (j) => ids[rows + j] !== ids[row],
        );
        const x = others.map((j) => dots[j * rows + row]! + bias[j]! + (j === move ? by : 0));
        const weights = others.map((j) => Math.exp(logWeight[j]!));
        return ids[row] === NO_ROW ? 0 : lossOf(kind, known[row]! + (move < 0 ? by : 0), x, weights);
      };
      expect(losses[row]).toBeCloseTo(loss(0, 0), 4);
      for (let j = -1; j < candidates; j++) {
        const slope = (loss(j, h) - loss(j, -h)) / (2 * h) / (LIVE * TARGETS_PER_ROW);
        const found = j < 0 ? ofKnown[row]! : ofScores[j * rows + row]!;
        expect(Math.abs(found - slope)).toBeLessThan(2e-6);
      }
    }
  });
});

test('scores far apart keep the loss finite', async () => {
  for (const backend of [backends.gpu, backends.cpu])
    for (const kind of CANDIDATE_LOSSES) {
      const scope = backend.scope('test');
      const [known, scores] = [
        scope.upload(Float32Array.of(-120), 'known'),
        scope.upload(Float32Array.of(120, 500), 'scores'),
      ];
      const partials = scope.tensor('f32', 4, 'partials');
      const zeros = scope.tensor('f32', 2, 'zeros');
      const spec = {
        ...{ kind, known, scores, partials, rows: 1, candidates: 2, targetsPerRow: 1 },
        batch: uploadBatch(scope, [0], 1),
        // The second candidate is the target itself.
        ids: scope.upload(Uint32Array.of(1, 0, 1), 'ids'),
        ...{ biases: zeros, logWeights: zeros },
      };
      backend.run([backend.kernels.candidateLoss(scope, spec)]);
      const values = [
        ...(await backend.read(partials)),
        ...(await backend.read(known)),
        ...(await backend.read(scores)),
      ];
      expect(values.every(Number.isFinite), `${kind}: ${values.join()}`).toBe(true);
      expect(values[0]).toBeGreaterThan(50);
      expect(values.at(-1)).toBe(0);
      scope.dispose();
    }
});
