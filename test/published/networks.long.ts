import { describe } from 'vitest';
import { ncfTraining } from './ml-1m-training';
import { reproduce } from './reproduce';

/** Fits that take minutes each on two cores. They belong to a test run with COFILTER_LONG=yes only. */
const timeout = 3_600_000;

describe('ML-100K, the split of MCRec: NeuMF beside its neural model', () => {
  const level = ['better', 'reproduced', 'better', 'no-reference'] as const;
  reproduce('ml-100k-mcrec', { neumf: level }, { timeout });
});

describe('Amazon Beauty, last item: networks over sequences above their published rows', () => {
  const above = ['better', 'better'] as const;
  reproduce('amazon-beauty', { gru4rec: above, caser: above, sasrec: above }, { timeout });
});

describe('ML-1M, the protocol of NCF: NeuMF at the level of Dacrema et al.', () => {
  reproduce('ml-1m-ncf', { neumf: ['reproduced', 'reproduced'] }, { made: ncfTraining, timeout });
});
