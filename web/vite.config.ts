import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `weft serve` that the development server speaks to.
const server = process.env.WEFT_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: Number(process.env.WEFT_PORTAL_PORT ?? 5173),
    proxy: { '/api': server, '/healthz': server },
  },
  preview: {
    host: '127.0.0.1',
    port: Number(process.env.WEFT_PORTAL_PORT ?? 4173),
    proxy: { '/api': server, '/healthz': server },
  },
  build: {
    target: ['es2023', 'chrome120', 'firefox121', 'safari17.4'],
    manifest: true, // tests/weight.test.ts adds up what a page loads
    chunkSizeWarningLimit: 400,
    assetsInlineLimit: 2048,
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'] },
});
