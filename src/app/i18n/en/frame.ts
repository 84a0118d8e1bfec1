export const frame = {
  skip: 'Skip to the working area',
  places: 'Places',
  going: 'a run is going on',
  inspector: 'Inspector',
  closeInspector: 'Close the inspector',
  dataInUse: 'Data set in use',
  theme: {
    auto: 'Colours follow the system',
    light: 'Light colours',
    dark: 'Dark colours',
  },
};

export const places = {
  data: 'Data',
  experiment: 'Experiment',
  runs: 'Runs',
  live: 'Live',
  reproduce: 'Reproduce',
  reports: 'Reports',
  kernels: 'Kernels',
};

export const placeHelp = {
  data: [
    'A data set is a log of who interacted with what: a user, an item, perhaps a rating and a time a row.',
    'Drop a file anywhere on the window. Nothing leaves this tab: it is read, encoded and kept in memory here.',
    'Rows that cannot be read are listed with their line and the reason; they are never dropped in silence.',
  ],
  experiment: [
    'An experiment says which data, how it is split, which model with which parameters, and what is measured. The same JSON runs here, in a notebook and on the command line.',
    'Choose a field to see what it means. A bar at its left marks a value that differs from the default.',
    'Press Run: the courses appear at the right while the model learns.',
  ],
  runs: [
    'Every run kept in this browser. Tick several to overlay their courses and see only the parameters that differ.',
    'Pin one as the baseline and the others are measured against it.',
  ],
  live: [
    'A replay sends the data set past several models in order of time. Before every event each model recommends and predicts; then it is judged by what the user really did; then it learns.',
    'All models see the same events, so their hits can be compared pair by pair. Curves are means over the last events.',
    'Users the stream has not met yet are not judged for ranking: there is nothing to go by.',
    'In the shop you are the shopper: every click changes the shelves at once, each place is explained, and every act can be taken back.',
  ],
  reproduce: [
    'Published figures as experiments: the same data, split, model and measure as their source says.',
    'Give the folder of data sets, or the files a table names. A row is reproduced when ours lies within its tolerance; misses stay in the list.',
    'Where a row says that settings were tuned, they were chosen on a validation part, and the test part was used once.',
  ],
  reports: [
    'A report holds the result, its intervals, the definitions of the metrics, the set-up and the environment: what a reviewer needs to check it.',
    'The HTML file stands alone: figures are inline SVG, no script, no request.',
  ],
  kernels: [
    'What the device is, what it allows, and which way of computing was fastest on it.',
    'Times are the least of a few runs at sizes that stand for a class; larger sizes are measured at the greatest of them.',
  ],
};

export const device = {
  title: 'Device',
  opening: 'Opening the device…',
  failed: 'No device',
  software: (name: string) => `Software adapter: ${name}`,
  cpu: (reason: string | null): string =>
    reason === 'chosen' ? 'CPU (chosen)' : reason === 'no-adapter' ? 'CPU, no adapter' : 'CPU, no WebGPU',
  kinds: {
    gpu: 'The models run on the graphics card, through WebGPU.',
    software:
      'WebGPU runs in software on the CPU here. Results are the same; it is many times slower than a graphics card.',
    cpu: 'The models run on the CPU in JavaScript. Results are the same; it is many times slower than a graphics card.',
  },
  reasons: {
    'no-webgpu':
      'This browser offers no WebGPU. Use Chrome 113 or later, and open this page over https or from localhost.',
    'no-adapter':
      'WebGPU found no adapter. Turn on hardware acceleration in chrome://settings/system, then look at chrome://gpu.',
    chosen: 'You chose the CPU.',
  },
  wayOut:
    'For a real graphics card: turn on hardware acceleration in chrome://settings/system, update the driver, then look at chrome://gpu.',
  adapter: 'Adapter',
  largestBuffer: 'Largest buffer',
  features: 'Features',
  choose: 'The CPU backend computes in 64-bit sums and serves to check the GPU.',
  useCpu: 'Use the CPU',
  useGpu: 'Try the GPU again',
  busy: 'A run is using the device. It can be changed when the run is over.',
};

export const errors = {
  line: (line: number) => `line ${line}`,
  column: (column: string) => `column ${column}`,
  bug: (message: string) => `This is a fault in Cofilter, not in your work: ${message}`,
};
