import { counted } from './counted';

export const form = {
  reset: (value: string) => `Back to the default: ${value}`,
  slider: (label: string) => `${label}, slider`,
  none: 'none',
  yes: 'yes',
  no: 'no',
  default: 'Default',
  range: 'Range',
  between: (low: string, high: string) => `${low} to ${high}`,
};

export const experiment = {
  run: 'Run',
  file: 'File',
  open: 'Open an experiment…',
  save: 'Save as JSON',
  link: 'Copy a link',
  copied: 'Link copied.',
  json: 'Experiment as JSON',
  issues: (count: number) =>
    count === 1 ? 'One thing to mend before it can run:' : `${count} things to mend before it can run:`,
  data: 'Data',
  split: 'Split',
  model: 'Model',
  training: 'Training',
  evaluation: 'Evaluation',
  changeData: 'Change',
  noParameters: 'This model has no parameters.',
  tasks: 'Tasks',
  task: { rating: 'rating prediction', ranking: 'ranking' },
  paper: 'Paper',
  trainingSummary: (epochs: string, optimizer: string) => `${counted(epochs, 'epoch')}, ${optimizer}`,
  ownSteps: 'the model’s own steps',
  optimizerDetails: 'Details of the optimizer',
  noEarlyStopping: 'off',
  sampledNote:
    'Sampled candidates can put models in another order than full ranking does (Krichene & Rendle 2020). The figures carry a mark.',
};

export const metrics = {
  better: 'Better',
  higher: 'higher',
  lower: 'lower',
  source: 'Source',
};

export const workedExample = {
  title: 'A worked example',
  question:
    'Two neighbours have similarity 0.8 and 0.2 and gave the item 4 and 2. What will the user give it?',
  normalised:
    'The textbook divides the weighted sum by the similarities, so that the result is a rating again:',
  without: (value: string) =>
    `Without the denominator it is none: it shrinks with the similarity. An example in circulation multiplies by 0.8 instead and prints 3.52; its own arithmetic gives ${value}.`,
};
