import type { Shop, ShopQuestions } from './api';

/** The page's side of a shop that is open in the worker: every question is one call. */
export function shopHandle(
  id: string,
  ask: (question: keyof ShopQuestions, parameters: readonly unknown[]) => Promise<unknown>,
  close: () => Promise<void>,
): Shop {
  const question =
    <Q extends keyof ShopQuestions>(name: Q) =>
    (...parameters: Parameters<ShopQuestions[Q]>) =>
      ask(name, parameters) as ReturnType<ShopQuestions[Q]>;
  return {
    id,
    describe: question('describe'),
    shoppers: question('shoppers'),
    promotable: question('promotable'),
    enter: question('enter'),
    act: question('act'),
    details: question('details'),
    checkOut: question('checkOut'),
    introduce: question('introduce'),
    withdraw: question('withdraw'),
    undo: question('undo'),
    actByTruth: question('actByTruth'),
    set: question('set'),
    regret: question('regret'),
    diversity: question('diversity'),
    trainRanking: question('trainRanking'),
    ranking: question('ranking'),
    stopRanking: question('stopRanking'),
    unlearnClicks: question('unlearnClicks'),
    saveRanking: question('saveRanking'),
    loadRanking: question('loadRanking'),
    why: question('why'),
    search: question('search'),
    ask: question('ask'),
    compare: question('compare'),
    crowd: question('crowd'),
    refit: question('refit'),
    close,
  };
}
