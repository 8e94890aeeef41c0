import { defineConfig } from 'vite';

/** Address of a running planner for `npx vite web`; the built page is served by the planner itself. */
const api = process.env['CUNDA_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // A strict content policy allows no data: scripts or fonts, so every asset stays a file.
    assetsInlineLimit: 0,
    // The map library is one chunk of about 1 MB, loaded after the first paint.
    chunkSizeWarningLimit: 1600,
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: { '/v1': api, '/docs': api, '/openapi.json': api } },
});
