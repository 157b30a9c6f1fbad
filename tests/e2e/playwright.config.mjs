// Journeys through the built page. `cargo xtask test journeys` serves it and calls this.
import { defineConfig } from '@playwright/test';
import { browser, page } from './environment.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: 'journeys/**/*.spec.mjs',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  // A journey that passes at the second try hides a race: no retries.
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...page,
    ...browser,
    // Snapshots of the page tell what was on it, without a picture of every frame.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
});
