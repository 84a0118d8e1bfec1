import type { RunRecord } from '../../src/lab/record';
import { experimentSchema } from '../../src/lab/experiment';

/** A finished run with everything a report can show, and names that every format must escape. */
export function finishedRun(change: Partial<RunRecord> = {}): RunRecord {
  return {
    version: 1,
    experiment: experimentSchema.parse({
      version: 1,
      name: 'A <b>bold</b> & “risky” name_1 | 100 %',
      model: { name: 'bias', params: { regularizationUser: 15 } },
      evaluation: { task: 'rating', metrics: ['rmse', 'mae'] },
    }),
    data: {
      name: 'u1.base',
      sha256: 'ab'.repeat(32),
      users: 943,
      items: 1682,
      interactions: 100_000,
      train: 72_000,
      validation: 8000,
      test: 20_000,
      rejected: 3,
    },
    environment: {
      code: '0.1.0',
      backend: 'webgpu',
      adapter: {
        kind: 'software',
        name: 'SwiftShader',
        vendor: 'google',
        architecture: 'swiftshader',
        features: [],
        limits: {},
        fallbackReason: null,
      },
      browser: 'Chromium 156',
      startedAt: '2026-01-02T03:04:05.000Z',
    },
    history: [1, 2, 3].map((epoch) => ({
      epoch,
      values: { loss: 1 / epoch, 'validation:rmse': epoch === 2 ? 0.91 : 0.95 },
    })),
    historyTimes: [0.5, 1, 1.5],
    metrics: { rmse: 0.938467, mae: 0.73891 },
    intervals: { rmse: [0.92, 0.95] },
    folds: [],
    baselines: { popularity: { rmse: 1.0337, mae: 0.82 } },
    testUsers: { all: 459, cold: 2 },
    groups: { warm: { rmse: 0.93, mae: 0.73 }, cold: { rmse: 1.1, mae: 0.9 } },
    timings: { read: 0.25, fit: 130 },
    memory: { peakBytes: 5 * 2 ** 20, budgetBytes: 2 ** 28, plannedBytes: null },
    warnings: [
      { code: 'split.future', text: { en: 'The split uses the <future>.', zh: '划分用到了未来。' } },
    ],
    outcome: 'done',
    ...change,
  };
}
