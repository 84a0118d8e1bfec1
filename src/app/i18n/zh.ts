import { metricLabel } from '../metrics/metric-label';
import type { Messages } from './en';
import * as data from './zh/data';
import * as experiment from './zh/experiment';
import * as fields from './zh/fields';
import * as frame from './zh/frame';
import * as kernels from './zh/kernels';
import * as live from './zh/live';
import * as ranking from './zh/ranking';
import * as run from './zh/run';
import * as shop from './zh/shop';
import * as study from './zh/study';

/** 简体中文。TypeScript holds it to every key of the English catalogue. */
export const zh: Messages = {
  ...frame,
  ...data,
  ...experiment,
  fields: fields.fields,
  ...kernels,
  ...live,
  ...ranking,
  ...run,
  ...shop,
  ...study,
  metric: (key) => metricLabel(key, 'zh'),
  comma: '，',
  semicolon: '；',
};
