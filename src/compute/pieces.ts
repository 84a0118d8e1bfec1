import type { Backend, Operation } from './backend';

/** What one piece should take: short enough to hear pause and cancel, long enough to keep the device busy. */
const PIECE_MS = 100;

/**
 * Runs a long list of operations in pieces of about 100 ms, calling `between` after each with the operations done so
 * far: there the caller reports progress and lets messages in. Ends early, returning false, where `between` does.
 */
export async function runInPieces(
  backend: Backend,
  operations: readonly Operation[],
  between: (done: number) => Promise<boolean | void>,
): Promise<boolean> {
  let count = 1;
  for (let done = 0; done < operations.length;) {
    const start = performance.now();
    const piece = operations.slice(done, done + count);
    backend.run(piece);
    await backend.finish();
    done += piece.length;
    if ((await between(done)) === false) return false;
    const elapsed = Math.max(performance.now() - start, 1e-3);
    // Twice as many at most: the next operations may be heavier.
    count = Math.max(1, Math.min(count * 2, Math.floor((piece.length * PIECE_MS) / elapsed)));
  }
  return true;
}
