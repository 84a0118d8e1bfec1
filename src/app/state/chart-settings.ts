import { signal } from '@lit-labs/signals';
import type { XAxis } from '../run/course';

/** How courses are drawn; the same in the run panel and in the comparison. */
export const smoothing = signal(0.3);
export const logY = signal(false);
export const xAxis = signal<XAxis>('epoch');
/** Leaves curves that ran away out of the range. */
export const clip = signal(true);
