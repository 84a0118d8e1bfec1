/** Loads every kernel wrapper, so that `Kernel.all` holds each variant with its constants. Bundled by Vite. */
import { Kernel } from '../../src/compute/webgpu/kernel';

import.meta.glob('../../src/compute/webgpu/kernels/*.ts', { eager: true });
const files = import.meta.glob<string>('../../shaders/**/*.wgsl', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Every shader's text by its path from the project's root. */
export const shaders: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.replace('../../', ''), text]),
);

export const kernels: readonly Kernel[] = Kernel.all;
