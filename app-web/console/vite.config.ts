/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  // Put by the build into each tag of index.html; the server replaces it in each answer by a fresh one.
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  esbuild: { jsx: 'automatic' },
  build: {
    target: 'es2023',
    // Nothing may be written into the page as data: or inline: the server's Content-Security-Policy refuses both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/branding.json', '/.well-known'].map((path) => [path, process.env.CONSOLE_SERVER ?? 'http://127.0.0.1:8080']),
    ),
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/test-setup.ts'], testTimeout: 30_000 },
});
