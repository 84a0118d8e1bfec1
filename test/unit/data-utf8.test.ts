import { expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { decodeUtf8 } from '../../src/data/reading/utf8';

const encoder = new TextEncoder();
const platform = new TextDecoder();

test('code points of all planes, beside both ends of each length, reads as it was written', () => {
  const edges = [0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x10ffff];
  for (let code = 0; code <= 0x10ffff; code += 97) if (code < 0xd800 || code > 0xdfff) edges.push(code);
  const wrong = edges.filter((code) => {
    const text = `a${String.fromCodePoint(code)}文`;
    const bytes = encoder.encode(`"${text}"`);
    return decodeUtf8(bytes, 1, bytes.length - 1) !== text;
  });
  expect(wrong).toEqual([]);
});

test('ill-formed pieces, byte order marks and long texts read as the platform reads them', () => {
  const random = new Random(1, 'bytes');
  // Ascii, continuations and first bytes of several, each often enough to meet both good and bad sequences.
  const ranges = [
    [0x20, 0x60],
    [0x80, 0x40],
    [0xc0, 0x40],
  ] as const;
  const pieces = Array.from({ length: 20_000 }, () =>
    Uint8Array.from({ length: 1 + random.below(6) }, () => {
      const [from, width] = ranges[random.below(3)]!;
      return from + random.below(width);
    }),
  );
  pieces.push(
    Uint8Array.of(),
    Uint8Array.of(0xef, 0xbb, 0xbf, 0x41),
    Uint8Array.of(0xed, 0xa0, 0x80),
    Uint8Array.of(0xf4, 0x90, 0x80, 0x80),
    encoder.encode('长'.repeat(2000)),
  );
  const wrong = pieces.filter((bytes) => decodeUtf8(bytes, 0, bytes.length) !== platform.decode(bytes));
  expect(wrong).toEqual([]);
});

test('a piece ends where it ends, even within a character', () => {
  const bytes = encoder.encode('a文b');
  expect(decodeUtf8(bytes, 0, 3)).toBe(platform.decode(bytes.subarray(0, 3)));
  expect(decodeUtf8(bytes, 1, 4)).toBe('文');
});
