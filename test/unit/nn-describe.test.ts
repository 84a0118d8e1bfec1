import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeModel, describeModels } from '../../src/models/describe';
import { parameters } from '../../src/models/parameters';
import type { ModelEntry } from '../../src/models/recommender';

const text = (en: string) => ({ en, zh: `${en}。` });

function entryWith(shape: z.ZodRawShape): ModelEntry {
  return {
    name: 'example',
    label: text('Example'),
    summary: text('An example'),
    paper: 'Nobody 2026',
    tasks: ['rating'],
    trained: true,
    params: z.strictObject(shape),
    create: () => {
      throw new Error('not needed here');
    },
  };
}

const info = { label: text('Label'), help: text('Help') };

describe('a model description', () => {
  test('carries range, scale, default and sweep of a number', () => {
    const rate = z.number().min(1e-6).max(1).default(0.1);
    rate.register(parameters, { ...info, scale: 'log', sweep: [1e-4, 1e-1], formula: 'r' });
    expect(describeModel(entryWith({ rate })).parameters).toEqual([
      {
        name: 'rate',
        ...info,
        formula: 'r',
        kind: 'number',
        default: 0.1,
        nullable: false,
        min: 1e-6,
        max: 1,
        scale: 'log',
        sweep: [1e-4, 1e-1],
      },
    ]);
  });

  test('tells integers from numbers, and keeps null and open ends', () => {
    const count = z.number().int().min(1).register(parameters, info).nullable().default(null);
    const [description] = describeModel(entryWith({ count })).parameters;
    expect(description).toMatchObject({ kind: 'integer', default: null, nullable: true, min: 1, max: null });
  });

  test('labels the options of an enum, falling back to their values', () => {
    const how = z
      .enum(['mean', 'none'])
      .default('none')
      .register(parameters, { ...info, options: { mean: text('Mean') } });
    expect(describeModel(entryWith({ how })).parameters[0]).toMatchObject({
      kind: 'enum',
      default: 'none',
      options: [
        { value: 'mean', label: text('Mean') },
        { value: 'none', label: { en: 'none', zh: 'none' } },
      ],
    });
  });

  test('knows switches and lists of layer widths', () => {
    const on = z.boolean().default(true).register(parameters, info);
    const hidden = z.array(z.number().int().min(1).max(4096)).default([512]).register(parameters, info);
    const [first, second] = describeModel(entryWith({ on, hidden })).parameters;
    expect(first).toMatchObject({ kind: 'boolean', default: true });
    expect(second).toMatchObject({ kind: 'integers', default: [512], min: 1, max: 4096 });
  });

  test('refuses a parameter without a label or without a default, naming it', () => {
    expect(() => describeModel(entryWith({ bare: z.number().default(1) }))).toThrow(
      /example\.bare.*register/,
    );
    const needed = z.number().register(parameters, info);
    expect(() => describeModel(entryWith({ needed }))).toThrow(/example\.needed.*default/);
  });

  test('survives JSON unchanged for every registered model', () => {
    const described = describeModels();
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
    for (const model of described) {
      const languages = [model.label, model.summary, ...model.parameters.flatMap((p) => [p.label, p.help])];
      for (const { en, zh } of languages) expect([en.length, zh.length].every((n) => n > 0)).toBe(true);
    }
  });
});
