// One picture of every main screen in every variant, from a sample case: docs/screenshots/<screen>-<variant>.png.
import { test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';

const SAMPLE = 'samples/chip.iphc.json';

const SCREENS = {
  start: '#/',
  interview: '#/interview/accounts',
  portfolio: '#/portfolio',
  report: '#/report',
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

for (const [variant, options] of Object.entries(VARIANTS)) {
  test.describe(variant, () => {
    test.use(options);
    for (const [screen, address] of Object.entries(SCREENS)) {
      test(`${screen}, ${variant}`, async ({ page }) => {
        await openWithDossier(page, await data(SAMPLE), address);
        await page.locator('#app h1').first().waitFor();
        // The assessment comes from the worker, the plan a moment later, and charts are drawn after the layout.
        await page.waitForTimeout(2500);
        await page.screenshot({ path: new URL(`../../../docs/screenshots/${screen}-${variant}.png`, import.meta.url).pathname });
      });
    }
  });
}
