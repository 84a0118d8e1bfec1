import { describe, expect, it } from 'vitest';
import type { ResearcherError } from '../../src/errors';
import { parseJson } from '../../src/lab/json';

function errorOf(text: string): ResearcherError {
  try {
    parseJson(text, 'e.json');
  } catch (error) {
    return error as ResearcherError;
  }
  throw new Error('accepted');
}

describe('parseJson', () => {
  it.each(['{}', '[]', ' [1, -0.5e+3, "\\u00e9", true, null, {"a": [[]]}] ', '"x"', '0'])(
    'gives what JSON.parse gives: %s',
    (text) => expect(parseJson(text)).toEqual(JSON.parse(text)),
  );

  it.each([
    ['{a:1}', 1, 2, 'A name in double quotes or "}"', '"a"'],
    ['{"a":1,}', 1, 8, 'A name in double quotes', '"}"'],
    ['[1,]', 1, 4, 'A value', '"]"'],
    ['{"a" 1}', 1, 6, '":"', '"1"'],
    ['', 1, 1, 'A value', 'the end of the file'],
    ['[1, 2', 1, 6, '"," or "]"', 'the end of the file'],
    ['{"a": 1} x', 1, 10, 'The end of the file', '"x"'],
    ['{"a": "x', 1, 9, 'The rest of a string', 'the end of the file'],
    ['["\\q"]', 1, 3, 'The rest of a string', '"\\\\"'],
    ['[01]', 1, 3, '"," or "]"', '"1"'],
    ['[tru]', 1, 2, 'A value', '"t"'],
    ['{\n  "seed": 4 2\n}', 2, 13, '"," or "}"', '"2"'],
    ['[1,\r\n😀]', 2, 1, 'A value', '"😀"'],
  ])('names line and column in %j', (text, line, column, expected, found) => {
    const error = errorOf(text);
    expect(error.code).toBe('json.invalid');
    expect(error.where).toEqual({ file: 'e.json', line, column: String(column) });
    expect(error.text.en).toBe(`${expected} was expected, but ${found} stands there.`);
  });

  it('finds an error wherever one byte of a valid text is broken', () => {
    const text = JSON.stringify({ version: 1, list: [1, { a: 'b' }], on: false }, null, 1);
    for (let at = 0; at < text.length; at++) {
      const broken = `${text.slice(0, at)}\u0001${text.slice(at + 1)}`;
      const { line, column } = errorOf(broken).where;
      const lines = broken.split('\n');
      const position =
        lines.slice(0, line! - 1).reduce((sum, l) => sum + l.length + 1, 0) + Number(column) - 1;
      // The control character is never allowed, so the walk cannot pass it; it may stop at the token it cuts.
      expect(position).toBeLessThanOrEqual(at);
      expect(broken.slice(position, at)).not.toMatch(/[\s,{}[\]:]/);
    }
  });

  it('does not fall over a nesting of a million brackets', () => {
    expect(errorOf('['.repeat(1_000_000)).code).toBe('json.invalid');
  });
});
