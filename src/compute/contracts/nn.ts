/** Kernels of the area `nn`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface NnKernels {}
