/** Shown by `--help`, and where a command line cannot be understood. */
export const USAGE = `Cofilter on the command line: the same lab as the page, in headless Chrome.

  npm run lab -- run [EXPERIMENT.json]      run one experiment (without a file: the built-in one)
  npm run lab -- sweep SPACE.json           search a space of parameters on the validation part
  npm run lab -- replay STREAM.json         models that learn from a stream, judged event by event
  npm run lab -- reproduce [NAME]           published set-ups, each figure judged (without a name: all)
  npm run lab -- models                     every model, its parameters as JSON Schema
  npm run lab -- data FILE                  what the reader sees: columns, counts, rejected rows

  --data DIR        where relative paths of the experiment begin (default: the experiment's own folder)
  --out DIR         write run.json, report.html, report.md, history.csv, the lists and the fitted model
  --json            print one JSON value on stdout and nothing else there
  --backend NAME    auto (default: WebGPU where there is an adapter), webgpu or cpu
  --adapter NAME    auto (default: the machine's GPU where Chrome offers it), gpu or software
  --language NAME   en (default) or zh: reports and error messages
  --help            this text

An EXPERIMENT of "-" is read from the standard input.
Exit code: 0 done, 2 the experiment, the data or the command line is invalid, 1 anything else.
`;
