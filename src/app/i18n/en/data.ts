import { counted } from './counted';

export const data = {
  sourceName: (name: string) =>
    name === 'simulated' || name === 'simulated store'
      ? 'Simulated store'
      : name === 'text'
        ? 'Pasted rows'
        : name,
  counts: (users: string, items: string, interactions: string) =>
    `${counted(users, 'user')}, ${counted(items, 'item')}, ${counted(interactions, 'interaction')}`,
  reading: (name: string) => `Reading ${name}…`,
  dropHere: 'Drop to read this file',
  dropHint:
    'Drop a log anywhere on this window: CSV, TSV, MovieLens, JSON Lines, RecBole, Parquet, also in .zip or .gz. A test file dropped with it makes a predefined split; a file of its items (u.item, movies.csv) or of trust links is read too.',
  chooseFile: 'Choose a file…',
  choose: 'Choose…',
  paste: 'Paste rows…',
  useStore: 'Use the built-in store',
  storeParameters: 'Parameters of the simulated store',
  kept: 'The data set loaded before stays in use.',
  pasteTitle: 'Paste rows',
  pasteHelp: 'One interaction a row: user, item, and if you have them rating and time.',
  pasteCancel: 'Cancel',
  pasteTake: 'Read these rows',

  readAs: 'How the source is read',
  format: 'Format',
  delimiter: 'Delimiter',
  encoding: 'Encoding',
  header: 'Header row',
  auto: 'automatic',
  autoFound: (found: string) => `automatic: ${found}`,
  delimiterName: (delimiter: string) =>
    ({ ',': 'comma', '\t': 'tab', ';': 'semicolon', ' ': 'space' })[delimiter] ?? delimiter,
  preview: 'First rows and what each column is taken for',
  column: (number: number) => `Column ${number}`,
  takenFor: (column: string) => `${column} is taken for`,
  unused: 'not used',
  roles: { user: 'user', item: 'item', rating: 'rating', timestamp: 'time' },

  rejected: (count: string) => `${counted(count, 'row')} rejected`,
  line: 'Line',
  why: 'Reason',
  columnHead: 'Column',
  rowText: 'Row',
  firstRows: (count: number) => `The first ${count} are shown.`,
  reason: (reason: string) =>
    ({
      'too-few-fields': 'too few fields',
      'too-many-fields': 'too many fields',
      'empty-user': 'no user',
      'empty-item': 'no item',
      'rating-not-a-number': 'rating is not a number',
      'timestamp-not-a-number': 'time is not a number',
      'missing-quote': 'quote is not closed',
      'line-too-long': 'line too long',
      'not-json': 'not valid JSON',
      cancellation: 'cancelled order',
      'not-a-product': 'not a product',
      'quantity-not-positive': 'quantity not above zero',
      'price-not-positive': 'price not above zero',
    })[reason] ?? reason,

  users: 'Users',
  items: 'Items',
  interactions: 'Interactions',
  density: 'Density',
  medianPerUser: 'Median per user',
  medianPerItem: 'Median per item',
  gini: 'Gini of popularity',
  meanRating: 'Mean rating',
  span: 'Time span',
  fromTo: (from: string, to: string) => `${from} – ${to}`,
  longTail: 'Long tail',
  perUser: 'Users by activity',
  perItem: 'Items by popularity',
  ratings: 'Ratings',
  overTime: 'Interactions over time',
  head: 'Share held by the most popular items',
  headItems: 'Most popular',
  headShare: 'Share',
  top: (percent: number) => `${percent}% of items`,
  interactionsAxis: 'interactions',
  rankAxis: 'rank',
  ratingAxis: 'rating',
  timeAxis: 'time (UTC)',
};
