interface Ratios {
  /** Share of all interactions that is held out, 0 to 1. */
  readonly testRatio: number;
  /** Share of what is left for training that is held out for validation, by the same protocol. */
  readonly validationRatio: number;
}

/** How interactions are held out: the experiment's `split`, defaults filled in. */
export type SplitSpec =
  | ({ readonly protocol: 'random' } & Ratios)
  | ({ readonly protocol: 'random-per-user'; readonly flavour?: RandomPerUserFlavour } & Ratios)
  | ({ readonly protocol: 'temporal' } & Ratios)
  | ({ readonly protocol: 'temporal-per-user' } & Ratios)
  | { readonly protocol: 'leave-one-out'; readonly validation: boolean }
  | {
      readonly protocol: 'k-fold';
      readonly folds: number;
      /** Default 1 */
      readonly repeats?: number;
      readonly validationRatio: number;
    }
  | ({
      readonly protocol: 'sliding-window';
      /** Windows one after another, the last one at the end of the data. */
      readonly windows: number;
      /** Share of all interactions right before a window that it learns from; null: the whole past. */
      readonly trainRatio: number | null;
    } & Ratios)
  | ({
      readonly protocol: 'cold-items';
      /** Share of the items that are held out whole; `testRatio` is of the interactions with the others, and may be 0. */
      readonly itemRatio: number;
    } & Ratios)
  | {
      readonly protocol: 'predefined';
      readonly testPath: string;
      readonly validationPath?: string | undefined;
      readonly validationRatio: number;
    };

/**
 * `shuffle`: each user's interactions are shuffled and the ratio of them, rounded, is held out.
 * `recommenders`: the published comparison of recommenders-team on ML-100K: one uniform number a row in file order,
 * rows ranked by (item, number), in train while rank ≤ round(trainRatio · count of the item). It keeps the ratio per
 * *item*, whatever its name; with seed 42 and 0.25 it gives their 75,066 / 24,934.
 */
export type RandomPerUserFlavour = 'shuffle' | 'recommenders';
