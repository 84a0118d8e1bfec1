import { similarityKey, thresholdOf } from '../compute/cpu/knn-predict';

/**
 * Positions of the k greatest positive similarities, ascending, as the prediction kernel chooses them: similarities
 * that agree to 2⁻²⁰ are ties, and ties go to those who come first.
 */
export function chooseNearest(similarities: Float32Array, k: number): number[] {
  const keys = Uint32Array.from(similarities, similarityKey);
  const threshold = thresholdOf(keys, keys.length, k);
  let room = k - keys.filter((key) => key > threshold).length;
  return [...keys.keys()].filter((i) => {
    const key = keys[i]!;
    return key > 0 && (key > threshold || (key === threshold && room-- > 0));
  });
}
