import { amazonBeauty } from './amazon-beauty';
import { amazonSports } from './amazon-sports';
import { gowalla } from './gowalla';
import { mcrec } from './ml-100k-mcrec';
import { officialFolds } from './ml-100k-official';
import { fiveFolds } from './ml-100k-ratings';
import { threeQuarters } from './ml-100k-recommenders';
import { autorec } from './ml-1m-autorec';
import { lightGcn } from './ml-1m-lightgcn';
import { ncf } from './ml-1m-ncf';
import { presetsOf, type Preset } from './preset';

/** Every published figure that can be reproduced, table by table. */
export const presets: readonly Preset[] = [
  fiveFolds,
  officialFolds,
  autorec,
  mcrec,
  threeQuarters,
  ncf,
  lightGcn,
  gowalla,
  amazonBeauty,
  amazonSports,
].flatMap(presetsOf);

/** A preset by its name, those of a table by the table's. */
export function presetsNamed(name: string): readonly Preset[] {
  return presets.filter((preset) => preset.name === name || preset.name.startsWith(`${name}/`));
}

export { judge, VERDICTS, type JudgedFigure, type Verdict } from './verdict';
export type { Figure, Preset } from './preset';
