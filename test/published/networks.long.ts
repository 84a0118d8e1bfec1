import { describe } from 'vitest';
import { reproduce } from './reproduce';

/** Fits that take 7 to 10 minutes each on two cores. They belong to a test run with COFILTER_LONG=yes only. */
const timeout = 3_600_000;

describe('Amazon Beauty, last item: networks over sequences above their published rows', () => {
  const above = ['better', 'better'] as const;
  reproduce('amazon-beauty', { gru4rec: above, caser: above, sasrec: above }, { timeout });
});
