/**
 * The house's order, from what people see down to what computes. Imports point downwards only.
 * `app`, `cli` and `report` stand side by side: cli composes reports, the page composes reports, nothing else.
 */
const LEVELS = ['lab', 'live', 'evaluation', 'ranking', 'models', 'nn', 'similarity', 'data', 'compute'];

/** Reached from everywhere, reaching nothing. */
const GROUND = ['^src/(errors|language)\\.ts$'];

const upwards = LEVELS.map((level, depth) => ({
  name: `${level}-imports-downwards-only`,
  comment: `${level} may import what stands below it: ${LEVELS.slice(depth + 1).join(', ') || 'nothing but the ground'}.`,
  severity: 'error',
  from: { path: `^src/${level}/` },
  to: {
    path: '^src/',
    pathNot: [...LEVELS.slice(depth).map((name) => `^src/${name}/`), ...GROUND],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upwards,
    {
      name: 'the-ground-imports-nothing',
      comment: 'errors.ts and language.ts are the lowest; language.ts is below errors.ts.',
      severity: 'error',
      from: { path: GROUND },
      to: { path: '^src/', pathNot: GROUND },
    },
    {
      name: 'the-page-reaches-the-engine-through-the-lab-client',
      comment:
        'src/app imports lab/client.ts and pure code (types, schemas, formatting, reports, metric definitions, store parameters); never compute, models or readers at run time.',
      severity: 'error',
      from: { path: '^(src/app/|src/main\\.ts$)' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/app/',
          '^src/report/',
          '^src/lab/(client|experiment|default-experiment|json|keep|parse|phases|check-metrics|schema-errors|seed-summary|url|store|keep)\\.ts$',
          '^src/lab/sweep/(best|importance)\\.ts$',
          '^src/evaluation/metrics\\.ts$',
          '^src/data/store/(parameters|categories)\\.ts$',
          '^src/similarity/(measure-texts|neighbour-path)\\.ts$',
          ...GROUND,
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'reports-are-pure',
      comment: 'src/report turns records into text: it describes runs and models, and runs neither.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: ['^src/(app|cli|live|compute)/', '^src/lab/(client|worker|run|index)\\.ts$'] },
    },
    {
      name: 'nothing-imports-the-page-or-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(app|cli)/', '^src/main\\.ts$'] },
      to: { path: ['^src/(app|cli)/', '^src/main\\.ts$'] },
    },
    {
      name: 'charts-alone-touch-echarts',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/charts/'] },
      to: { path: '^node_modules/(echarts|zrender)/' },
    },
    {
      name: 'node-only-in-the-command-line',
      comment: 'Everything but src/cli runs in a browser.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles-between-houses',
      comment: 'Two files that need each other are one file, or want a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      // The peers' frameworks are installed only by who compares with them.
      from: { path: '^(src|test)/', pathNot: '^test/bench/peers/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-file-that-nobody-uses',
      comment: 'Dead code. Entries: main.ts, the lab’s public index and worker, the command line.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['^src/main\\.ts$', '^src/lab/(index|worker)\\.ts$', '^src/cli/(lab|bench)\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'default', 'node', 'types'],
    },
  },
};
