import type { LocalizedText } from '../language';
import type { SumsBy, SumsReason } from './choose-sums';

/** How neighbours were found, and why so: what a finished run's record says of it. Plain JSON. */
export interface NeighbourPath {
  /** `host`: by row merge in f64, the device left alone. */
  readonly by: SumsBy | 'host';
  /**
   * `memory` on the host: the matrix alone goes over the device's budget. `backend`: there is no device. `ratings`:
   * what is predicted needs similarities to all who rated, not lists, and only the row merge gives them.
   */
  readonly because: SumsReason | 'backend' | 'ratings';
}

const WAYS: Readonly<Record<NeighbourPath['by'], LocalizedText>> = {
  'row-merge': { en: 'Row merge on the device', zh: '设备上的稀疏行合并' },
  'dense-tiles': { en: 'Dense tiles on the device', zh: '设备上的稠密分块' },
  host: { en: 'Row merge on the host', zh: '主机上的稀疏行合并' },
};

const REASONS: Readonly<Record<NeighbourPath['because'], LocalizedText>> = {
  sums: {
    en: 'the measure takes more than sums of products',
    zh: '该度量需要的不只是乘积之和',
  },
  rounding: {
    en: 'in another order the sums of these values would round otherwise',
    zh: '这些数值换一种顺序求和，舍入结果会不同',
  },
  work: { en: 'expected to take less time', zh: '预计耗时更少' },
  memory: {
    en: 'dense tiles do not fit into the device-memory budget',
    zh: '稠密分块超出设备内存预算',
  },
  asked: { en: 'as asked for', zh: '按要求指定' },
  backend: { en: 'the run was on the CPU', zh: '运行使用 CPU 后端' },
  ratings: {
    en: 'predicted ratings need similarities to all who rated',
    zh: '预测评分需要与所有评分者的相似度',
  },
};

const MATRIX_TOO_LARGE: LocalizedText = {
  en: 'the interactions do not fit into the device-memory budget',
  zh: '交互数据超出设备内存预算',
};

/** The way and its reason as one line, for the page and the reports. */
export function pathText({ by, because }: NeighbourPath): LocalizedText {
  const way = WAYS[by];
  const reason = by === 'host' && because === 'memory' ? MATRIX_TOO_LARGE : REASONS[because];
  return { en: `${way.en}: ${reason.en}`, zh: `${way.zh}：${reason.zh}` };
}
