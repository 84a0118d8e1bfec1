/** A field of the experiment: its label, what it means, a formula, the names of its options. */
export interface FieldWords {
  readonly label: string;
  readonly help: string;
  readonly formula?: string;
  readonly options?: Readonly<Record<string, string>>;
}

const words = {
  name: { label: 'Name of the run', help: 'Shown in lists, charts and the report.' },
  seed: {
    label: 'Seed',
    help: 'Fixes every random choice: split, initial weights, batches, sampled candidates, bootstrap. Equal experiment, data and adapter give equal metrics, bit for bit.',
  },
  'data.format': { label: 'Format', help: 'How the file is laid out.' },
  'data.feedback': {
    label: 'Feedback',
    help: 'Explicit: the ratings are used as they are. Implicit: an interaction counts as 1, ratings are left aside.',
    options: { explicit: 'explicit (ratings)', implicit: 'implicit' },
  },
  'data.itemsPath': {
    label: 'Item titles',
    help: 'A file with titles, categories, brands and prices of the items, e.g. u.item or movies.csv.',
  },
  'data.trustPath': {
    label: 'Trust between users',
    help: 'A file with a user, whom they trust (or follow), and how far, a line each: for social-knn and social-mf.',
  },
  'data.duplicates': {
    label: 'Repeated pairs',
    help: 'What stands for a user and an item that meet more than once.',
    options: { last: 'keep the last', first: 'keep the first', mean: 'mean rating', sum: 'sum of ratings' },
  },
  'data.filters.minUserInteractions': {
    label: 'Least per user',
    help: 'Users with fewer interactions are left out. Applied with the other filters until nothing changes (a core).',
  },
  'data.filters.minItemInteractions': {
    label: 'Least per item',
    help: 'Items with fewer interactions are left out. Applied with the other filters until nothing changes (a core).',
  },
  'data.filters.minRating': {
    label: 'Least rating',
    help: 'Interactions rated lower are left out before anything else is counted.',
  },
  'split.protocol': {
    label: 'Protocol',
    help: 'Which interactions are held out. A random split lets a model learn from what came later; a temporal one does not, but leaves cold users.',
    options: {
      random: 'random',
      'random-per-user': 'random per user',
      temporal: 'temporal, one time for all',
      'temporal-per-user': 'temporal per user',
      'leave-one-out': 'leave one out (last)',
      'k-fold': 'k-fold',
      'sliding-window': 'sliding time windows',
      'cold-items': 'whole items (cold start)',
      predefined: 'predefined files',
    },
  },
  'split.testRatio': {
    label: 'Test share',
    help: 'Share of the interactions that is held out for the final figures.',
  },
  'split.itemRatio': {
    label: 'Cold items',
    help: 'Share of the items that are held out whole, so that nothing is learned of them. Figures of warm and cold items are reported apart.',
  },
  'split.validationRatio': {
    label: 'Validation share',
    help: 'Share held out for the curves during training and for early stopping. It is never part of the final figures.',
  },
  'split.validation': {
    label: 'Hold out a second',
    help: 'The last but one interaction of each user becomes the validation part.',
  },
  'split.folds': {
    label: 'Folds',
    help: 'The data is cut into this many parts; each is the test part once, and the figures are the mean over them.',
  },
  'split.repeats': {
    label: 'Repeats',
    help: 'The folds are drawn anew this many times; the figures are the mean over all of them.',
  },
  'split.windows': {
    label: 'Windows',
    help: 'Slices at the end of the data, one after another. Each is tested once, after learning from what came before it.',
  },
  'split.trainRatio': {
    label: 'Learns from',
    help: 'Share of all interactions, right before a window, that it learns from. Empty: the whole past.',
  },
  'split.flavour': {
    label: 'Way of drawing',
    help: 'Which published program the draw follows to the row: a plain shuffle per user, or the stratified draw of recommenders-team.',
    options: { shuffle: 'shuffle', recommenders: 'recommenders-team' },
  },
  'split.exclusive': {
    label: 'Take test rows out',
    help: 'Some published training files still hold the rows of their test file. On: those rows are taken out of the training part.',
  },
  'split.testPath': {
    label: 'Test file',
    help: 'The interactions of the test part, in the same layout as the data.',
  },
  'split.validationPath': {
    label: 'Validation file',
    help: 'The interactions of the validation part, if there is one.',
  },
  'training.epochs': { label: 'Epochs', help: 'Passes over the training part.' },
  'training.batchSize': {
    label: 'Batch size',
    help: 'Rows (or interactions) in one step of the optimizer. Larger batches use the GPU better and take fewer steps.',
  },
  'training.loss': {
    label: 'Loss',
    help: 'What training makes small. Squared error suits ratings; cross-entropy suits implicit feedback and outputs between 0 and 1.',
    formula: 'MSE = Σ (ŷ − y)² / n\nBCE = −Σ (y·log ŷ + (1 − y)·log(1 − ŷ)) / n',
    options: { mse: 'mean squared error', bce: 'binary cross-entropy' },
  },
  'training.optimizer.name': {
    label: 'Optimizer',
    help: 'SGD takes a step along the gradient. Adagrad and RMSprop divide each step by the root of the squared gradients so far (all of them, or lately); Adam does so with running moments (Kingma & Ba 2015). AdamW applies the model’s weight decay to the weights themselves, not through the gradient (Loshchilov & Hutter 2019).',
    formula:
      'SGD: θ ← θ − η·v, v ← μ·v + g\nAdagrad: θ ← θ − η·g/(√s + ε), s ← s + g²\nRMSprop: θ ← θ − η·g/(√s + ε), s ← ρ·s + (1 − ρ)·g²\nAdam: θ ← θ − η·m̂/(√v̂ + ε)',
    options: { sgd: 'SGD', adagrad: 'Adagrad', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' },
  },
  'training.optimizer.learningRate': {
    label: 'Learning rate',
    help: 'Length η of a step. Too large and the loss jumps or grows; too small and nothing moves.',
  },
  'training.optimizer.momentum': {
    label: 'Momentum',
    help: 'Share μ of the last step that is carried over.',
    formula: 'v ← μ·v + g',
  },
  'training.optimizer.nesterov': {
    label: 'Nesterov momentum',
    help: 'Takes the gradient’s step from where the momentum leads (Sutskever et al. 2013).',
    formula: 'θ ← θ − η·(g + μ·v)',
  },
  'training.optimizer.rho': {
    label: 'ρ',
    help: 'Share of the mean square that is kept from step to step.',
    formula: 's ← ρ·s + (1 − ρ)·g²',
  },
  'training.optimizer.beta1': {
    label: 'β₁',
    help: 'Decay of the running mean of the gradient.',
    formula: 'm ← β₁·m + (1 − β₁)·g',
  },
  'training.optimizer.beta2': {
    label: 'β₂',
    help: 'Decay of the running mean of its square.',
    formula: 'v ← β₂·v + (1 − β₂)·g²',
  },
  'training.optimizer.epsilon': { label: 'ε', help: 'Keeps the division from zero.' },
  'training.schedule': {
    label: 'Schedule',
    help: 'How the learning rate moves over the run. Warm-up: up over the first twentieth. Step: a tenth after half of the run, a hundredth after three quarters. One cycle: from 1/25 up over 30 %, then down by a cosine (Smith & Topin 2019).',
    options: {
      constant: 'constant',
      linear: 'linear to 0',
      cosine: 'cosine to 0',
      'warm-up': 'warm-up, then constant',
      'warm-up-cosine': 'warm-up, then cosine',
      step: 'steps',
      'one-cycle': 'one cycle',
    },
  },
  'training.clipNorm': {
    label: 'Clip gradients at norm',
    help: 'Where the gradients of a step together are longer than this, all shrink by one factor; their direction stays (Pascanu et al. 2013). Empty: no clipping.',
    formula: 'g ← g · min(1, c/‖g‖)',
  },
  'training.norms': {
    label: 'Measure norms',
    help: 'Measures each epoch how long the gradients are (mean of the steps, before clipping) and the weights. Costs a little time at each step; changes nothing that is learned.',
    formula: '‖g‖ = √Σ g²',
  },
  'training.earlyStopping': {
    label: 'Early stopping',
    help: 'Ends training when the metric on the validation part has not improved for some epochs, and keeps the best state. Needs a validation part.',
  },
  'training.earlyStopping.patience': {
    label: 'Patience',
    help: 'Epochs without improvement before training ends.',
  },
  'evaluation.task': {
    label: 'Task',
    help: 'Rating: predict the held-out ratings. Ranking: put the held-out items high on a list of all items.',
    options: { rating: 'rating prediction', ranking: 'ranking' },
  },
  'evaluation.metrics': { label: 'Metrics', help: 'What is measured on the held-out part.' },
  'evaluation.cutoffs': {
    label: 'Cutoffs',
    help: 'Lengths k of the list at which the metrics are taken, e.g. 10, 20.',
  },
  'evaluation.candidates': {
    label: 'Candidates',
    help: 'Among which items the held-out ones are ranked. All items is the honest default.',
    options: {
      all: 'all items',
      sampled: 'sampled items',
      popularity: 'sampled by popularity',
      listed: 'listed in a file',
    },
  },
  'evaluation.candidates.listPath': {
    label: 'Candidate file',
    help: 'A line a user: the user, then the items among which the held-out ones are ranked. NCF’s form, with (user,item) first, is read too.',
  },
  'evaluation.candidates.sampled': {
    label: 'Sampled a user',
    help: 'Items drawn beside the held-out ones for each user.',
  },
  'evaluation.relevance': {
    label: 'Relevant from',
    help: 'Least rating that counts as relevant. Empty: every held-out interaction counts; accuracy takes the mean rating of the training part.',
  },
  'evaluation.excludeSeen': {
    label: 'Leave out seen',
    help: 'Items of the training part are taken off the lists, as a shop would do.',
  },
  'evaluation.baselines': {
    label: 'Baselines',
    help: 'Fits popularity and the bias model on the same split, so that the figure has something to stand against.',
  },
  'evaluation.strongBaselines': {
    label: 'Strong baselines',
    help: 'Fits item k-NN and, for ranking, EASE too, with their default settings, and tests the model against every baseline user by user. Takes their time as well.',
  },
} satisfies Record<string, FieldWords>;

export type FieldPath = keyof typeof words;

export const fields: Readonly<Record<FieldPath, FieldWords>> = words;
