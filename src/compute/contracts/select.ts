/** Kernels of the area `select`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface SelectKernels {}
