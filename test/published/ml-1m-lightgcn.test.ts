import { describe } from 'vitest';
import { reproduce } from './reproduce';

describe('ML-1M, split of LightGCN++', () => {
  reproduce('ml-1m-lightgcn', { popularity: null, ease: null });
});
