import { parseArguments, type Arguments } from './arguments';
import { describeFailure, DONE } from './failure';
import { USAGE } from './usage';

/** Each is loaded when it is called: a mistyped word need not wait for a browser driver. */
const COMMANDS: Readonly<Record<Arguments['command'], (args: Arguments) => Promise<void>>> = {
  run: async (args) => (await import('./commands/run')).runCommand(args),
  replay: async (args) => (await import('./commands/replay')).replayCommand(args),
  sweep: async (args) => (await import('./commands/sweep')).sweepCommand(args),
  reproduce: async (args) => (await import('./commands/reproduce')).reproduceCommand(args),
  models: async (args) => (await import('./commands/models')).modelsCommand(args),
  data: async (args) => (await import('./commands/data')).dataCommand(args),
  help: async () => void process.stdout.write(USAGE),
};

async function main(words: readonly string[]): Promise<number> {
  const language = words.some(
    (word, i) => word === '--language=zh' || (word === 'zh' && words[i - 1] === '--language'),
  )
    ? 'zh'
    : 'en';
  try {
    const args = parseArguments(words);
    await COMMANDS[args.command](args);
    return DONE;
  } catch (error) {
    const { code, text } = describeFailure(error, language);
    process.stderr.write(`${text}\n`);
    return code;
  }
}

// A reader that has seen enough (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(DONE);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
