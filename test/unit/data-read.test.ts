import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ResearcherError } from '../../src/errors';
import { bytesOf, gzip, read, rowsOfTable, zip } from './data-files';

describe('formats', () => {
  it('movielens-tab', async () => {
    const table = await read('196\t242\t3\t881250949\n186\t302\t4\t891717742\n', 'u.data');
    expect(table.source).toMatchObject({
      format: 'movielens-tab',
      delimiter: '\t',
      header: null,
      encoding: 'utf-8',
    });
    expect(rowsOfTable(table)).toEqual([
      ['196', '242', 3, 881250949],
      ['186', '302', 4, 891717742],
    ]);
  });

  it('movielens-dat', async () => {
    const table = await read('1::1193::5::978300760\n1::661::3.5::978302109', 'ratings.dat');
    expect(table.source.format).toBe('movielens-dat');
    expect(rowsOfTable(table)[1]).toEqual(['1', '661', 3.5, 978302109]);
  });

  it('csv with names in any order, CRLF, quotes, blanks and a byte order mark', async () => {
    const table = await read(
      '\uFEFFtimestamp,"stars",Product ID,user_id\r\n2020-01-02T03:04:05Z,4.5,"a, ""b""", u1 \r\n2020-01-02 03:04,1e0,c,"u\r\n2"\r\n',
    );
    expect(rowsOfTable(table)).toEqual([
      ['u1', 'a, "b"', 4.5, Date.UTC(2020, 0, 2, 3, 4, 5) / 1000],
      ['u\r\n2', 'c', 1, Date.UTC(2020, 0, 2, 3, 4, 0) / 1000],
    ]);
    expect(table.source.columns).toEqual({
      user: 'user_id',
      item: 'Product ID',
      rating: 'stars',
      timestamp: 'timestamp',
    });
  });

  it('csv without a header, parted by blanks, semicolons or bars', async () => {
    for (const delimiter of [' ', ';', '|']) {
      const rows = ['7 8 2.5', '7 9 4', '8 9 1'].map((row) => row.replaceAll(' ', delimiter));
      const table = await read(rows.join('\n'), 'ratings.txt');
      expect(table.source).toMatchObject({ format: 'csv', delimiter });
      expect(rowsOfTable(table)).toEqual([
        ['7', '8', 2.5, null],
        ['7', '9', 4, null],
        ['8', '9', 1, null],
      ]);
    }
  });

  it('a time without a rating is a time', async () => {
    expect(rowsOfTable(await read('a,x,1291191960\na,y,1291191961\n'))[0]).toEqual([
      'a',
      'x',
      null,
      1291191960,
    ]);
  });

  it('recbole-inter', async () => {
    const table = await read(
      'user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t9\t3\t881250949\n',
      'a.inter',
    );
    expect(table.source).toMatchObject({ format: 'recbole-inter', columns: { user: 'user_id:token' } });
    expect(rowsOfTable(table)).toEqual([['1', '9', 3, 881250949]]);
  });

  it('jsonl, with rejected lines', async () => {
    const table = await read(
      '{"user_id":7,"parent_asin":"B0","rating":5.0,"timestamp":1588687728923}\n[1]\n{"user_id":8,"parent_asin":"B1","rating":null,"timestamp":1588687728923}\n',
      'reviews.jsonl',
    );
    expect(rowsOfTable(table)).toEqual([['7', 'B0', 5, 1588687728.923]]);
    expect(table.rejected.rows.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, null, 'not-json'],
      [3, 'rating', 'rating-not-a-number'],
    ]);
  });

  it('user-item-lists, user-sequences and NCF candidates', async () => {
    const text = '1 5 6 7\n2 6\n3 9 5 8 4\n';
    const lists = await read(text, 'train.txt');
    expect(lists.source.format).toBe('user-item-lists');
    expect(lists.timestamps).toBeNull();
    const sequences = await read(text, 'Beauty.txt', { format: 'user-sequences' });
    expect(rowsOfTable(sequences).slice(0, 4)).toEqual([
      ['1', '5', null, 0],
      ['1', '6', null, 1],
      ['1', '7', null, 2],
      ['2', '6', null, 0],
    ]);
    const negatives = await read('(0,25)\t1064\t174\n(1,133)\t1072\t3154\n', 'ml-1m.test.negative');
    expect(rowsOfTable(negatives).map((row) => row.slice(0, 2))).toEqual([
      ['0', '1064'],
      ['0', '174'],
      ['1', '1072'],
      ['1', '3154'],
    ]);
  });

  it('online-retail: purchases only, the rest rejected with its reason', async () => {
    const table = await read(
      [
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        '536365,85123A,"LAMP, WHITE",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
        'C536379,22557,TAPE,-1,2010-12-01 09:41:00,1.65,17850.0,United Kingdom',
        '536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom',
        '536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.00,12583.0,France',
        '536371,22086,CHAIN,80,2010-12-01 09:00:00,0,12583.0,France',
        '536372,22087,CHAIN,0,2010-12-01 09:00:00,1,12583.0,France',
      ].join('\n'),
    );
    expect(table.source.format).toBe('online-retail');
    expect(rowsOfTable(table)).toEqual([['17850', '85123A', null, Date.UTC(2010, 11, 1, 8, 26) / 1000]]);
    expect(table.rejected.rows.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'cancellation'],
      [4, 'empty-user'],
      [5, 'not-a-product'],
      [6, 'price-not-positive'],
      [7, 'quantity-not-positive'],
    ]);
    expect(table.itemMetadata!.titles).toEqual([{ en: 'LAMP, WHITE', zh: 'LAMP, WHITE' }]);
    expect([...table.itemMetadata!.prices!]).toEqual([Math.fround(2.55)]);
  });

  it('month-first dates of the original spreadsheet, day-first where a day above 12 shows it', async () => {
    const header = 'user,item,date\n';
    expect(
      rowsOfTable(await read(`${header}a,x,12/1/2010 8:26\na,y,12/13/2010 8:26 PM`)).map((row) => row[3]),
    ).toEqual([Date.UTC(2010, 11, 1, 8, 26) / 1000, Date.UTC(2010, 11, 13, 20, 26) / 1000]);
    expect(rowsOfTable(await read(`${header}a,x,1/12/2010\na,y,13/12/2010`)).map((row) => row[3])).toEqual([
      Date.UTC(2010, 11, 1) / 1000,
      Date.UTC(2010, 11, 13) / 1000,
    ]);
  });

  it('year, month and day in columns of their own', async () => {
    const table = await read('year;month;day;order;session ID;item\n2008;4;1;2;1;A13\n2008;4;1;3;1;B4\n');
    expect(rowsOfTable(table)).toEqual([
      ['1', 'A13', null, Date.UTC(2008, 3, 1) / 1000 + 2],
      ['1', 'B4', null, Date.UTC(2008, 3, 1) / 1000 + 3],
    ]);
    expect(table.source.columns.timestamp).toBe('year, month, day, order');
  });
});

describe('encodings', () => {
  it('guesses GB18030, Latin-1 and UTF-16', async () => {
    // 用户,商品,评分 / 张三,茶杯,5 in GB18030
    const chinese = Uint8Array.from([
      0xd3, 0xc3, 0xbb, 0xa7, 0x2c, 0xc9, 0xcc, 0xc6, 0xb7, 0x2c, 0xc6, 0xc0, 0xb7, 0xd6, 0x0a, 0xd5, 0xc5,
      0xc8, 0xfd, 0x2c, 0xb2, 0xe8, 0xb1, 0xad, 0x2c, 0x35, 0x0a,
    ]);
    const table = await read(chinese);
    expect(table.source.encoding).toBe('gb18030');
    expect(rowsOfTable(table)).toEqual([['张三', '茶杯', 5, null]]);

    const latin = Uint8Array.from(
      [...'user,item\na,L'].map((c) => c.charCodeAt(0)).concat(0xe9, 0x6f, 0x6e, 0x0a),
    );
    const french = await read(latin);
    expect([french.source.encoding, french.itemIds.id(0)]).toEqual(['latin1', 'Léon']);

    const wide = Uint8Array.from(
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('user,item\n甲,乙\n', 'utf16le')]),
    );
    expect(rowsOfTable(await read(wide))).toEqual([['甲', '乙', null, null]]);
  });

  it('takes the encoding it is told', async () => {
    const table = await read(Uint8Array.from([0x61, 0x2c, 0xe9, 0x0a, 0x62, 0x2c, 0xe9, 0x0a]), 'x.csv', {
      encoding: 'latin1',
    });
    expect(table.itemIds.ids).toEqual(['é']);
  });
});

describe('column mapping', () => {
  const text = 'who,what,when,liking\nann,tea,100,3\nbob,pot,200,4\n';

  it('by name, by position, and without a rating', async () => {
    const columns = { user: 'who', item: 1, rating: null, timestamp: 'when' };
    expect(rowsOfTable(await read(text, 'x.csv', { columns }))).toEqual([
      ['ann', 'tea', null, 100],
      ['bob', 'pot', null, 200],
    ]);
  });

  it('no column is two things', async () => {
    const twice = read(text, 'x.csv', { columns: { user: 'who', item: 'who' } });
    await expect(twice).rejects.toMatchObject({ code: 'data.column-twice', where: { column: 'who' } });
    // What is given as the item is not also guessed to be the user by its name.
    const taken = read('user,thing\n1,2\n', 'x.csv', { columns: { item: 'user' } });
    await expect(taken).rejects.toMatchObject({ code: 'data.columns-unknown', where: { column: 'user' } });
  });

  it('a column that is not there is an error which lists those that are', async () => {
    const attempt = read(text, 'x.csv', { columns: { user: 'who', item: 'gone' } });
    await expect(attempt).rejects.toMatchObject({ code: 'data.no-column', where: { column: 'gone' } });
    await expect(attempt).rejects.toThrow(/who, what, when, liking/);
  });

  it('unknown names are an error, not a guess', async () => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'data.columns-unknown',
      where: { column: 'user' },
    });
  });

  it('a wrong mapping rejects every row and says why', async () => {
    const attempt = read(text, 'x.csv', { columns: { user: 'who', item: 'when', rating: 'what' } });
    await expect(attempt).rejects.toMatchObject({ code: 'data.no-rows', where: { line: 2, column: 'what' } });
  });
});

describe('archives', () => {
  const log = 'user,item,rating\na,x,1\nb,y,2\n';

  it('.gz and .zip, by their first bytes', async () => {
    expect((await read(gzip(log), 'log.csv.gz')).length).toBe(2);
    const archive = zip({
      'README.txt': 'x'.repeat(10_000),
      'small.csv': 'user,item\nq,r\n',
      'data/log.csv': log,
    });
    const largest = await read(archive, 'all.zip');
    expect([largest.source.name, largest.length]).toEqual(['all.zip/data/log.csv', 2]);
    const named = await read(archive, 'all.zip/small.csv');
    expect(rowsOfTable(named)).toEqual([['q', 'r', null, null]]);
    expect((await read(zip({ 'log.csv.gz': gzip(log) }), 'a.zip')).length).toBe(2);
  });

  it('tells of a zip in a zip, a missing member, a damaged file and foreign archives', async () => {
    const inner = zip({ 'log.csv': log });
    await expect(read(zip({ 'inner.zip': inner }), 'outer.zip')).rejects.toMatchObject({
      code: 'data.nested-archive',
    });
    await expect(read(zip({ 'inner.data': inner }), 'outer.zip')).rejects.toMatchObject({
      code: 'data.nested-archive',
    });
    await expect(read(inner, 'a.zip/none.csv')).rejects.toThrow(/log\.csv/);
    await expect(read(gzip(log.repeat(99)).slice(0, 60), 'a.gz')).rejects.toMatchObject({
      code: 'data.broken-archive',
    });
    await expect(read(inner.slice(0, -10), 'a.zip')).rejects.toMatchObject({ code: 'data.broken-archive' });
    await expect(read(zip({ '[Content_Types].xml': '<x/>' }), 'a.xlsx')).rejects.toMatchObject({
      code: 'data.unsupported-archive',
    });
    await expect(read(Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'a.7z')).rejects.toThrow(
      /Unpack it/,
    );
  });

  it('SHA-256 is that of the file as it was given', async () => {
    const packed = gzip(log);
    const table = await read(packed, 'log.csv.gz');
    expect(table.source.sha256).toBe(createHash('sha256').update(packed).digest('hex'));
  });
});

describe('broken input', () => {
  it('keeps rejected rows with line, column and reason', async () => {
    const table = await read(
      [
        'user,item,rating,timestamp',
        'a,x,3,100',
        'b,y',
        'c,z,NaN,100',
        'd,z,4,soon',
        ',z,4,100',
        'e,,4,100',
        'f,z,4,100,extra',
        'g,"z,4,100',
        'h,z,inf,100',
        'i,z,5,100',
      ].join('\n'),
    );
    expect(rowsOfTable(table).map((row) => row[0])).toEqual(['a', 'i']);
    expect(table.rejected.rows.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, null, 'too-few-fields'],
      [4, 'rating', 'rating-not-a-number'],
      [5, 'timestamp', 'timestamp-not-a-number'],
      [6, 'user', 'empty-user'],
      [7, 'item', 'empty-item'],
      [8, null, 'too-many-fields'],
      [9, null, 'missing-quote'],
      [10, 'rating', 'rating-not-a-number'],
    ]);
    expect(table.rejected.count).toBe(8);
    expect(table.rejected.rows[1]!.text).toBe('c,z,NaN,100');
    expect(table.rejected.byReason['rating-not-a-number']).toBe(2);
  });

  it('empty, blank and header-only files', async () => {
    await expect(read('', 'x.csv')).rejects.toMatchObject({ code: 'data.empty-file' });
    await expect(read('\n\n \n', 'x.csv')).rejects.toMatchObject({ code: 'data.empty-file' });
    await expect(read('user,item,rating\n', 'x.csv')).rejects.toMatchObject({ code: 'data.empty-file' });
  });

  it('binary files and prose', async () => {
    await expect(
      read(
        Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251),
        'a.bin',
      ),
    ).rejects.toMatchObject({
      code: 'data.binary-file',
    });
    const prose = 'This is a text.\nIt has lines, of any length; they mean nothing here\nat all.\n\nBye\n';
    await expect(read(prose, 'notes.txt')).rejects.toBeInstanceOf(ResearcherError);
  });

  it('a 200 MB line is one rejected row, and memory stays bounded', async () => {
    const piece = new Uint8Array(1 << 20).fill(0x61);
    const parts = [bytesOf('user,item,rating\na,x,1\n'), ...Array<Uint8Array<ArrayBuffer>>(200).fill(piece)];
    const blob = new Blob([...parts, bytesOf('\nb,y,2\n')]);
    const { readInteractions } = await import('../../src/data/read');
    let most = 0;
    const table = await readInteractions(
      blob,
      'long.csv',
      { format: 'auto' },
      {
        report: () => undefined,
        checkpoint: () => {
          most = Math.max(most, process.memoryUsage().heapUsed);
          return Promise.resolve();
        },
      },
    );
    expect(rowsOfTable(table).map((row) => row[0])).toEqual(['a', 'b']);
    expect(table.rejected.rows).toMatchObject([{ line: 3, reason: 'line-too-long' }]);
    expect(most).toBeLessThan(400 << 20);
  }, 60_000);

  it('a rejected checkpoint stops the reading', async () => {
    const { readInteractions } = await import('../../src/data/read');
    const blob = new Blob(['a,x,1\n'.repeat(500_000)]);
    const stop = { report: () => undefined, checkpoint: () => Promise.reject(new Error('stopped')) };
    await expect(readInteractions(blob, 'x.csv', { format: 'auto' }, stop)).rejects.toThrow('stopped');
  });
});
