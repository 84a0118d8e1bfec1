import { signal } from '@lit-labs/signals';
import { inspected, inspectorOpen } from './inspector';

/** The places of the rail, in its order. */
export const PLACES = ['data', 'experiment', 'runs', 'live', 'reproduce', 'reports', 'kernels'] as const;
export type Place = (typeof PLACES)[number];

export const place = signal<Place>(placeOf(globalThis.location?.hash ?? '') ?? 'experiment');

/** `#runs` and the like; anything else in the hash belongs to someone else. */
export function placeOf(hash: string): Place | undefined {
  const name = hash.replace(/^#\/?/, '').split(/[?&=]/)[0];
  return PLACES.find((known) => known === name);
}

export function go(to: Place): void {
  // What was explained belongs to the place that is left.
  if (to !== place.get()) {
    inspected.set(null);
    inspectorOpen.set(false);
  }
  place.set(to);
  globalThis.history?.replaceState(null, '', `#${to}`);
}

globalThis.addEventListener?.('hashchange', () => {
  const to = placeOf(location.hash);
  if (to) place.set(to);
});
