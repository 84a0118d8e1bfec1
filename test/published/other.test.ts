import { describe } from 'vitest';
import { reproduce } from './reproduce';

describe('Gowalla, split of LightGCN', () => {
  reproduce('gowalla', { popularity: null });
});

describe('Amazon Beauty, last item', () => {
  reproduce('amazon-beauty', { popularity: null });
});
