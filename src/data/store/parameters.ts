import { ResearcherError } from '../../errors';
import type { LocalizedText } from '../../language';

/** What can be set of the simulated store. All are plain numbers, so that they travel in an experiment. */
export interface StoreParameters {
  readonly customers: number;
  readonly items: number;
  readonly interactions: number;
  readonly days: number;
  readonly popularitySkew: number;
  readonly activitySkew: number;
  readonly taste: number;
  readonly drift: number;
  readonly newItems: number;
  readonly repeats: number;
  readonly ratedShare: number;
  readonly ratingNoise: number;
}

export interface StoreParameterDescription {
  readonly name: keyof StoreParameters;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly label: LocalizedText;
  readonly help: LocalizedText;
}

/** The only source of defaults and ranges; forms and validation derive from it. */
export const storeParameterDescriptions: readonly StoreParameterDescription[] = [
  whole(
    'customers',
    4300,
    10,
    1_000_000,
    'Customers',
    '顾客数',
    'Customers with at least one purchase.',
    '至少购买过一次的顾客数量。',
  ),
  whole('items', 3700, 40, 100_000, 'Items', '商品数', 'Products in the catalogue.', '目录中的商品数量。'),
  whole(
    'interactions',
    270_000,
    100,
    20_000_000,
    'Distinct purchases',
    '不同的购买对',
    'Distinct customer–item pairs.',
    '不同的“顾客—商品”对数量。',
  ),
  whole('days', 365, 7, 3650, 'Days', '天数', 'Length of the simulated time.', '模拟的时间长度。'),
  share(
    'popularitySkew',
    1.4,
    3,
    'Popularity skew',
    '流行度偏斜',
    'Standard deviation of the logarithm of an item’s general appeal.',
    '商品总体吸引力对数的标准差。',
  ),
  share(
    'activitySkew',
    1.1,
    3,
    'Activity skew',
    '活跃度偏斜',
    'Standard deviation of the logarithm of purchases per customer.',
    '每位顾客购买量对数的标准差。',
  ),
  share(
    'taste',
    1,
    3,
    'Strength of taste',
    '偏好强度',
    'How much customers differ from one another; 0 = all buy by popularity.',
    '顾客之间的差异程度；0 表示所有人都按流行度购买。',
  ),
  share(
    'drift',
    0.4,
    1,
    'Drift',
    '偏好漂移',
    'How far tastes turn over the whole time; 1 = to something unrelated.',
    '整个时间段内偏好的转变程度；1 表示变为完全无关的偏好。',
  ),
  share(
    'newItems',
    0.2,
    0.9,
    'New items',
    '新品比例',
    'Share of the catalogue that arrives after the start.',
    '开始之后才上架的商品比例。',
  ),
  share(
    'repeats',
    0.35,
    0.95,
    'Repeat purchases',
    '复购倾向',
    'Chance that a product met again is bought again.',
    '再次遇到已购商品时再次购买的概率。',
  ),
  share(
    'ratedShare',
    0.35,
    1,
    'Rated share',
    '评分比例',
    'Share of first purchases that get a rating of 1–5.',
    '首次购买中获得 1–5 分评价的比例。',
  ),
  share(
    'ratingNoise',
    0.55,
    3,
    'Rating noise',
    '评分噪声',
    'Standard deviation of what a rating does not owe to the item or the taste, in stars.',
    '评分中与商品和偏好无关部分的标准差（星）。',
  ),
];

/** Defaults filled in. Throws `ResearcherError` for an unknown name or a value out of range. */
export function resolveStoreParameters(
  given: Partial<StoreParameters> | Readonly<Record<string, number>>,
): StoreParameters {
  const known = new Map(
    storeParameterDescriptions.map((description) => [description.name as string, description]),
  );
  for (const [name, value] of Object.entries(given)) {
    const description = known.get(name);
    if (description === undefined) throw unknownParameter(name, [...known.keys()]);
    const valid =
      typeof value === 'number' &&
      value >= description.min &&
      value <= description.max &&
      (!description.integer || Number.isInteger(value));
    if (!valid) throw outOfRange(description, value);
  }
  const defaults = Object.fromEntries(
    storeParameterDescriptions.map((description) => [description.name, description.default]),
  );
  const result = { ...defaults, ...given } as unknown as StoreParameters;
  const most = Math.floor(result.customers * result.items * 0.25);
  if (result.interactions > most || result.interactions < result.customers) throw wrongDensity(result, most);
  return result;
}

function whole(
  name: keyof StoreParameters,
  value: number,
  min: number,
  max: number,
  en: string,
  zh: string,
  helpEn: string,
  helpZh: string,
): StoreParameterDescription {
  return {
    name,
    default: value,
    min,
    max,
    integer: true,
    label: { en, zh },
    help: { en: helpEn, zh: helpZh },
  };
}

function share(
  name: keyof StoreParameters,
  value: number,
  max: number,
  en: string,
  zh: string,
  helpEn: string,
  helpZh: string,
): StoreParameterDescription {
  return {
    name,
    default: value,
    min: 0,
    max,
    integer: false,
    label: { en, zh },
    help: { en: helpEn, zh: helpZh },
  };
}

function unknownParameter(name: string, known: readonly string[]): ResearcherError {
  return new ResearcherError(
    'data.store-parameter',
    {
      en: `The simulated store has no parameter "${name}". It has ${known.join(', ')}.`,
      zh: `模拟商店没有参数“${name}”。可用的参数有：${known.join('、')}。`,
    },
    { path: `data.store.${name}` },
  );
}

function outOfRange(description: StoreParameterDescription, value: unknown): ResearcherError {
  const { min, max, integer } = description;
  return new ResearcherError(
    'data.store-parameter',
    {
      en: `Expected ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, got ${String(value)}.`,
      zh: `应为 ${min} 到 ${max} 之间的${integer ? '整数' : '数'}，实际为 ${String(value)}。`,
    },
    { path: `data.store.${description.name}` },
  );
}

function wrongDensity(parameters: StoreParameters, most: number): ResearcherError {
  const { customers, items, interactions } = parameters;
  return new ResearcherError(
    'data.store-parameter',
    {
      en: `${customers} customers and ${items} items can have ${customers} to ${most} distinct purchases, not ${interactions}.`,
      zh: `${customers} 位顾客与 ${items} 件商品可以有 ${customers} 到 ${most} 个不同的购买对，而不是 ${interactions} 个。`,
    },
    { path: 'data.store.interactions' },
  );
}
