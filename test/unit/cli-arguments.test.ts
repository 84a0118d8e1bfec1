import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments';
import { ResearcherError } from '../../src/errors';

const refusal = (...words: string[]): ResearcherError => {
  try {
    parseArguments(words);
  } catch (error) {
    if (error instanceof ResearcherError) return error;
    throw error;
  }
  throw new Error(`${words.join(' ')} was accepted`);
};

describe('the command line', () => {
  it('runs the built-in experiment when it is given nothing', () => {
    expect(parseArguments([])).toMatchObject({
      command: 'run',
      operand: null,
      data: null,
      out: null,
      json: false,
      backend: 'auto',
      language: 'en',
    });
  });

  it('takes options before and after the operand', () => {
    const words = ['--backend', 'cpu', 'run', 'u1.json', '--data=ml-100k', '--out', 'out/u1', '--json'];
    expect(parseArguments(words)).toMatchObject({
      command: 'run',
      operand: 'u1.json',
      data: 'ml-100k',
      out: 'out/u1',
      json: true,
      backend: 'cpu',
    });
  });

  it('reads an experiment from the standard input where it is called "-"', () => {
    expect(parseArguments(['run', '-']).operand).toBe('-');
  });

  it.each([
    [['fly'], 'command "fly" is not known. There are: run, '],
    [['run', '--backend', 'tpu'], '--backend "tpu" is not known. There are: auto, webgpu, cpu.'],
    [['run', '--adapter', 'x'], '--adapter "x" is not known. There are: auto, gpu, software.'],
    [['run', '--language', 'fr'], '--language "fr" is not known. There are: en, zh.'],
    [['run', '--verbose'], "Unknown option '--verbose'."],
    [['run', '--out'], "Option '--out <value>' argument missing."],
    [['run', 'a.json', 'b.json'], '"b.json" is one operand too many.'],
    [['data'], '"data" needs a file.'],
    [['models', 'bias'], '"models" takes no operand, but "bias" was given.'],
  ])('refuses %j in one line', (words, sentence) => {
    const error = refusal(...words);
    expect(error.code).toBe('command-line.invalid');
    expect(error.message).toContain(sentence);
    expect(error.message).not.toContain('\n');
    expect(error.text.zh).toMatch(/详见 --help。$/);
  });

  it('shows its help whatever else stands there', () => {
    expect(parseArguments(['fly', '--help']).command).toBe('help');
  });
});
