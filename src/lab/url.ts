import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { ResearcherError } from '../errors';
import { experimentSchema, type Experiment, type ExperimentInput } from './experiment';
import { parseExperiment } from './parse';

/** The experiment without what is default anyway: what a person would have written. */
export function withoutDefaults(experiment: ExperimentInput): ExperimentInput {
  const whole = JSON.stringify(experimentSchema.parse(experiment));
  const small = structuredClone(experiment) as Record<string, unknown>;
  prune(small, () => {
    const parsed = experimentSchema.safeParse(small);
    return parsed.success && JSON.stringify(parsed.data) === whole;
  });
  return small as ExperimentInput;
}

/** Takes off every field whose absence changes nothing, outermost first. */
function prune(object: Record<string, unknown>, unchanged: () => boolean): void {
  for (const [key, value] of Object.entries(object)) {
    delete object[key];
    if (unchanged()) continue;
    object[key] = value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      prune(value as Record<string, unknown>, unchanged);
  }
}

/** An experiment as text for a URL's fragment: JSON without defaults, deflated (RFC 1951), base64url (RFC 4648 §5). */
export function encodeExperiment(experiment: ExperimentInput): string {
  const bytes = deflateSync(strToU8(JSON.stringify(withoutDefaults(experiment))), { level: 9 });
  return btoa(strFromU8(bytes, true)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The experiment in a URL's fragment. Throws `ResearcherError` where there is none, or not a valid one. */
export function decodeExperiment(fragment: string): Experiment {
  let input: unknown;
  try {
    const binary = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
    input = JSON.parse(strFromU8(inflateSync(strToU8(binary, true))));
  } catch {
    throw new ResearcherError('experiment.bad-link', {
      en: 'This link does not hold a whole experiment. Copy it again, without breaks.',
      zh: '此链接中的实验不完整。请重新完整复制链接。',
    });
  }
  return parseExperiment(input);
}
