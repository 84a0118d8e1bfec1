import type { BenchRow } from '../row';
import { gemm } from './gemm';

/** Every row, in the order in which it is measured. A feature that lands adds its row here. */
export const rows: readonly BenchRow[] = [gemm];
