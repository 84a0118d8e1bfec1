import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run lab -- …words`, without npm. */
export function lab(words: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/lab.ts', ...words], {
    env: { ...process.env, ...options.environment },
  });
  child.stdin.end(options.input ?? '');
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => {
      output[stream] += text;
      options.onOutput?.(output.stderr, () => child.kill('SIGINT'));
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

export interface CommandOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Called with all of stderr so far, and a Ctrl-C. */
  readonly onOutput?: (stderr: string, interrupt: () => void) => void;
}

/** A folder of files that a researcher might have. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cofilter-e2e-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}
