/** Kernels of the area `optim`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface OptimKernels {}
