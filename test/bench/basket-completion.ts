/**
 * Basket completion on Online Retail, all baskets of the last fifth: how often an item that was taken out of a basket
 * is among ten proposed by what goes with the others, and by popularity; with McNemar's exact test.
 *
 *   npx tsx test/bench/basket-completion.ts        COFILTER_DATASETS: the folder of the data sets
 */
import { binomialTest } from '../../src/live/mcnemar';
import { completeBaskets } from '../published/basket-completion';

const { judged, together, popular, onlyTogether, onlyPopular } = completeBaskets(1);
const rate = (hits: number) => {
  const share = hits / judged;
  return `${share.toFixed(4)} (standard error ${Math.sqrt((share * (1 - share)) / judged).toFixed(4)})`;
};
console.log(`${judged} baskets`);
console.log(`what goes with the basket: hit rate@10 ${rate(together)}`);
console.log(`popularity: hit rate@10 ${rate(popular)}`);
console.log(
  `only the first ${onlyTogether}, only popularity ${onlyPopular}, p ${binomialTest(onlyTogether, onlyPopular)}`,
);
