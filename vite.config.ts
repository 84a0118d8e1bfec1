import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { notebookPages, notebooks } from './notebooks/kit/plugin.ts';

/** A page by itself gets a clock of 5 µs in place of 100 µs: a live update takes 200. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  server: { headers },
  preview: { headers },
  plugins: [notebooks()],
  build: {
    target: 'esnext',
    // ECharts, loaded when the first chart appears, is 573 kB.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: [fileURLToPath(new URL('index.html', import.meta.url)), ...notebookPages()],
      // Reports on slow plugins are for those who write plugins.
      checks: { pluginTimings: false },
    },
  },
  worker: { format: 'es', rollupOptions: { checks: { pluginTimings: false } } },
});
