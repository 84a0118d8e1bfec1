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
  learned: (lists: string, steps: string) => `${lists} lists learned, ${steps} steps.`,
  learningNow: (lists: string) => `${lists} more are being learned.`,
  latestLoss: (lists: string, loss: string, trained: string) =>
    `Loss of the latest ${lists}, before each was learned: ${loss}; without what clicks taught, ${trained}.`,
  unlearn: 'Forget what clicks taught',
};
