import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseExperiment } from '../../src/lab/parse';
import { presets } from '../../src/lab/presets';
import { sweepSchema } from '../../src/lab/sweep/schema';

const FOLDER = 'docs/searches';

test.each(readdirSync(FOLDER))(
  '%s leads to the preset that names it, on the same data and protocol',
  (file) => {
    const sweep = sweepSchema.parse(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')));
    const searched = parseExperiment(sweep.experiment);
    const [preset] = presets.filter(({ note }) => note?.en.includes(`${FOLDER}/${file}`));
    const reproduced = parseExperiment(preset!.experiment);

    // What meets the test part is fitted with no validation part held out, as the published models were.
    expect(sweep.refit).toBe(true);
    expect(reproduced.data).toEqual(searched.data);
    expect(reproduced.evaluation).toEqual(searched.evaluation);
    const plain = ({ split }: typeof searched) => ({
      ...split,
      ...(split.protocol === 'leave-one-out' ? { validation: false } : { validationRatio: 0 }),
      validationPath: undefined,
    });
    expect(plain(searched)).not.toEqual(searched.split);
    expect(plain(reproduced)).toEqual(plain(searched));
    expect(plain(reproduced)).toMatchObject(reproduced.split);

    expect(reproduced.model.name).toBe(searched.model.name);
    const found = Object.keys(sweep.space).map((path) => path.replace('model.params.', ''));
    expect(Object.keys(reproduced.model.params).sort()).toEqual(
      [...Object.keys(searched.model.params), ...found].sort(),
    );
    for (const [path, range] of Object.entries(sweep.space)) {
      const value = reproduced.model.params[path.replace('model.params.', '')] as number;
      if (typeof range === 'string' || !('low' in range)) throw new Error(`${path} has no range`);
      expect(value).toBeGreaterThanOrEqual(range.low);
      expect(value).toBeLessThanOrEqual(range.high);
    }
  },
);
