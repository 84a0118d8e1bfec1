import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { failed, PASSED, type Count } from './count';

/** Runs a package's command; its output goes to this terminal. Resolves to the exit code. */
export function run(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join('node_modules', '.bin', command), args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** A check that is one command: it passes where the command exits with 0. */
export async function check(command: string, ...args: string[]): Promise<Count> {
  const code = await run(command, args);
  return code === 0 ? PASSED : failed(`failed: ${command} ${args.join(' ')} (exit code ${code})`);
}
