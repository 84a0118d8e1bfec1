import type { LocalizedText } from '../../language';
import { departments, localized, type Category, type Department } from './departments';
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

/** A category as products are drawn for it. */
interface Shelf {
  readonly department: Department;
  readonly category: Category;
  /** Position of the department's first brand. */
  readonly firstBrand: number;
  readonly nounStyles: Float64Array;
  readonly featureStyles: Float64Array;
  /** English titles that stand on the shelf. */
  readonly taken: Set<string>;
}

export function makeCatalogue(parameters: StoreParameters, seed: number): Catalogue {
  return new Assortment(parameters, seed).catalogue;
}

/** A catalogue whose products can make room for others, drawn by the same law. */
export class Assortment {
  readonly catalogue: Catalogue & { readonly ids: string[]; readonly titles: LocalizedText[] };
  readonly #parameters: StoreParameters;
  readonly #seed: number;
  readonly #shelves: readonly Shelf[];
  readonly #brandLevel: Float64Array;

  constructor(parameters: StoreParameters, seed: number) {
    this.#parameters = parameters;
    this.#seed = seed;
    const shelves = departments.flatMap((department) =>
      department.categories.map((category) => ({ department, category })),
    );
    const random = new StoreRandom(seed, purpose.categories, 0);
    const categoryTastes = normals(random, shelves.length * tasteDimensions);
    const categoryAppeal = normals(random, shelves.length).map((value) => 0.35 * value);
    const brandNames = departments.flatMap((department) => department.brands.map(localized));
    const brands = new StoreRandom(seed, purpose.brands, 0);
    const brandTastes = normals(brands, brandNames.length * tasteDimensions);
    this.#brandLevel = normals(brands, brandNames.length);
    this.#shelves = shelves.map(({ department, category }, shelf) => ({
      department,
      category,
      firstBrand: departments
        .slice(0, departments.indexOf(department))
        .reduce((sum, before) => sum + before.brands.length, 0),
      nounStyles: normals(
        new StoreRandom(seed, purpose.categories, shelf + 1),
        category[2].length * styleDimensions,
      ),
      featureStyles: normals(
        new StoreRandom(seed, purpose.brands, shelf + 1),
        category[3].length * styleDimensions,
      ),
      taken: new Set<string>(),
    }));
    const count = parameters.items;
    this.catalogue = {
      ids: [],
      titles: [],
      categoryNames: shelves.map(({ department, category: [name] }) => [
        localized(department.name),
        localized(name),
      ]),
      brandNames,
      category: new Uint16Array(count),
      brand: new Uint16Array(count),
      prices: new Float32Array(count),
      relativePrice: new Float64Array(count),
      appeal: new Float64Array(count),
      quality: new Float64Array(count),
      styles: new Float64Array(count * styleDimensions),
      arrival: new Float64Array(count),
      start: sizes(shelves.length, count, new StoreRandom(seed, purpose.sizes, 0)),
      categoryTastes,
      categoryAppeal,
      brandTastes,
    };
    shelves.forEach((_, shelf) => {
      for (
        let product = this.catalogue.start[shelf]!;
        product < this.catalogue.start[shelf + 1]!;
        product++
      ) {
        this.catalogue.category[product] = shelf;
        this.#draw(product, product);
      }
    });
  }

  /** Puts the product of this number (the first ones count up to `items`) in the place of another, from now on. */
  replace(product: number, number: number): void {
    this.#shelves[this.catalogue.category[product]!]!.taken.delete(this.catalogue.titles[product]!.en);
    this.#draw(product, number);
    this.catalogue.arrival[product] = 0;
  }

  #draw(product: number, number: number): void {
    const all = this.catalogue;
    const shelf = this.#shelves[all.category[product]!]!;
    const [, price, nouns, features, variants] = shelf.category;
    const { department, nounStyles, featureStyles } = shelf;
    const draw = new StoreRandom(this.#seed, purpose.products, number);
    const noun = draw.integer(nouns.length);
    const feature = draw.integer(features.length);
    const maker = Math.min(draw.integer(department.brands.length), draw.integer(department.brands.length));
    const brand = shelf.firstBrand + maker;
    all.brand[product] = brand;
    all.relativePrice[product] = 0.3 * this.#brandLevel[brand]! + 0.35 * draw.normal();
    all.prices[product] = shelfPrice(price * exponential(all.relativePrice[product]));
    all.quality[product] = 0.4 * this.#brandLevel[brand]! + 0.9 * draw.normal();
    all.appeal[product] =
      this.#parameters.popularitySkew * (0.97 * draw.normal() + 0.25 * all.quality[product]);
    for (let dimension = 0; dimension < styleDimensions; dimension++) {
      all.styles[product * styleDimensions + dimension] =
        0.7 * nounStyles[noun * styleDimensions + dimension]! +
        0.5 * featureStyles[feature * styleDimensions + dimension]! +
        0.5 * draw.normal();
    }
    const late = draw.uniform() < this.#parameters.newItems;
    all.arrival[product] = late ? draw.uniform() * 0.95 * this.#parameters.days * 86_400 : 0;
    all.ids[product] = `P${String(10_000 + number)}`;
    const words = [nouns[noun]!, features[feature]!, department.brands[maker]!];
    all.titles[product] = title(words, variants ?? department.variants, draw, shelf.taken);
  }
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
