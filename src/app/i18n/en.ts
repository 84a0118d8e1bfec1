import { metricLabel } from '../metrics/metric-label';
import * as data from './en/data';
import * as experiment from './en/experiment';
import * as fields from './en/fields';
import * as frame from './en/frame';
import * as kernels from './en/kernels';
import * as live from './en/live';
import * as ranking from './en/ranking';
import * as run from './en/run';
import * as shop from './en/shop';
import * as study from './en/study';

/** The English catalogue. Its type is what every other language has to have. */
export const en = {
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
  metric: (key: string) => metricLabel(key, 'en'),
  comma: ', ',
  semicolon: '; ',
};

export type Messages = typeof en;
