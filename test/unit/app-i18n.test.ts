import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogues } from '../../src/app/i18n';
import { en } from '../../src/app/i18n/en';
import { counted } from '../../src/app/i18n/en/counted';
import { zh } from '../../src/app/i18n/zh';
import { experimentSchema } from '../../src/lab/experiment';

/** Every sentence of a catalogue by its place; functions are asked with figures and names. */
function sentences(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const ask = node as (...values: unknown[]) => unknown;
    const answers = [['3', '5', '7', '9'], ['item-knn', '12', '0.5', 'x'], ['cold']].map((values) =>
      ask(...values),
    );
    return answers.flatMap((answer, index) => sentences(answer, `${path}(${index})`));
  }
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => sentences(value, path ? `${path}.${key}` : key));
}

function keys(node: unknown, path = ''): string[] {
  if (node === null || typeof node !== 'object') return [path];
  return Object.entries(node).flatMap(([key, value]) => keys(value, `${path}.${key}`));
}

/** Leaves of the experiment's schema, as dotted paths; protocols of a split share their names. */
function schemaPaths(node: z.core.JSONSchema.BaseSchema, path = ''): string[] {
  const branches: readonly z.core.JSONSchema.BaseSchema[] = node.oneOf ?? [];
  if (branches.length > 0) return [...new Set(branches.flatMap((branch) => schemaPaths(branch, path)))];
  const inner = (node.anyOf ?? []).find((branch) => branch.type === 'object');
  const properties = node.properties ?? (path === 'training.earlyStopping' ? inner?.properties : undefined);
  if (!properties) return [path];
  return Object.entries(properties).flatMap(([key, value]) =>
    schemaPaths(value as z.core.JSONSchema.BaseSchema, path ? `${path}.${key}` : key),
  );
}

describe('the catalogues', () => {
  it('name one thing and several in English', () => {
    expect(counted('1', 'item')).toBe('1 item');
    expect(counted(0, 'item')).toBe('0 items');
    expect(counted('1,001', 'entity', 'entities')).toBe('1,001 entities');
    expect(en.shop.interactions('1')).toBe('1 item owned');
    expect(en.shop.clicksOf('item-knn', '1', '4')).toBe('item-knn: 1 click on 4 shown');
  });

  it('have the same keys, and nothing empty', () => {
    expect(keys(zh).sort()).toEqual(keys(en).sort());
    for (const catalogue of Object.values(catalogues)) {
      // Only a delimiter or a comma may consist of punctuation alone.
      expect(sentences(catalogue).filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });

  it('write Chinese with Chinese punctuation', () => {
    const mixed = sentences(zh).filter(([, text]) => /\p{sc=Han}[,;:!?()]|[,;:!?(]\p{sc=Han}/u.test(text));
    expect(mixed).toEqual([]);
  });

  it('write English without Chinese punctuation', () => {
    expect(sentences(en).filter(([, text]) => /[，。；：！？（）“”\p{sc=Han}]/u.test(text))).toEqual([]);
  });

  it('translate: no Chinese sentence is the English one, but for names and formulas', () => {
    const english = new Map(sentences(en));
    const names =
      /^(RMSE|MAE|NDCG|MAP|MRR|AUC|SGD|Ada|RMSprop|ε|β.|JSON|HTML|Markdown|LaTeX|CSV|k|[\d.:– xX-]+)/;
    const same = sentences(zh).filter(
      ([path, text]) =>
        english.get(path) === text &&
        /[a-z]{3}/i.test(text) &&
        !path.includes('formula') &&
        !names.test(text) &&
        !['item-knn', 'recommenders-team', 'cold', 'SHA-256'].some((name) => text.includes(name)),
    );
    expect(same).toEqual([]);
  });

  it('have words for every field that the form shows', () => {
    const schema = z.toJSONSchema(experimentSchema, { io: 'input' });
    // Set in their own places: what the data are, which model, and the mapping of columns.
    const elsewhere = /^(version|model|data\.(source|path|text|columns|store|delimiter|header|encoding))\b/;
    const own = ['training.earlyStopping.metric', 'split.candidatesPath'];
    const shown = schemaPaths(schema).filter((path) => !elsewhere.test(path) && !own.includes(path));
    expect(shown.filter((path) => !(path in en.fields))).toEqual([]);
  });
});
