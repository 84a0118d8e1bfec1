import type { createChart } from './echarts';

export interface ChartEngine {
  readonly create: typeof createChart;
}

let loading: Promise<ChartEngine> | undefined;

/** ECharts, fetched once; the page asks for it while the worker starts. */
export function loadChartEngine(): Promise<ChartEngine> {
  loading ??= import('./echarts').then((module) => ({ create: module.createChart }));
  return loading;
}
