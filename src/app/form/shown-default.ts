import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import type { FieldView } from './view';

/** A field's default in words. */
export function shownDefault(view: FieldView): string {
  const value = view.default;
  if (value === null || value === undefined) return t().form.none;
  if (typeof value === 'boolean') return value ? t().form.yes : t().form.no;
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return value.join(', ');
  const control = view.control;
  const known =
    control.kind === 'choice' ? control.options.find((option) => option.value === value) : undefined;
  return known?.label ?? (typeof value === 'string' ? value : JSON.stringify(value));
}
