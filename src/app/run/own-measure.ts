import type { MeasureName } from '../../compute/contracts/similarity';
import type { MeasureChoice } from '../../models/knn-parameters';
import { formatNumber } from '../i18n/format';

/** All that makes a similarity; the type says so when a measure gets another setting. */
const SETTINGS: Readonly<Record<keyof Required<MeasureChoice>, true>> = {
  similarity: true,
  shrinkage: true,
  minSupport: true,
  significance: true,
  amplification: true,
  alpha: true,
  beta: true,
  featureWeighting: true,
};

/** The measure among a model's parameters with every setting that shapes it; null where it has none. */
export function measureAmong(params: Readonly<Record<string, unknown>> | undefined): MeasureChoice | null {
  if (!params?.['similarity']) return null;
  return Object.fromEntries(Object.entries(params).filter(([name]) => name in SETTINGS));
}

/** The measures whose formulas hold α, and those that hold β. */
export const WITH_ALPHA: readonly MeasureName[] = ['asymmetric-cosine', 'tversky', 'conditional-probability'];
export const WITH_BETA: readonly MeasureName[] = ['tversky'];

/** Settings of a measure that differ from none, in the symbols of its formulas: “λ 50, γ 25, BM25”. */
export function settingsOf(measure: MeasureChoice): readonly string[] {
  const { shrinkage = 0, significance = 0, amplification = 1, alpha = 0.5, beta = 0.5 } = measure;
  const { similarity = 'cosine', featureWeighting = 'none' } = measure;
  const weighted = (letter: string, value: number, by: readonly MeasureName[]) =>
    by.includes(similarity) ? [`${letter} ${formatNumber(value)}`] : [];
  return [
    ...(shrinkage ? [`λ ${formatNumber(shrinkage)}`] : []),
    ...(significance ? [`γ ${formatNumber(significance)}`] : []),
    ...(amplification === 1 ? [] : [`ρ ${formatNumber(amplification)}`]),
    ...weighted('α', alpha, WITH_ALPHA),
    ...weighted('β', beta, WITH_BETA),
    ...(featureWeighting === 'none' ? [] : [featureWeighting.toUpperCase()]),
  ];
}
