import type { Dataset } from '../data/dataset';
import type { PairLearner, PairTraining } from '../nn/pair-program';
import { knownItems } from './features-of';
import { PairRecommender } from './pair-model';

/**
 * A recommender whose network knows users and items by their features too. Items that nobody has chosen yet are never
 * drawn as negatives: the network would learn to turn down what it is there to place.
 */
export abstract class FeatureRecommender<N extends PairLearner> extends PairRecommender<N> {
  protected override changes(train: Dataset): Partial<PairTraining> {
    return { drawn: knownItems(train) };
  }
}
