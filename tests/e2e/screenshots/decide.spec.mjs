// From report to decision in pictures: what-if and its effects, a goal sought, a comparison, the plan, the search box, the
// glossary, the first and last page of the printed report: docs/screenshots/<part>-<variant>.png.
import { test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';

const SAMPLE = 'samples/chip.iphc.json';
const OTHER = new URL('../../data/samples/food.iphc.json', import.meta.url).pathname;
const VARIANTS = {
  desktop: {},
  english: { locale: 'en-GB' },
};

const picture = (part, variant) => new URL(`../../../docs/screenshots/${part}-${variant}.png`, import.meta.url).pathname;

for (const [variant, options] of Object.entries(VARIANTS)) {
  test.describe(variant, () => {
    test.use(options);
    const open = async (page, address, height = 2600) => {
      await page.setViewportSize({ width: 1280, height });
      await openWithDossier(page, await data(SAMPLE), address);
      await page.locator('#app h1').first().waitFor();
    };

    test(`what-if, ${variant}`, async ({ page }) => {
      test.setTimeout(180_000);
      await open(page, '#/what-if', 1000);
      await page.locator('#what-if-effects canvas').waitFor({ timeout: 60_000 });
      await page.waitForTimeout(1000);
      await page.screenshot({ path: picture('what-if', variant) });
      await page.setViewportSize({ width: 1280, height: 2600 });
      await page.locator('#what-if-effects').screenshot({ path: picture('what-if-effects', variant) });
      const seek = page.locator('#goal-seek');
      await seek.locator('#seek-value').fill('300');
      await seek.locator('.button--first').click();
      await seek.locator('.seek__answer').first().waitFor({ timeout: 120_000 });
      await seek.screenshot({ path: picture('what-if-seek', variant) });
    });

    test(`comparison, ${variant}`, async ({ page }) => {
      await open(page, '#/compare', 1600);
      await page.locator('#compare-b-file').setInputFiles(OTHER);
      await page.locator('#compare-radar canvas').waitFor({ timeout: 30_000 });
      await page.waitForTimeout(1500);
      await page.screenshot({ path: picture('compare', variant) });
    });

    test(`plan, ${variant}`, async ({ page }) => {
      await open(page, '#/report');
      const plan = page.locator('#report-actions');
      await plan.waitFor();
      await page.waitForTimeout(1500);
      await plan.screenshot({ path: picture('plan', variant) });
    });

    test(`search box and glossary, ${variant}`, async ({ page }) => {
      await open(page, '#/terms', 800);
      await page.screenshot({ path: picture('terms', variant) });
      await page.keyboard.press('Control+k');
      await page.locator('dialog.palette input').fill('zyl');
      await page.screenshot({ path: picture('palette', variant) });
    });
  });
}
