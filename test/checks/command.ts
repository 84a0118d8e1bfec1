import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { failed, PASSED, type Count } from './count';

/** Runs a package's command; its output goes to this terminal as it comes. Resolves to the exit code. */
export function run(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  return end(start(command, args, environment, 'inherit'));
}

/** The same beside others: its output goes to this terminal in one piece when it has ended. */
export async function runQuietly(command: string, args: readonly string[]): Promise<number> {
  const child = start(command, args, {}, 'pipe');
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => void output.push(piece));
  const code = await end(child);
  process.stdout.write(Buffer.concat(output));
  return code;
}

function start(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: 'inherit' | 'pipe',
): ChildProcess {
  return spawn(join('node_modules', '.bin', command), args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
}

function end(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** A check that is one command: it passes where the command exits with 0. */
export async function check(command: string, ...args: string[]): Promise<Count> {
  const code = await runQuietly(command, args);
  return code === 0 ? PASSED : failed(`failed: ${command} ${args.join(' ')} (exit code ${code})`);
}
