/** What a shopper turned. All act at once, on the next list. */
export interface SessionControls {
  /** Towards items unlike anything in the history (−1 to 1; 0 leaves the order alone). */
  readonly novelty: number;
  /** 0: order by score alone, towards 1: as different as can be. */
  readonly diversity: number;
  /** Towards what many have (1) or few have (−1). */
  readonly popularity: number;
  /** Towards the dear (1) or the cheap (−1) end of each category. */
  readonly price: number;
  /** How much weaker an item stands for being like a hidden one: 0 not at all. */
  readonly lessLikeHidden: number;
  /** Towards items of a category (up to 1) or away from them (down to −1), by its name. */
  readonly categories: Readonly<Record<string, number>>;
}

export const NO_CONTROLS: SessionControls = {
  novelty: 0,
  diversity: 0,
  popularity: 0,
  price: 0,
  lessLikeHidden: 1,
  categories: {},
};
