const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const BLANK = /[ \t\n\r]*/y;

/** The index where `text` stops being JSON (RFC 8259), or null where all of it is. Engines tell it only at times. */
export function jsonErrorPosition(text: string): number | null {
  let at = 0;
  let failed = false;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const fail = (): false => {
    failed = true;
    return false;
  };
  const takeCharacter = (character: string): boolean => {
    take(BLANK);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const list = (end: string, entry: () => boolean): boolean => {
    if (takeCharacter(end)) return true;
    do if (!entry()) return false;
    while (takeCharacter(','));
    return takeCharacter(end) || fail();
  };
  const value = (): boolean => {
    take(BLANK);
    if (takeCharacter('{'))
      return list('}', () => (take(BLANK), take(STRING)) && (takeCharacter(':') || fail()) && value());
    if (takeCharacter('[')) return list(']', value);
    return take(STRING) || take(NUMBER) || take(WORD);
  };
  if (!value()) return at;
  take(BLANK);
  return failed || at < text.length ? at : null;
}
