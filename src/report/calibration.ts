import type { RunRecord } from '../lab/record';
import { lineChart } from './chart';
import type { Section } from './document';
import { metricValue } from './format';
import type { Word } from './words';

/** Predicted probabilities against what came, as a figure and its numbers. */
export function calibrationSection(record: RunRecord, say: (word: Word) => string): Section | null {
  const bins = record.calibration;
  if (!bins || bins.length === 0) return null;
  const svg = lineChart({
    title: say('calibration'),
    description: say('calibrationNote'),
    xLabel: say('expected'),
    yLabel: say('observed'),
    series: [
      { name: say('thisModel'), points: bins.map(({ expected, observed }) => [expected, observed] as const) },
      {
        name: say('ideal'),
        points: [bins[0]!, bins.at(-1)!].map(({ expected }) => [expected, expected] as const),
      },
    ],
  });
  return {
    heading: say('calibration'),
    blocks: [
      { kind: 'figure', svg, caption: say('calibrationNote') },
      {
        kind: 'table',
        caption: '',
        head: [say('expected'), say('observed'), say('pairs')],
        columns: ['number', 'number', 'number'],
        rows: bins.map(({ expected, observed, count }) => [
          metricValue(expected),
          metricValue(observed),
          String(count),
        ]),
      },
    ],
  };
}
