// The finance of a sample case in pictures: the ranking, one channel opened, the combination, policies, the guidance, the
// rules with a station's pack: docs/screenshots/<part>-<variant>.png.
import { test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';

const SAMPLE = 'samples/machinery.iphc.json';
const PACK = new URL('../../data/packs/park-desk.toml', import.meta.url).pathname;
const VARIANTS = {
  desktop: {},
  english: { locale: 'en-GB' },
};

const picture = (part, variant) => new URL(`../../../docs/screenshots/${part}-${variant}.png`, import.meta.url).pathname;

for (const [variant, options] of Object.entries(VARIANTS)) {
  test.describe(variant, () => {
    test.use(options);

    test(`finance, ${variant}`, async ({ page }) => {
      await openWithDossier(page, await data(SAMPLE), '#/report');
      const channels = page.locator('#report-channels');
      await channels.waitFor();
      // The combination comes from the worker a moment later.
      await page.locator('#report-mix table').first().waitFor();
      await page.waitForTimeout(1000);
      await channels.locator('> .report__scroll').screenshot({ path: picture('ranking', variant) });
      const detail = channels.locator('> details.fold').first();
      await detail.locator('> summary').click();
      await detail.screenshot({ path: picture('channel', variant) });
      await page.locator('#report-mix').screenshot({ path: picture('mix', variant) });
      await page.locator('#report-policies').screenshot({ path: picture('policies', variant) });
    });

    test(`guidance, ${variant}`, async ({ page }) => {
      await openWithDossier(page, await data(SAMPLE), '#/coverage');
      await page.locator('#article-1').waitFor();
      await page.screenshot({ path: picture('coverage', variant) });
    });

    test(`rules, ${variant}`, async ({ page }) => {
      await openWithDossier(page, await data(SAMPLE), '#/rules');
      await page.locator('#pack-file').setInputFiles(PACK);
      await page.locator('.rules__preview').waitFor();
      await page.screenshot({ path: picture('rules', variant), fullPage: true });
    });
  });
}
