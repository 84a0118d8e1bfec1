import { version } from '../../package.json';
import type { Backend } from '../compute/backend';
import type { RunRecord } from './record';

/** Where and by which code a run is made, for its record. */
export function describeEnvironment(backend: Backend): RunRecord['environment'] {
  return {
    code: `cofilter ${version}`,
    backend: backend.kind,
    adapter: backend.adapter,
    browser: describeBrowser(),
    startedAt: new Date().toISOString(),
  };
}

/** `Chrome 156.0.0.0 on Linux x86_64`, `Node 20.20.0`. */
function describeBrowser(): string {
  const { userAgent, platform } = globalThis.navigator ?? {};
  const node = (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node;
  if (node) return `Node ${node}`;
  const chrome = /(?:Edg|Chrome|Firefox|Version)\/[\d.]+/.exec(userAgent ?? '')?.[0].replace('/', ' ');
  return chrome ? `${chrome}${platform ? ` on ${platform}` : ''}` : (userAgent ?? 'unknown');
}
