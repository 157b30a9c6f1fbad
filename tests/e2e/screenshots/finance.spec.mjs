// The finance of a sample case in pictures: the ranking, one channel opened, the combination, policies, the readers'
// cards, a hand-out, the guidance, the rules with a station's pack: docs/screenshots/<part>-<variant>.png.
import { test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';

const SAMPLE = 'samples/food.iphc.json';
const PACK = new URL('../../data/packs/park-desk.toml', import.meta.url).pathname;
const VARIANTS = {
  desktop: {},
  english: { locale: 'en-GB' },
};
// What is shown of each reader's screen beside its first screenful, which screens.spec.mjs takes.
const CARDS = {
  bank: ['review', 'tolerance', 'registration'],
  insurer: ['exposures', 'quotes'],
  investor: ['concentration', 'capital'],
};

const picture = (part, variant) => new URL(`../../../docs/screenshots/${part}-${variant}.png`, import.meta.url).pathname;

for (const [variant, options] of Object.entries(VARIANTS)) {
  test.describe(variant, () => {
    test.use(options);
    // Tall enough for the longest card, so that the bar on top lies over none.
    test.beforeEach(({ page }) => page.setViewportSize({ width: 1280, height: 2600 }));

    test(`finance, ${variant}`, async ({ page }) => {
      test.setTimeout(180_000);
      await openWithDossier(page, await data(SAMPLE), '#/report');
      const channels = page.locator('#report-channels');
      await channels.waitFor();
      // The combination comes from the worker a moment later: some tens of programs are solved for it.
      await page.locator('#report-mix .dimensions').waitFor({ timeout: 120_000 });
      await page.waitForTimeout(1000);
      await channels.locator('> .report__scroll').screenshot({ path: picture('ranking', variant) });
      await page.locator('#report-mix').screenshot({ path: picture('mix', variant) });
      await page.locator('#report-policies').screenshot({ path: picture('policies', variant) });
      const detail = channels.locator('> details.fold').first();
      await detail.locator('> summary').click();
      await detail.screenshot({ path: picture('channel', variant) });
    });

    for (const [reader, cards] of Object.entries(CARDS)) {
      test(`cards of the ${reader}, ${variant}`, async ({ page }) => {
        await openWithDossier(page, await data(SAMPLE), `#/readers/${reader}`);
        for (const card of cards) {
          await page.locator(`#readers-${card}`).screenshot({ path: picture(`${reader}-${card}`, variant) });
        }
      });
    }

    test(`hand-out, ${variant}`, async ({ page }) => {
      await openWithDossier(page, await data(SAMPLE), '#/readers/bank/hand-out');
      await page.locator('#sheet-bank').screenshot({ path: picture('hand-out-sheet', variant) });
    });

    test(`guidance, ${variant}`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await openWithDossier(page, await data(SAMPLE), '#/coverage');
      await page.locator('#article-1').waitFor();
      await page.screenshot({ path: picture('coverage', variant) });
    });

    test(`rules, ${variant}`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await openWithDossier(page, await data(SAMPLE), '#/rules');
      await page.locator('#pack-file').setInputFiles(PACK);
      await page.locator('.rules__preview').waitFor();
      await page.screenshot({ path: picture('rules', variant), fullPage: true });
    });
  });
}
