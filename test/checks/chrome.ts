import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { adapterFromEnvironment, launchChrome, lookForChrome, type AdapterKind } from '../../src/cli/chrome';

/**
 * Makes sure that there is a Chrome: on Debian and its kin, root may install Chromium.
 * Returns the adapter that it offers. Throws a sentence that says what to do where there is no Chrome.
 */
export async function prepareChrome(): Promise<AdapterKind> {
  if (lookForChrome() === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chrome here: installing Chromium.');
    apt('update');
    apt('install', '--yes', '--no-install-recommends', 'chromium');
  }
  const { browser, adapter } = await launchChrome(adapterFromEnvironment());
  console.log(`Chrome ${browser.version()}, ${adapter === 'gpu' ? 'hardware' : 'software'} WebGPU adapter`);
  await browser.close();
  return adapter;
}

function apt(...args: string[]): void {
  const { status } = spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed. Install Chrome and set CHROME_PATH.`);
}
