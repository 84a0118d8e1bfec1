import { metricDefinition } from '../../evaluation/metrics';
import type { LocalizedText } from '../../language';
import type { Figure, Preset } from './preset';

/** `reproduced`: within the tolerance of the reference; `better` or `worse`: beyond it; `no-reference`: none is known. */
export type Verdict = 'reproduced' | 'better' | 'worse' | 'no-reference';

export interface JudgedFigure extends Figure {
  readonly ours: number;
  /** ours − recomputed, or − published where nothing was recomputed; null without either */
  readonly difference: number | null;
  readonly verdict: Verdict;
}

export const VERDICTS: Readonly<Record<Verdict, LocalizedText>> = {
  reproduced: { en: 'reproduced', zh: '已复现' },
  better: { en: 'better', zh: '更好' },
  worse: { en: 'worse', zh: '较差' },
  'no-reference': { en: 'no reference', zh: '无参考值' },
};

/** Each figure of the preset beside what a run of it gave. Throws where the run did not measure it. */
export function judge(preset: Preset, metrics: Readonly<Record<string, number>>): JudgedFigure[] {
  return preset.figures.map((figure) => {
    const ours = metrics[figure.metric];
    if (ours === undefined) throw new Error(`${preset.name}: the run has no ${figure.metric}`);
    const reference = figure.recomputed ?? figure.published;
    if (reference === null) return { ...figure, ours, difference: null, verdict: 'no-reference' };
    const difference = ours - reference;
    const good = difference > 0 === (metricDefinition(figure.metric)?.better === 'higher');
    // A hair more than the tolerance: the references are printed with four digits.
    const verdict =
      Math.abs(difference) <= figure.tolerance + 5e-5 ? 'reproduced' : good ? 'better' : 'worse';
    return { ...figure, ours, difference, verdict };
  });
}
