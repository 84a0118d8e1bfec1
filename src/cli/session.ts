import type { Page } from 'playwright';
import type { AdapterDescription } from '../compute/backend';
import type { BackendChoice } from '../compute/open';
import { ResearcherError } from '../errors';
import type { RunEvent } from '../lab/events';
import { bundle } from './bundle';
import { launchChrome, type AdapterChoice } from './chrome';
import type { LocalFiles } from './local-files';
import type { Answer, FileAddresses, PageLab } from './page/protocol';
import { LocalServer } from './server';

const PAGE = 'src/cli/page/index.html';

export interface SessionOptions {
  readonly backend: BackendChoice;
  readonly adapter: AdapterChoice;
  readonly onEvents?: (events: readonly RunEvent[]) => void;
}

/** The lab in a headless Chrome of its own, from opening to `close()`. */
export class Session {
  readonly #offered = new Map<string, string>();

  private constructor(
    readonly adapter: AdapterDescription,
    readonly server: LocalServer,
    readonly call: PageCall,
    readonly close: () => Promise<void>,
  ) {}

  static async open(options: SessionOptions): Promise<Session> {
    // The CPU side needs no adapter, so Chrome is not started twice to look for one.
    const choice = options.backend === 'cpu' ? 'software' : options.adapter;
    const [folder, { browser }] = await Promise.all([bundle(PAGE), launchChrome(choice, false)]);
    const server = new LocalServer(folder);
    const close = async () => {
      server.close();
      await browser.close();
    };
    try {
      const page = await browser.newPage();
      await page.exposeFunction('cofilterEvents', (events: readonly RunEvent[]) =>
        options.onEvents?.(events),
      );
      const call = callerOf(page);
      await page.goto(`${await server.listen()}${PAGE}`);
      return new Session(await call('open', options.backend), server, call, close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** Makes local files reachable for the page; each is offered once. */
  offer(files: LocalFiles): FileAddresses {
    const addresses: Record<string, string> = {};
    for (const [named, path] of files) {
      const address = this.#offered.get(path) ?? this.server.offer(path);
      this.#offered.set(path, address);
      addresses[named] = address;
    }
    return addresses;
  }
}

type ValueOf<A> = A extends Promise<Answer<infer T>> ? T : never;

export type PageCall = <M extends keyof PageLab>(
  method: M,
  ...parameters: Parameters<PageLab[M]>
) => Promise<ValueOf<ReturnType<PageLab[M]>>>;

/** Calls `window.cofilter`; rejects if the tab dies, instead of waiting for it for ever. */
function callerOf(page: Page): PageCall {
  const death = new Promise<never>((_, reject) => {
    page.once('crash', () =>
      reject(
        new Error('The tab crashed, most likely for want of memory. Give it less data, or a smaller model.'),
      ),
    );
  });
  death.catch(() => {}); // heard by whoever is waiting
  return async (method, ...parameters) => {
    const answer = (await Promise.race([
      death,
      page.evaluate(
        ([name, given]) =>
          (window.cofilter[name] as (...all: readonly unknown[]) => Promise<Answer<unknown>>)(...given),
        [method, parameters as readonly unknown[]] as const,
      ),
    ])) as Answer<never>;
    if ('refused' in answer) throw ResearcherError.fromJSON(answer.refused);
    return answer.value;
  };
}
