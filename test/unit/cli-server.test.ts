import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalServer } from '../../src/cli/server';

let folder: string;
let server: LocalServer;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cofilter-server-'));
  await mkdir(join(folder, 'page'));
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'page', 'index.html'), '<p>page</p>');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'u1.base'), '1\t2\t3\t4\n');
  server = new LocalServer(join(folder, 'page'));
  address = await server.listen();
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** `fetch` resolves `..` before it sends; an attacker does not. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(address);
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .once('error', reject)
      .end();
  });
}

describe('the local server', () => {
  it('serves the page, and data files under the number they were offered by', async () => {
    expect(await (await fetch(`${address}index.html`)).text()).toBe('<p>page</p>');
    const file = await fetch(new URL(server.offer(join(folder, 'u1.base')), address));
    expect(await file.text()).toBe('1\t2\t3\t4\n');
    expect(file.headers.get('content-length')).toBe('8');
  });

  it('serves nothing else: not above the folder, no number that was not given, nothing without the word', async () => {
    const word = new URL(address).pathname;
    for (const path of [
      `${word}../secret.txt`,
      `${word}%2e%2e/secret.txt`,
      `${word}..%2fsecret.txt`,
      `${word}files/99`,
      `${word}files/../../secret.txt`,
      `${word}`,
      '/index.html',
      '/0123/index.html',
    ])
      expect([path, await rawStatus(path)]).toEqual([path, 404]);
  });

  it('takes the results that were asked for, and no others', async () => {
    const results = server.accept(join(folder, 'out'), ['predictions.csv']);
    const put = (name: string, body: string) =>
      fetch(new URL(`${results}${name}`, address), { method: 'PUT', body }).then(({ status }) => status);
    expect(await put('predictions.csv', 'user,item\n')).toBe(204);
    expect(await readFile(join(folder, 'out', 'predictions.csv'), 'utf8')).toBe('user,item\n');
    expect(await put('other.csv', 'x')).toBe(403);
    expect(await put('..%2fsecret.txt', 'x')).toBe(403);
    expect(await readFile(join(folder, 'secret.txt'), 'utf8')).toBe('secret');
  });
});
