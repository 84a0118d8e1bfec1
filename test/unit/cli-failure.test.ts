import { describe, expect, it } from 'vitest';
import { describeFailure, Interrupted } from '../../src/cli/failure';
import { ResearcherError } from '../../src/errors';

const invalid = new ResearcherError(
  'experiment.invalid',
  { en: 'is 0,\n  but must be at least 1.', zh: '现为 0，应不小于 1。' },
  { file: 'e.json', path: 'training.epochs' },
);

describe('exit codes', () => {
  it('are 2 with one line for what is wrong with experiment or data', () => {
    expect(describeFailure(invalid, 'en')).toEqual({
      code: 2,
      text: 'e.json, training.epochs: is 0, but must be at least 1.',
    });
  });

  it('name the place in Chinese too', () => {
    expect(describeFailure(invalid, 'zh').text).toBe('e.json，training.epochs：现为 0，应不小于 1。');
    const json = new ResearcherError(
      'json.invalid',
      { en: '', zh: '此处应为一个值。' },
      { line: 3, column: '7' },
    );
    expect(describeFailure(json, 'zh').text).toBe('第 3 行，第 7 列：此处应为一个值。');
  });

  it.each(['compute.no-adapter', 'compute.over-budget', 'run.device-lost', 'lab.closed'])(
    'are 1 where the machine is at fault: %s',
    (code) => {
      expect(describeFailure(new ResearcherError(code, { en: 'No.', zh: '否。' }), 'en')).toEqual({
        code: 1,
        text: 'No.',
      });
    },
  );

  it('are 1 with a stack for a bug, and without one for Ctrl-C', () => {
    const bug = describeFailure(new TypeError('x is not a function'), 'en');
    expect(bug.code).toBe(1);
    expect(bug.text).toMatch(/^TypeError: x is not a function\n\s+at /);
    expect(describeFailure(new Interrupted('Interrupted.'), 'en')).toEqual({ code: 1, text: 'Interrupted.' });
  });
});
