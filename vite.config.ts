import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { notebookPages, notebooks } from './notebooks/kit/plugin.ts';

export default defineConfig({
  plugins: [notebooks()],
  build: {
    target: 'esnext',
    rollupOptions: { input: [fileURLToPath(new URL('index.html', import.meta.url)), ...notebookPages()] },
  },
  worker: { format: 'es' },
});
