import type { EChartsType } from 'echarts/core';

/** ECharts with only what the page draws. Loaded once, in the background after the first paint. */
export interface ChartEngine {
  create(
    host: HTMLElement,
    renderer: 'canvas' | 'svg',
    size?: { width: number; height: number },
  ): EChartsType;
}

let loading: Promise<ChartEngine> | undefined;

export function loadChartEngine(): Promise<ChartEngine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ChartEngine> {
  const [core, charts, components, renderers, features] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
    import('echarts/features'),
  ]);
  core.use([
    charts.LineChart,
    charts.BarChart,
    charts.ScatterChart,
    components.GridComponent,
    components.TooltipComponent,
    components.DataZoomComponent,
    components.MarkLineComponent,
    components.AriaComponent,
    // Moves names at the ends of curves apart.
    features.LabelLayout,
    renderers.CanvasRenderer,
    renderers.SVGRenderer,
  ]);
  return {
    create: (host, renderer, size) => core.init(host, null, { renderer, ...size }),
  };
}
