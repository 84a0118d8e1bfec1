/** Kernels of the area `similarity`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface SimilarityKernels {}
