import { streamModels } from '../../live/models/registry';
import type { Replay } from './schema';

/**
 * What each model of a replay is called in its record: `mf`; where the same model stands several times, also by what is
 * set otherwise than by default, `popularity (halfLife 14)`; and by its place where that is the same, `mf (2)`.
 */
export function keysOf({ models }: Replay): string[] {
  const seen = new Map<string, number>();
  return models.map((model) => {
    const alone = models.filter(({ name }) => name === model.name).length === 1;
    const set = alone ? [] : settings(model);
    const key = set.length > 0 ? `${model.name} (${set.join(', ')})` : model.name;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key} (${count})`;
  });
}

function settings({ name, params, refit, refitWindow }: Replay['models'][number]): string[] {
  const defaults = streamModels.find((entry) => entry.name === name)!.params.parse({});
  const differing = Object.entries(params).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(defaults[field]),
  );
  const refits = typeof refit === 'object' ? `refit ${refit.every}` : `refit ${refit}`;
  return [
    ...differing.map(
      ([field, value]) => `${field} ${Array.isArray(value) ? value.join('-') : String(value)}`,
    ),
    ...(refit === 'never' ? [] : [`${refits} on ${refitWindow}`]),
  ];
}
