import { existsSync, readdirSync } from 'node:fs';
import type { Browser } from 'playwright';

/** Which adapter Chrome is to offer: the machine's own, or SwiftShader on the CPU. */
export type AdapterKind = 'gpu' | 'software';
export type AdapterChoice = 'auto' | AdapterKind;

/** Chrome asks the network for nothing: neither updates nor accounts nor field trials. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A tab that is not in front must not be slowed down: there is no front in headless Chrome. */
const AWAKE = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

const ADAPTER: Readonly<Record<AdapterKind, readonly string[]>> = {
  software: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'],
  // On Linux Chrome offers WebGPU only with Vulkan, and without a display Vulkan must not want a surface.
  gpu:
    process.platform === 'linux'
      ? [
          '--enable-unsafe-webgpu',
          '--enable-features=Vulkan',
          '--use-angle=vulkan',
          '--disable-vulkan-surface',
          '--ignore-gpu-blocklist',
        ]
      : ['--enable-unsafe-webgpu'],
};

/** The flags with which headless Chrome offers this adapter. */
export function chromeFlags(adapter: AdapterKind): string[] {
  return [...ADAPTER[adapter], ...QUIET, ...AWAKE];
}

const USUAL_PLACES: readonly string[] = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chrome to drive (`CHROME_PATH`, else the usual places), or undefined where there is none. */
export function lookForChrome(): string | undefined {
  return process.env['CHROME_PATH'] ?? USUAL_PLACES.find((path) => existsSync(path));
}

/** The Chrome to drive. Throws a sentence that says what to do where there is none. */
export function findChrome(): string {
  const found = lookForChrome();
  if (found === undefined) {
    throw new Error(
      'No Chrome found. Install Google Chrome or Chromium, or set CHROME_PATH to its executable.',
    );
  }
  if (!existsSync(found)) throw new Error(`CHROME_PATH names ${found}, which does not exist.`);
  return found;
}

/** What `COFILTER_ADAPTER` asks for; `auto` where it is not set. */
export function adapterFromEnvironment(): AdapterChoice {
  const value = process.env['COFILTER_ADAPTER'] ?? 'auto';
  if (value === 'auto' || value === 'gpu' || value === 'software') return value;
  throw new Error(`COFILTER_ADAPTER is "${value}"; it may be auto, gpu or software.`);
}

export interface LaunchedChrome {
  readonly browser: Browser;
  readonly adapter: AdapterKind;
}

/**
 * Headless Chrome with the best adapter there is. `auto` tries the machine's own GPU where it has one and falls back
 * to SwiftShader; `gpu` throws where that would be needed.
 *
 * @param signals whether Ctrl-C ends Chrome and this process at once; false where the caller closes in order
 */
export async function launchChrome(choice: AdapterChoice, signals = true): Promise<LaunchedChrome> {
  if (choice !== 'software' && (choice === 'gpu' || mayHaveGpu())) {
    const browser = await launch('gpu', signals);
    if (await offersHardware(browser)) return { browser, adapter: 'gpu' };
    await browser.close();
    if (choice === 'gpu') throw new Error('Chrome offers no hardware WebGPU adapter on this machine.');
  }
  return { browser: await launch('software', signals), adapter: 'software' };
}

async function launch(adapter: AdapterKind, signals: boolean): Promise<Browser> {
  const { chromium } = await import('playwright');
  return chromium.launch({
    executablePath: findChrome(),
    args: chromeFlags(adapter),
    handleSIGINT: signals,
    handleSIGTERM: signals,
    handleSIGHUP: signals,
  });
}

/** Spares the second and a half of a vain start: without a device node no driver can offer an adapter. */
function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true;
  const entries = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
  return (
    entries('/dev').some((name) => /^(nvidia\d+|dxg|kgsl-3d0|mali0)$/.test(name)) ||
    entries('/dev/dri').some((name) => name.startsWith('renderD'))
  );
}

async function offersHardware(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  try {
    // WebGPU exists in secure contexts only; localhost is one, and the page never leaves this process.
    await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto('http://localhost/');
    return await page.evaluate(async () => {
      const adapter = await (navigator as Partial<Navigator>).gpu?.requestAdapter();
      return adapter ? !adapter.info.isFallbackAdapter : false;
    });
  } finally {
    await page.close();
  }
}
