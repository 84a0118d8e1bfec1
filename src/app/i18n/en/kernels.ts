export const kernels = {
  intro:
    'All mathematics runs in hand-written kernels. Some can be computed in several ways; which is fastest depends on the device and on the sizes, so it is measured here, once a class of sizes, and remembered for this device.',
  kind: 'Kind',
  variants: 'Variants',
  oneWay: 'On the CPU every kernel has one way.',
  bits: 'Before a variant is timed, its result is compared: only those that give the very bits of the standard one can be chosen. A choice changes times, never results; a run’s record names the variants it used.',
  measure: 'Measure now',
  again: 'Measure again',
  measuring: 'Measuring…',
  none: 'Nothing was measured on this device yet. The first training of a neural network does it by itself (factor models such as mf have no matrix products to measure); you can do it now.',
  caption: (family: string) =>
    family === 'gemm' ? 'Matrix products (gemm): milliseconds a run' : `${family}: milliseconds a run`,
  shape: 'Sizes: rows × columns × terms',
  chosen: 'Chosen',
  otherBits: 'other bits',
  variant: (name: string) =>
    ({
      block: '4×4 block',
      row: '1×4 row',
      wide: '16×16 blocks',
      tiled: 'workgroup tiles',
      quad: 'quads share loads',
    })[name] ?? name,
};
