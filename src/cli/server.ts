import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative, isAbsolute } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A page by itself gets a clock of 5 µs in place of 100 µs: a live update takes 200. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * Serves one built page on this machine alone. Files go in and out of the page as streams, not through the debugging
 * protocol: data files by a number that the command line hands out, results under names that it asked for.
 * Everything lies behind a random word, so that no other page or user of the machine can read along.
 */
export class LocalServer {
  readonly #files: string[] = [];
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.headersSent || response.writeHead(500).end());
  });
  readonly #word = randomBytes(16).toString('hex');
  #results: { readonly folder: string; readonly names: readonly string[] } | null = null;

  /** @param folder what is served as it lies there */
  constructor(readonly folder: string) {}

  /** Starts listening; returns the address under which `folder` appears, with a slash at its end. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${this.#word}/`;
  }

  /** Offers a file of this machine; returns its address from the page's own root. */
  offer(path: string): string {
    this.#files.push(path);
    return `/${this.#word}/files/${this.#files.length - 1}`;
  }

  /** Lets the page put files of these names into `folder`; returns the address they go to. */
  accept(folder: string, names: readonly string[]): string {
    this.#results = { folder, names };
    return `/${this.#word}/results/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const inside = path.startsWith(`/${this.#word}/`) ? path.slice(this.#word.length + 2) : null;
    if (inside === null) response.writeHead(404).end();
    else if (request.method === 'PUT') await this.#receive(inside, request, response);
    else await this.#send(inside, response);
  }

  async #send(path: string, response: ServerResponse): Promise<void> {
    const [, number] = /^files\/(\d+)$/.exec(path) ?? [];
    const file = number === undefined ? within(this.folder, path) : this.#files[Number(number)];
    const size =
      file === undefined
        ? null
        : await stat(file).then(
            (s) => (s.isFile() ? s.size : null),
            () => null,
          );
    if (file === undefined || size === null) {
      response.writeHead(404).end();
      return;
    }
    const type = number === undefined ? TYPES[extname(file)] : undefined;
    response.writeHead(200, {
      ...ISOLATED,
      'content-type': type ?? 'application/octet-stream',
      'content-length': size,
    });
    await pipeline(createReadStream(file), response);
  }

  async #receive(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = /^results\/([\w.-]+)$/.exec(path)?.[1];
    const results = this.#results;
    if (name === undefined || !results?.names.includes(name)) {
      response.writeHead(403).end();
      return;
    }
    await pipeline(request, createWriteStream(join(results.folder, name)));
    response.writeHead(204).end();
  }
}

/** A path below `folder`, or undefined where it would lead out of it. */
function within(folder: string, path: string): string | undefined {
  const full = join(folder, path);
  const from = relative(folder, full);
  return from.startsWith('..') || isAbsolute(from) ? undefined : full;
}
