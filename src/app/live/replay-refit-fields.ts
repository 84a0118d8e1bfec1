import { html, type TemplateResult } from 'lit';
import type { FieldView } from '../form/view';
import { t } from '../i18n';
import { field, numberView } from './replay-fields';
import { setRefit, type DraftModel } from './replay-state';

/** Defaults and bounds as in the replay's schema, which has the last word; of `every` the page's own. */
const EVERY = { default: 10_000, min: 1, max: 1_000_000_000, whole: true };
const WINDOW = { default: 5000, min: 1, max: 1_000_000, whole: true };

/** When a model of the replay is fitted anew, and on how much. */
export function refitFields({ refit = 'never', refitWindow }: DraftModel, index: number): TemplateResult {
  const { fields, refitWhen } = t().live;
  const path = `models[${index}].refit`;
  const make = (): FieldView => ({
    path,
    label: fields.refit.label,
    help: fields.refit.help,
    formula: null,
    default: 'never',
    control: {
      kind: 'choice',
      options: Object.entries(refitWhen).map(([value, label]) => ({ value, label })),
    },
  });
  const every = (value: unknown) => setRefit(index, 'refit', { every: value ?? EVERY.default });
  return html`
    ${field(path, make, typeof refit === 'object' ? 'every' : refit, (value) =>
      value === 'every' ? every(undefined) : setRefit(index, 'refit', value === 'never' ? undefined : value),
    )}
    ${
      typeof refit === 'object'
        ? field(
            `${path}.every`,
            () => numberView(`${path}.every`, t().live.fields.refitEvery, EVERY),
            refit.every,
            every,
          )
        : ''
    }
    ${
      refit === 'never'
        ? ''
        : field(
            `models[${index}].refitWindow`,
            () => numberView(`models[${index}].refitWindow`, t().live.fields.refitWindow, WINDOW),
            refitWindow,
            (value) => setRefit(index, 'refitWindow', value),
          )
    }
  `;
}
