import { ResearcherError } from '../errors';
import type { LocalizedText } from '../language';

/**
 * The value of a JSON text. Throws `ResearcherError` `json.invalid` with line and column of the first wrong
 * character and what was expected there (`JSON.parse` names neither, or names them differently by browser).
 */
export function parseJson(text: string, file?: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { at, expected } = firstError(text);
    const before = text.slice(0, at).split('\n');
    const found =
      at < text.length ? JSON.stringify(text.slice(at, at + 1 + Number(isHighSurrogate(text, at)))) : null;
    throw new ResearcherError(
      'json.invalid',
      {
        en: `${expected.en} was expected, but ${found ?? 'the end of the file'} stands there.`,
        zh: `此处应为${expected.zh}，实际为${found ?? '文件结尾'}。`,
      },
      {
        ...(file === undefined ? {} : { file }),
        line: before.length,
        column: String(before.at(-1)!.length + 1),
      },
    );
  }
}

interface JsonError {
  /** Position of the first character that cannot stand where it stands. */
  readonly at: number;
  readonly expected: LocalizedText;
}

const EXPECTED = {
  value: { en: 'A value', zh: '一个值' },
  name: { en: 'A name in double quotes', zh: '双引号括起的名称' },
  nameOrEnd: { en: 'A name in double quotes or "}"', zh: '双引号括起的名称或“}”' },
  colon: { en: '":"', zh: '“:”' },
  commaOrBrace: { en: '"," or "}"', zh: '“,”或“}”' },
  commaOrBracket: { en: '"," or "]"', zh: '“,”或“]”' },
  string: { en: 'The rest of a string', zh: '字符串的其余部分' },
  end: { en: 'The end of the file', zh: '文件结尾' },
} satisfies Record<string, LocalizedText>;

/** Walks a text that is not JSON (RFC 8259) up to where it stops being so. */
function firstError(text: string): JsonError {
  let at = 0;
  const fail = (expected: LocalizedText): never => {
    throw Object.assign(new Error(), { at, expected });
  };
  const space = () => {
    while (' \t\n\r'.includes(text[at] ?? 'end')) at++;
  };
  const token = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  const string = () => {
    if (token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y)) return;
    token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y);
    fail(EXPECTED.string);
  };
  const list = (close: string, expected: LocalizedText, entry: () => void) => {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      entry();
      space();
      if (text[at] === close) break;
      if (text[at] !== ',') fail(expected);
      at++;
      space();
    }
    at++;
  };
  const member = (first: boolean) => {
    if (text[at] !== '"') fail(first ? EXPECTED.nameOrEnd : EXPECTED.name);
    string();
    space();
    if (text[at] !== ':') fail(EXPECTED.colon);
    at++;
    value();
  };
  const value = () => {
    space();
    let first = true;
    if (text[at] === '{')
      list('}', EXPECTED.commaOrBrace, () => {
        member(first);
        first = false;
      });
    else if (text[at] === '[') list(']', EXPECTED.commaOrBracket, value);
    else if (text[at] === '"') string();
    else if (!token(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)) fail(EXPECTED.value);
  };
  try {
    value();
    space();
    return { at, expected: EXPECTED.end };
  } catch (error) {
    // A nesting too deep for this walk is too deep for an experiment too.
    return error instanceof RangeError ? { at, expected: EXPECTED.value } : (error as JsonError);
  }
}

function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code < 0xdc00;
}
