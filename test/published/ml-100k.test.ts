import { describe } from 'vitest';
import { reproduce } from './reproduce';

describe('ML-100K, five folds', () => {
  reproduce('ml-100k-ratings', { bias: null, 'slope-one': null, svdpp: null });
});

describe('ML-100K, the official fold u1', () => {
  reproduce('ml-100k-official', { 'svd-u1': null, 'i-autorec-u1': ['reproduced', 'no-reference'] });
});

describe('ML-100K, split of MCRec', () => {
  reproduce('ml-100k-mcrec', {
    popularity: null,
    'pure-svd': null,
    ease: null,
    slim: ['reproduced', 'reproduced', 'reproduced', 'no-reference'],
  });
});

describe('ML-100K, 75/25', () => {
  reproduce('ml-100k-recommenders', {
    popularity: null,
    ease: null,
    'ease-validated': ['better', 'better', 'better', 'better'],
  });
});
