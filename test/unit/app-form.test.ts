import { describe, expect, it } from 'vitest';
import { fromPosition, STEPS, toPosition } from '../../src/app/form/number-scale';
import { schemaField, splitFields, splitProtocols } from '../../src/app/form/schema';
import { experimentView, parameterView } from '../../src/app/form/view';
import { en } from '../../src/app/i18n/en';
import { language } from '../../src/app/state/settings';
import { splitSchema } from '../../src/lab/experiment';
import { models } from './app-fake-lab';

describe('fields come from the schema', () => {
  it('with type, range and default', () => {
    expect(schemaField('training.epochs')).toEqual({
      kind: 'number',
      whole: true,
      nullable: false,
      min: 1,
      max: 100_000,
      default: 30,
    });
    expect(schemaField('split.testRatio', 'temporal')).toMatchObject({
      kind: 'number',
      min: 0,
      max: 1,
      default: 0.2,
    });
    expect(schemaField('data.filters.minRating')).toMatchObject({
      kind: 'number',
      nullable: true,
      default: null,
    });
    expect(schemaField('data.filters.minUserInteractions')).toMatchObject({ min: 0, max: null });
    expect(schemaField('training.loss')).toMatchObject({
      kind: 'choice',
      options: ['mse', 'bce'],
      default: 'mse',
    });
    expect(schemaField('evaluation.cutoffs')).toMatchObject({ kind: 'integers', default: [10] });
    expect(schemaField('evaluation.excludeSeen')).toMatchObject({ kind: 'switch', default: true });
    expect(() => schemaField('training.epoch')).toThrow('training.epoch');
  });

  it('for every protocol of a split, each with words', () => {
    expect(splitProtocols()).toEqual(splitSchema.options.map((option) => option.shape.protocol.value));
    for (const protocol of splitProtocols()) {
      for (const name of splitFields(protocol)) expect(en.fields).toHaveProperty([`split.${name}`]);
      expect(en.fields['split.protocol'].options).toHaveProperty([protocol]);
    }
  });
});

describe('views', () => {
  it('of a parameter speak the language in force', () => {
    const view = parameterView(models[0]!.parameters[0]!);
    expect(view).toMatchObject({ path: 'model.params.neighbours', default: 40 });
    expect(view.control).toMatchObject({
      kind: 'number',
      whole: true,
      slide: { low: 10, high: 200, scale: 'log' },
    });
    language.set('zh');
    expect(experimentView('training.loss').label).toBe('损失函数');
    language.set('en');
    expect(experimentView('training.loss').label).toBe('Loss');
  });
});

describe('sliders', () => {
  const log = { low: 1e-5, high: 1, scale: 'log' } as const;
  const linear = { low: 0, high: 0.5, scale: 'linear' } as const;

  it('reach both ends and read well between', () => {
    expect([fromPosition(0, log, false), fromPosition(STEPS, log, false)]).toEqual([1e-5, 1]);
    expect(fromPosition(STEPS / 2, linear, false)).toBe(0.25);
    expect(String(fromPosition(77, log, false))).toMatch(/^\d(\.\d)?e?|0\.0*\d{1,2}$/);
    expect(fromPosition(100, { low: 1, high: 1000, scale: 'log' }, true)).toBe(32);
  });

  it('stand where the value is, and at an end for what lies beyond', () => {
    for (const position of [1, 40, 99, 160, 199]) {
      expect(Math.abs(toPosition(fromPosition(position, log, false), log) - position)).toBeLessThanOrEqual(1);
      expect(toPosition(fromPosition(position, linear, false), linear)).toBe(position);
    }
    expect([toPosition(5, log), toPosition(-3, linear)]).toEqual([STEPS, 0]);
  });
});
