// What Lighthouse says of the first screen on an emulated phone: accessibility and best practices are whole, nothing jumps.
// Its speed is told, not judged: machines are noisy.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { expect, test } from '@playwright/test';
import { browser } from '../environment.mjs';

test('Lighthouse finds nothing to mend in accessibility and best practices', async ({ baseURL }, info) => {
  test.setTimeout(180_000);
  const { executablePath, args } = browser.launchOptions;
  const chrome = await launch({ chromePath: executablePath, chromeFlags: [...args, '--headless=new'] });
  try {
    // Not searched for by machines: a private page needs no robots.txt.
    const onlyCategories = ['performance', 'accessibility', 'best-practices'];
    const { lhr } = await lighthouse(baseURL, { port: chrome.port, output: 'json', logLevel: 'error', onlyCategories });
    const score = (category) => lhr.categories[category].score;
    const failed = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0);
    const told = `performance ${Math.round(score('performance') * 100)}, first contentful paint ${lhr.audits['first-contentful-paint'].displayValue}`;
    info.annotations.push({ type: 'Lighthouse', description: told });
    console.log(`  Lighthouse, phone: ${told}`);
    expect.soft(failed.map(({ id }) => id)).toEqual([]);
    expect(score('accessibility')).toBe(1);
    expect(score('best-practices')).toBe(1);
    expect(lhr.audits['cumulative-layout-shift'].numericValue).toBeLessThanOrEqual(0.1);
  } finally {
    await chrome.kill();
  }
});
