// The places away from a desk in pictures: the public terminal, the workshop with its projector, the park desk:
// docs/screenshots/<part>-<variant>.png.
import { test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';

const picture = (part, variant) => new URL(`../../../docs/screenshots/${part}-${variant}.png`, import.meta.url).pathname;
const sample = (code) => new URL(`../../data/samples/${code}.iphc.json`, import.meta.url).pathname;
const LANGUAGES = { 'zh-CN': 'desktop', en: 'english' };

for (const [language, variant] of Object.entries(LANGUAGES)) {
  test(`terminal, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 1080, height: 1920 });
    await page.route('**/station.json', (route) => route.fulfill({ json: {} }));
    await page.goto('?mode=kiosk');
    await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
    await page.locator('.attract__figures strong').first().waitFor({ timeout: 30_000 });
    await page.waitForTimeout(1500);
    if (language === 'zh-CN') await page.screenshot({ path: picture('kiosk-attract', 'terminal') });
    await page.locator(`.attract__begin[data-language="${language}"]`).click();
    await page.locator('#interview-title').waitFor();
    await page.locator('[id^="q-accounts."][id$=".revenue"]').last().focus();
    await page.waitForTimeout(800);
    await page.screenshot({ path: picture('kiosk-interview', variant) });
  });

  test(`workshop, ${language}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 1280, height: 1400 });
    await page.goto(`?lang=${language}#/workshop`);
    await page.locator('#workshop-cases li').first().waitFor();
    const [projector] = await Promise.all([page.context().waitForEvent('page'), page.locator('#workshop-open').click()]);
    await projector.setViewportSize({ width: 1920, height: 1080 });
    await page.locator('[data-case="dispute"]').click();
    await page.locator('[data-question="0"]').click();
    for (const [option, votes] of [[0, 4], [1, 3], [4, 9]]) {
      await page.locator(`#vote-${option}`).fill(String(votes));
      await page.locator(`#vote-${option}`).press('Enter');
    }
    await page.locator('#workshop-reveal:enabled').waitFor({ timeout: 30_000 });
    await projector.screenshot({ path: picture('projector-question', variant) });
    await page.screenshot({ path: picture('workshop', variant) });
    await page.locator('#workshop-reveal').click();
    await projector.waitForTimeout(2500);
    await projector.screenshot({ path: picture('projector-reveal', variant) });
  });

  test(`park desk, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 1400 });
    await openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}#/park`);
    const files = ['biotech', 'chip', 'dispute', 'food', 'machinery', 'ready', 'software', 'spin-off'].map(sample);
    await page.locator('#park-files').setInputFiles(files);
    await page.waitForTimeout(12_000);
    await page.screenshot({ path: picture('park', variant) });
  });
}
