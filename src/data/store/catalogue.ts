import type { LocalizedText } from '../../language';
import { departments, localized } from './departments';
import type { StoreParameters } from './parameters';
import { exponential, StoreRandom } from './random';

/** Dimensions of style, by which products of one category differ. */
export const styleDimensions = 6;
/** Dimensions of the space that categories and brands share with tastes. */
export const tasteDimensions = 6;

/** The catalogue as the simulation sees it; position = product. Products of a category lie together. */
export interface Catalogue {
  readonly ids: readonly string[];
  readonly titles: readonly LocalizedText[];
  readonly categoryNames: readonly (readonly [department: LocalizedText, category: LocalizedText])[];
  readonly brandNames: readonly LocalizedText[];
  readonly category: Uint16Array;
  readonly brand: Uint16Array;
  readonly prices: Float32Array;
  /** Logarithm of price over the typical price of its category. */
  readonly relativePrice: Float64Array;
  /** Logarithm of general appeal. */
  readonly appeal: Float64Array;
  readonly quality: Float64Array;
  readonly styles: Float64Array;
  /** Seconds after the start; 0 = there from the beginning. */
  readonly arrival: Float64Array;
  /** First product of each category, and the total: category c is [start[c], start[c + 1]). */
  readonly start: Uint32Array;
  readonly categoryTastes: Float64Array;
  readonly categoryAppeal: Float64Array;
  readonly brandTastes: Float64Array;
}

const purpose = { categories: 1, brands: 2, products: 3, sizes: 4 };

export function makeCatalogue(parameters: StoreParameters, seed: number): Catalogue {
  const shelves = departments.flatMap((department, index) =>
    department.categories.map((category) => ({ department, index, category })),
  );
  const brandOffsets: number[] = [];
  const brandNames = departments.flatMap((department, index) => {
    brandOffsets[index] = departments.slice(0, index).reduce((sum, { brands }) => sum + brands.length, 0);
    return department.brands.map(localized);
  });
  const random = new StoreRandom(seed, purpose.categories, 0);
  const categoryTastes = normals(random, shelves.length * tasteDimensions);
  const categoryAppeal = normals(random, shelves.length).map((value) => 0.35 * value);
  const brands = new StoreRandom(seed, purpose.brands, 0);
  const brandTastes = normals(brands, brandNames.length * tasteDimensions);
  const brandLevel = normals(brands, brandNames.length);

  const start = sizes(shelves.length, parameters.items, new StoreRandom(seed, purpose.sizes, 0));
  const count = parameters.items;
  const titles: LocalizedText[] = [];
  const ids: string[] = [];
  const category = new Uint16Array(count);
  const brand = new Uint16Array(count);
  const prices = new Float32Array(count);
  const relativePrice = new Float64Array(count);
  const appeal = new Float64Array(count);
  const quality = new Float64Array(count);
  const styles = new Float64Array(count * styleDimensions);
  const arrival = new Float64Array(count);
  shelves.forEach(({ department, index, category: [, price, nouns, features, variants] }, shelf) => {
    const nounStyles = normals(
      new StoreRandom(seed, purpose.categories, shelf + 1),
      nouns.length * styleDimensions,
    );
    const featureStyles = normals(
      new StoreRandom(seed, purpose.brands, shelf + 1),
      features.length * styleDimensions,
    );
    const taken = new Set<string>();
    for (let product = start[shelf]!; product < start[shelf + 1]!; product++) {
      const draw = new StoreRandom(seed, purpose.products, product);
      const noun = draw.integer(nouns.length);
      const feature = draw.integer(features.length);
      const maker = Math.min(draw.integer(department.brands.length), draw.integer(department.brands.length));
      const code = brandOffsets[index]! + maker;
      category[product] = shelf;
      brand[product] = code;
      relativePrice[product] = 0.3 * brandLevel[code]! + 0.35 * draw.normal();
      prices[product] = shelfPrice(price * exponential(relativePrice[product]!));
      quality[product] = 0.4 * brandLevel[code]! + 0.9 * draw.normal();
      appeal[product] = parameters.popularitySkew * (0.97 * draw.normal() + 0.25 * quality[product]!);
      for (let dimension = 0; dimension < styleDimensions; dimension++) {
        styles[product * styleDimensions + dimension] =
          0.7 * nounStyles[noun * styleDimensions + dimension]! +
          0.5 * featureStyles[feature * styleDimensions + dimension]! +
          0.5 * draw.normal();
      }
      const late = draw.uniform() < parameters.newItems;
      arrival[product] = late ? draw.uniform() * 0.95 * parameters.days * 86_400 : 0;
      ids.push(`P${String(10_000 + product)}`);
      const words = [nouns[noun]!, features[feature]!, department.brands[maker]!];
      titles.push(title(words, variants ?? department.variants, draw, taken));
    }
  });
  return {
    ids,
    titles,
    categoryNames: shelves.map(({ department, category: [name] }) => [
      localized(department.name),
      localized(name),
    ]),
    brandNames,
    category,
    brand,
    prices,
    relativePrice,
    appeal,
    quality,
    styles,
    arrival,
    start,
    categoryTastes,
    categoryAppeal,
    brandTastes,
  };
}

/** Brand, feature, noun, variant; a model number where the shelf has that already. */
function title(
  [noun, feature, brand]: readonly string[],
  variants: readonly string[],
  draw: StoreRandom,
  taken: Set<string>,
): LocalizedText {
  const variant = variants[draw.integer(variants.length)]!;
  const [n, f, b, v] = [noun!, feature!, brand!, variant].map(localized) as [
    LocalizedText,
    LocalizedText,
    LocalizedText,
    LocalizedText,
  ];
  const spaced = /^[A-Z0-9]/.test(f.zh) ? ' ' : '';
  const named = (model: string): LocalizedText => ({
    en: `${b.en} ${f.en} ${n.en}${model}, ${v.en}`,
    zh: `${b.zh} ${f.zh}${spaced}${n.zh}${model} ${v.zh}`,
  });
  let text = named('');
  while (taken.has(text.en))
    text = named(` ${String.fromCharCode(65 + draw.integer(26))}${10 + draw.integer(90)}`);
  taken.add(text.en);
  return text;
}

/** Shops end prices in .90, or in 9 from a hundred on. */
function shelfPrice(price: number): number {
  return price < 100 ? Math.max(1, Math.round(price)) - 0.1 : Math.round(price / 10) * 10 - 1;
}

/** Starts of the categories: uneven sizes that add up to `items`. */
function sizes(categories: number, items: number, random: StoreRandom): Uint32Array {
  const weights = Array.from({ length: categories }, () => exponential(0.5 * random.normal()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const start = new Uint32Array(categories + 1);
  let sum = 0;
  for (let category = 0; category < categories; category++) {
    sum += weights[category]!;
    start[category + 1] = Math.round((items * sum) / total);
  }
  start[categories] = items;
  return start;
}

function normals(random: StoreRandom, length: number): Float64Array {
  const values = new Float64Array(length);
  for (let index = 0; index < length; index++) values[index] = random.normal();
  return values;
}
