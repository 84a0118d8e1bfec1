import { describe } from 'vitest';
import { ncfTraining } from './ml-1m-training';
import { reproduce } from './reproduce';

describe('ML-1M, protocol of NCF', () => {
  reproduce('ml-1m-ncf', { popularity: null, 'pure-svd': null, ease: null }, { made: ncfTraining });
});
