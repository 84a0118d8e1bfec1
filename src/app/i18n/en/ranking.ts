import { counted } from './counted';

export const ranking = {
  title: 'Ranking',
  help: 'What orders the candidates that the sources found. A network learns it from the latest events: what was known before each, and what was taken.',
  by: { weighted: 'weighted sum of the sources', network: 'trained network' },
  train: 'Train a ranking network',
  trainAgain: 'Train it anew',
  stop: 'Stop',
  settings: 'Training',
  fields: {
    lists: { label: 'Latest events', help: 'A list is made for each, as a shop that was open then.' },
    layers: { label: 'Hidden layers', help: 'Widths, with commas between them.' },
    epochs: { label: 'Epochs', help: 'At most; it ends when the watched lists gain no more.' },
    learningRate: { label: 'Learning rate', help: 'Step size of Adam.' },
    weightDecay: { label: 'Weight decay', help: 'Pull of the weights towards zero.' },
    negatives: { label: 'Negatives', help: 'Candidates of a list that what was taken is compared with.' },
  },
  phases: {
    embedding: 'The embedding learns the history…',
    lists: 'The past is gone through…',
    waiting: 'Waiting for the device…',
    training: 'Training…',
  },
  progress: (done: string, total: string) => `${done} of ${total}`,
  lossOf: 'Training loss of the network',
  epoch: 'epoch',
  loss: 'loss',
  onWatched: (cutoff: string) => `NDCG@${cutoff} on the watched lists`,
  judged: (judged: string, training: string, validation: string) =>
    `On ${judged} later lists; ${training} were learned from, ${validation} watched.`,
  order: 'Ordered by',
  recall: (all: string, own: string) =>
    `${all} of the lists hold what was taken (${own} without the embedding); no order can hit more.`,
  test: (network: string, weighted: string, p: string, ndcg: string) =>
    `Only the network hit ${network} lists, only the weighted sum ${weighted}: p ${p} (McNemar); NDCG: p ${ndcg} (Wilcoxon).`,
  importance: 'What the network owes to which features',
  importanceHelp: 'NDCG lost where these features are dealt anew among the candidates of each list.',
  parameters: (count: string) => `${count} parameters`,
  sourcePlace: (rank: string, share: string) => `place ${rank}, ${share} of its best`,
  shares: 'What the network makes of it',
  sharesHelp: 'Exact Shapley values: what each adds to the score beside the candidates’ mean.',
  learns: 'goes on learning from clicks',
  learnsHelp:
    'Each look, cart or purchase on its list teaches it, after the next list is there: what was taken is set beside what stood above it and just below. What is taken back leaves no trace.',
  learned: (lists: string, steps: string) => `${counted(lists, 'list')} learned, ${counted(steps, 'step')}.`,
  learningNow: (lists: string) => `${lists} more to learn.`,
  latestLoss: (lists: string, loss: string, trained: string) =>
    `Mean loss of the latest ${counted(lists, 'list')}, each before it was learned: ${loss}; without what clicks taught, ${trained}.`,
  unlearn: 'Forget what clicks taught',
  trainedOn: (when: string) => `Trained on ${when}.`,
  trainedElsewhere: (when: string, data: string) => `Trained on ${when}, on other data: ${data}.`,
  kept: 'Kept in this browser for these data',
  keptOffer: (when: string) =>
    `A ranking network for these data is kept in this browser, trained on ${when}:`,
  keptFigures: (cutoff: string, ndcg: string, weighted: string) =>
    `NDCG@${cutoff} ${ndcg} against ${weighted} by the weighted sum.`,
  keptLearned: (lists: string) => `It has learned ${counted(lists, 'list')} of clicks since.`,
  use: 'Use it',
  useOf: (when: string) => `Use it: trained on ${when}`,
  inUse: 'in use',
  forget: 'Forget it',
  forgetOf: (when: string) => `Forget it: trained on ${when}`,
  forgotten: (when: string) => `The network trained on ${when} was forgotten.`,
  takeBack: 'Take that back',
  later: 'Not now',
  save: 'Save to a file',
  load: 'Load from a file',
  notKept: (why: string) =>
    `This network could not be kept in this browser (${why}). It is gone when the page is left: save it to a file.`,
};
