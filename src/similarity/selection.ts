import type { Backend } from '../compute/backend';

/** Candidates that f32 finds beyond k, so that f64 can tell whether its choice of k was safe. */
export const MARGIN = 16;

/**
 * Who picks the candidates out of a tile of similarities. On a GPU the device does: a tile never leaves it. A software
 * adapter shares memory and processor with the host, which scans a tile ten times as fast as the kernel does there.
 */
export type Selection = 'device' | 'host';

export function selectionFor({ adapter }: Backend): Selection {
  return adapter.kind === 'software' ? 'host' : 'device';
}
