import { curvesOption } from './curves';
import type { createChart } from './echarts';
import type { ChartTheme } from './theme';

export interface ChartEngine {
  readonly create: typeof createChart;
}

let loading: Promise<ChartEngine> | undefined;

/** ECharts, fetched and run once; the page asks for it while the worker starts. */
export function loadChartEngine(): Promise<ChartEngine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ChartEngine> {
  const engine = { create: (await import('./echarts')).createChart };
  warmUp(engine);
  return engine;
}

/**
 * Draws two curves that nobody sees. The first drawing costs some 50 ms of compiling; here it passes while the worker
 * starts, not when a model begins to train.
 */
function warmUp(engine: ChartEngine): void {
  const theme: ChartTheme = {
    surface: '#fff',
    ink: '#000',
    inkSoft: '#666',
    hairline: '#ddd',
    accent: '#066',
    caution: '#750',
    series: ['#000'],
    font: 'sans-serif',
  };
  const points = Float64Array.from({ length: 64 }, (_, index) => index + 1);
  const curves = [0, 1].map((colour) => ({ name: 'warm up', colour, x: points, y: points }));
  const look = { xName: '', yName: '', smoothing: 0.5, logY: false, clip: true, format: String };
  const chart = engine.create(document.createElement('div'), 'canvas', { width: 320, height: 200 });
  for (const shown of [[], curves]) {
    const { series, tooltip, ...frame } = curvesOption({ ...look, curves: shown }, theme);
    chart.setOption({ ...frame, series, tooltip }, { notMerge: true });
    chart.setOption({ series, tooltip }, { replaceMerge: ['series'] });
    chart.getZr().flush();
  }
  chart.dispose();
}
