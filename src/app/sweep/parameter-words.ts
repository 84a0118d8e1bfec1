import { say, t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { currentModels } from '../state/lab';

/** The name of the parameter at `path` of an experiment with that model, in the page's language. */
export function parameterName(model: string, path: string): string {
  const parameters = currentModels().find(({ name }) => name === model)?.parameters ?? [];
  const own = parameters.find(({ name }) => path === `model.params.${name}`);
  if (own) return say(own.label);
  const fields: Readonly<Record<string, { readonly label: string }>> = t().fields;
  return fields[path]?.label ?? path;
}

/** A value of it: an option by its label, numbers with four significant digits, a list as it is typed. */
export function parameterValue(model: string, path: string, value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? t().form.yes : t().form.no;
  if (Array.isArray(value)) return value.join(', ');
  const parameters = currentModels().find(({ name }) => name === model)?.parameters ?? [];
  const own = parameters.find(({ name }) => path === `model.params.${name}`);
  const option = own?.kind === 'enum' ? own.options.find((each) => each.value === value) : undefined;
  if (option) return say(option.label);
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
}
