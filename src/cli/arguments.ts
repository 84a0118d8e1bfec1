import { parseArgs } from 'node:util';
import type { BackendChoice } from '../compute/open';
import { ResearcherError } from '../errors';
import type { Language } from '../language';
import { adapterFromEnvironment, type AdapterChoice } from './chrome';

const COMMANDS = ['run', 'sweep', 'replay', 'reproduce', 'models', 'data'] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Arguments {
  readonly command: CommandName | 'help';
  /** The one operand: experiment, space, stream, data file or name. */
  readonly operand: string | null;
  readonly data: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly backend: BackendChoice;
  readonly adapter: AdapterChoice;
  readonly language: Language;
}

/** Understands what follows `npm run lab --`. Throws `ResearcherError` `command-line.invalid`. */
export function parseArguments(words: readonly string[]): Arguments {
  const { values, positionals } = parsed(words);
  const [command = 'run', operand = null, ...rest] = positionals;
  if (!values.help) {
    oneOf('command', command, COMMANDS);
    if (rest.length > 0) throw invalid(`"${rest[0]}" is one operand too many.`, `多余的参数“${rest[0]}”。`);
    if (operand === null && ['data', 'sweep', 'replay'].includes(command))
      throw invalid(`"${command}" needs a file.`, `“${command}”需要一个文件。`);
    if (operand !== null && command === 'models')
      throw invalid(
        `"models" takes no operand, but "${operand}" was given.`,
        `“models”不接受参数“${operand}”。`,
      );
  }
  return {
    command: values.help ? 'help' : oneOf('command', command, COMMANDS),
    operand,
    data: values.data ?? null,
    out: values.out ?? null,
    json: values.json ?? false,
    backend: oneOf('--backend', values.backend ?? 'auto', ['auto', 'webgpu', 'cpu']),
    adapter: oneOf('--adapter', values.adapter ?? adapterFromEnvironment(), ['auto', 'gpu', 'software']),
    language: oneOf('--language', values.language ?? 'en', ['en', 'zh']),
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean' },
        backend: { type: 'string' },
        adapter: { type: 'string' },
        language: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [sentence] = (error as Error).message.split('. To specify');
    throw invalid(`${sentence!.replace(/\.$/, '')}.`, `${sentence!.replace(/\.$/, '')}。`);
  }
}

function oneOf<const T extends string>(what: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw invalid(
    `${what} "${value}" is not known. There are: ${allowed.join(', ')}.`,
    `未知的 ${what}“${value}”。可用的有：${allowed.join('、')}。`,
  );
}

function invalid(en: string, zh: string): ResearcherError {
  return new ResearcherError('command-line.invalid', { en: `${en} See --help.`, zh: `${zh}详见 --help。` });
}
