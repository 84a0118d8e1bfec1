/** What a check found. `notes` are lines for the end of the run: what failed, what was skipped and why. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly notes: readonly string[];
}

export const PASSED: Count = { passed: 1, failed: 0, skipped: 0, notes: [] };

export function failed(note: string): Count {
  return { passed: 0, failed: 1, skipped: 0, notes: [note] };
}

export function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (total, count) => ({
      passed: total.passed + count.passed,
      failed: total.failed + count.failed,
      skipped: total.skipped + count.skipped,
      notes: [...total.notes, ...count.notes],
    }),
    { passed: 0, failed: 0, skipped: 0, notes: [] },
  );
}
