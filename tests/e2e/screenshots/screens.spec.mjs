// One picture of every main screen in every variant, from a sample case: docs/screenshots/<screen>-<variant>.png; and of the
// cards that the STAR page is about, in both languages.
import { test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';

const SAMPLE = 'samples/chip.iphc.json';

const SCREENS = {
  start: '#/',
  interview: '#/interview/accounts',
  portfolio: '#/portfolio',
  report: '#/report',
  value: '#/value',
  star: '#/star',
  bank: '#/readers/bank',
  insurer: '#/readers/insurer',
  investor: '#/readers/investor',
  'hand-out': '#/readers/bank/hand-out',
};

const VARIANTS = {
  desktop: {},
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  dark: { colorScheme: 'dark' },
  english: { locale: 'en-GB' },
};

const CARDS = ['verdict', 'gaps', 'plan', 'outlook'];
const LANGUAGES = { desktop: VARIANTS.desktop, english: VARIANTS.english };

const picture = (name) => new URL(`../../../docs/screenshots/${name}.png`, import.meta.url).pathname;

for (const [variant, options] of Object.entries(LANGUAGES)) {
  test.describe(`cards, ${variant}`, () => {
    test.use(options);
    test(`cards of the STAR page, ${variant}`, async ({ page }) => {
      // Tall enough for the longest card, so that the bar on top lies over none.
      await page.setViewportSize({ width: 1280, height: 2600 });
      await openWithDossier(page, await data(SAMPLE), '#/star');
      await page.locator('#star-outlook canvas').waitFor();
      await page.waitForTimeout(2500);
      for (const card of CARDS) {
        await page.locator(`#star-${card}`).screenshot({ path: picture(`star-${card}-${variant}`) });
      }
    });
  });
}

for (const [variant, options] of Object.entries(VARIANTS)) {
  test.describe(variant, () => {
    test.use(options);
    for (const [screen, address] of Object.entries(SCREENS)) {
      test(`${screen}, ${variant}`, async ({ page }) => {
        await openWithDossier(page, await data(SAMPLE), address);
        await page.locator('#app h1').first().waitFor();
        // The assessment comes from the worker, the plan a moment later, and charts are drawn after the layout.
        await page.waitForTimeout(2500);
        await page.screenshot({ path: picture(`${screen}-${variant}`) });
      });
    }
  });
}
