import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../../src/data/encode';
import { Sha256 } from '../../src/data/sha256';
import { stableOrder } from '../../src/data/stable-order';
import { ByteIds } from '../../src/data/reading/byte-ids';
import { guessNotation, parsePlainDate, parseTime } from '../../src/data/reading/times';
import { parseNumber } from '../../src/data/reading/numbers';
import { LineSplitter } from '../../src/data/reading/lines';
import { ResearcherError } from '../../src/errors';
import { bytesOf, gzip, read, rowsOfTable, zip } from './data-files';
import { variety } from './data-fixtures';

describe('whatever the bytes, a reader ends in a table or a ResearcherError', () => {
  const attempt = async (bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> => {
    try {
      const table = await read(bytes, name);
      expect(table.length).toBeGreaterThan(0);
      expect(encode([table], { feedback: 'explicit' }).datasets[0]!.interactions).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(ResearcherError);
    }
  };

  it('random bytes', async () => {
    const next = variety(1);
    for (let round = 0; round < 150; round++) {
      await attempt(
        Uint8Array.from({ length: 1 + (next() % 3000) }, () => next() & 0xff),
        'x',
      );
    }
  });

  it('random text of the characters that matter', async () => {
    const next = variety(2);
    const alphabet = 'ab12.5,,;\t|: ""\n\n\r{}()[]-eNé';
    for (let round = 0; round < 300; round++) {
      const length = 1 + (next() % 400);
      await attempt(
        bytesOf(Array.from({ length }, () => alphabet[next() % alphabet.length]).join('')),
        'x.csv',
      );
    }
  });

  it('good files with random damage, plain and packed', async () => {
    const next = variety(3);
    const good =
      'user,item,rating,timestamp\n' + 'a,"x, y",3,2020-01-01 10:00:00\nb,z,4,2021-01-01 11:00\n'.repeat(40);
    const files = [bytesOf(good), gzip(good), zip({ 'a.csv': good, 'b.txt': 'hello' })];
    for (let round = 0; round < 200; round++) {
      const damaged = files[round % 3]!.slice(0, round % 5 === 0 ? next() % 200 : undefined);
      for (let hit = 0; hit < 3; hit++) if (damaged.length) damaged[next() % damaged.length] = next() & 0xff;
      await attempt(damaged, ['a.csv', 'a.csv.gz', 'a.zip'][round % 3]!);
    }
  });
});

describe('round trips', () => {
  it('random tables written as quoted csv come back as they were', async () => {
    const next = variety(4);
    const ids = ['plain', 'with, comma', 'with "quotes"', 'line\nbreak', '中文', 'é', '0042', "it's", 'a b'];
    const rows = Array.from({ length: 400 }, () => [
      ids[next() % ids.length]!,
      ids[next() % ids.length]!,
      (next() % 11) / 2,
      1_500_000_000 + (next() % 1000),
    ]);
    const quoted = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`;
    const text = ['user,item,rating,timestamp', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
    expect(rowsOfTable(await read(text))).toEqual(rows);
  });

  it('lines come out the same however the bytes are cut into pieces', () => {
    const bytes = bytesOf('one\ntwo\r\n\n"a\nb",c\nlast');
    const linesOf = (pieces: Uint8Array[]): string[] => {
      const lines: string[] = [];
      const decode = (data: Uint8Array, start: number, end: number) =>
        new TextDecoder().decode(data.subarray(start, end));
      const splitter = new LineSplitter({
        line: (data, start, end, number) => {
          const text = decode(data, start, end);
          if (text.split('"').length % 2 === 0) return true;
          lines.push(`${number} ${text}`);
          return false;
        },
        unterminated: () => lines.push('unterminated'),
        tooLong: () => lines.push('too long'),
      });
      for (const piece of pieces) splitter.push(piece);
      splitter.finish();
      return lines;
    };
    const expected = ['1 one', '2 two', '3 ', '4 "a\nb",c', '6 last'];
    for (let size = 1; size <= bytes.length; size++) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.slice(at * size, (at + 1) * size),
      );
      expect(linesOf(pieces)).toEqual(expected);
    }
  });
});

describe('parts', () => {
  it('SHA-256 agrees with OpenSSL at every length around the block, in any pieces', () => {
    const next = variety(5);
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, () => next() & 0xff);
      const digest = new Sha256();
      for (let at = 0; at < length;) {
        const step = 1 + (next() % 90);
        digest.update(bytes.subarray(at, at + step));
        at += step;
      }
      expect(digest.hex()).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('ids keep their codes through growth of the table', () => {
    const ids = new ByteIds();
    const known = new Map<string, number>();
    const next = variety(6);
    for (let round = 0; round < 20_000; round++) {
      const id = `${'x'.repeat(next() % 4)}${next() % 5000}`;
      const bytes = bytesOf(`<${id}>`);
      const code = ids.add(bytes, 1, bytes.length - 1);
      if (!known.has(id)) known.set(id, known.size);
      expect(code).toBe(known.get(id));
    }
    expect(ids.index().ids).toEqual([...known.keys()]);
  });

  it('numbers are those of the language, or none', () => {
    const parse = (text: string) => parseNumber(bytesOf(text), 0, bytesOf(text).length);
    const next = variety(7);
    for (let round = 0; round < 2000; round++) {
      const value = (next() / 2 ** 32 - 0.5) * 10 ** ((next() % 16) - 6);
      for (const text of [String(value), value.toFixed(3), value.toExponential()])
        expect(parse(text)).toBe(Number(text));
    }
    expect(parse('4,5')).toBe(4.5);
    for (const text of [
      '',
      '-',
      '.',
      '1.2.3',
      'NaN',
      'inf',
      'Infinity',
      '0x10',
      '1e999',
      '5 stars',
      'null',
    ]) {
      expect(parse(text)).toBeNaN();
    }
  });

  it('plain dates are those of the calendar', () => {
    for (let day = -10_000; day < 40_000; day += 17) {
      const text = new Date(day * 86_400_000 + 45_296_000).toISOString().slice(0, 19).replace('T', ' ');
      expect(parseTime(text, 'ymd')).toBe(day * 86_400 + 45_296);
      const quick = parsePlainDate(bytesOf(text), 0, 19);
      if (Number(text.slice(8, 10)) <= 28) expect(quick).toBe(day * 86_400 + 45_296);
      else expect(quick).toBeNaN();
    }
    expect(parseTime('2021-02-29', 'ymd')).toBeNaN();
    expect(parseTime('2020-02-29T00:00:00.5+08:00', 'ymd')).toBe(Date.UTC(2020, 1, 28, 16) / 1000 + 0.5);
    expect(guessNotation(['20200131', '20211231'])).toBe('day');
    expect(guessNotation(['apple', 'pear'])).toBeNull();
  });

  it('milliseconds, microseconds and nanoseconds become seconds', async () => {
    for (const unit of [1, 1e3, 1e6, 1e9]) {
      const table = await read(
        `user,item,timestamp\na,x,${1_588_687_728 * unit}\nb,y,${1_588_687_729 * unit}\n`,
      );
      expect([...table.timestamps!]).toEqual([1_588_687_728, 1_588_687_729]);
    }
  });

  it('a stable order is that of a stable comparison sort', () => {
    const next = variety(8);
    for (const spread of [5, 1e5, 4e9, 1e12]) {
      const keys = Float64Array.from(
        { length: 500 },
        () => Math.floor((next() / 2 ** 32) * spread) - spread / 4,
      );
      const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b);
      expect([...stableOrder(keys)]).toEqual(expected);
    }
  });
});
