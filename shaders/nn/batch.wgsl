// The words of a batch tensor (see `Batch` in src/compute/contracts/nn.ts); put in front of a kernel's code.
// Left undeclared here: `batch`, the array itself, because its access and binding differ.

const STEP_OF_RUN = 0u;
const STEP_OF_EPOCH = 1u;
const FIRST = 2u;
const COUNT = 3u;
const ROWS = 4u;
const HEADER = 8u;
