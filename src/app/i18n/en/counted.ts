const rules = new Intl.PluralRules('en');

/** Whether a formatted count takes the singular. */
function isOne(count: string | number): boolean {
  return rules.select(Number(String(count).replaceAll(',', ''))) === 'one';
}

/** A formatted count with its noun: 1 item, 1,200 items. */
export function counted(count: string | number, one: string, other = `${one}s`): string {
  return `${count} ${isOne(count) ? one : other}`;
}
