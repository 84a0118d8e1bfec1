import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from './command';
import { failed, sum, type Count } from './count';

/** The part of Vitest's JSON report that is counted. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs a project of vitest.config.ts, and those whose names go on from its, and counts their tests. */
export async function vitest(project: string, environment: NodeJS.ProcessEnv): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'cofilter-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await run(
      'vitest',
      [
        'run',
        '--project',
        `${project}*`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      environment,
    );
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return failed(`failed: ${project} tests did not run (exit code ${code})`);
    const count = countOf(JSON.parse(text) as Report);
    // An error outside every test (an unhandled rejection, a crashed browser) fails the run and no test.
    if (code !== 0 && count.failed === 0)
      return sum([count, failed(`failed: ${project} (exit code ${code})`)]);
    if (code === 0 && count.passed + count.skipped === 0) return failed(`failed: ${project} has no tests`);
    return count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts tests; a file that fails before its first test counts as one failure. */
export function countOf(report: Report): Count {
  const files = report.testResults.map((file): Count => {
    const path = relative(process.cwd(), file.name);
    const named = (status: (value: string) => boolean) =>
      file.assertionResults.filter((test) => status(test.status)).map((test) => `${path}: ${test.fullName}`);
    const failures = named((status) => status === 'failed');
    const passes = named((status) => status === 'passed');
    const rest = named((status) => status !== 'failed' && status !== 'passed');
    if (file.status === 'failed' && failures.length === 0)
      failures.push(`${path}: ${firstLine(file.message)}`);
    return {
      passed: passes.length,
      failed: failures.length,
      skipped: rest.length,
      notes: [...failures.map((name) => `failed: ${name}`), ...rest.map((name) => `skipped: ${name}`)],
    };
  });
  return sum(files);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
