import { BarChart, GraphChart, HeatmapChart, LineChart, ParallelChart } from 'echarts/charts';
import {
  DataZoomInsideComponent,
  GridComponent,
  ParallelComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

// Static imports, so that the bundle holds only these; the file itself is loaded lazily (engine.ts).
use([
  LineChart,
  BarChart,
  HeatmapChart,
  GraphChart,
  ParallelChart,
  ParallelComponent,
  VisualMapContinuousComponent,
  GridComponent,
  TooltipComponent,
  DataZoomInsideComponent,
  // Moves names at the ends of curves apart.
  LabelLayout,
  CanvasRenderer,
  SVGRenderer,
]);

export function createChart(
  host: HTMLElement,
  renderer: 'canvas' | 'svg',
  size?: { width: number; height: number },
): EChartsType {
  return init(host, null, { renderer, ...size });
}
