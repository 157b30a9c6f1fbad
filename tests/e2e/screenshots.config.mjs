// Writes docs/screenshots from the built page: `cargo xtask screenshots`.
import { defineConfig } from '@playwright/test';
import { browser, page } from './environment.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots/**/*.spec.mjs',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  reporter: 'list',
  use: { ...page, ...browser },
});
