// The value page: the distribution by simulation, what it depends on, where conclusions change.
import { expect, expectAccessible, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const SAMPLE = 'samples/chip.iphc.json';

const standing = (page, state) => page.locator(`.value__status[data-state="${state}"]`);
const finished = (page) => expect(standing(page, 'done')).toBeVisible({ timeout: 60_000 });
/** Every figure under the picture, by name. */
const points = (page) => page.locator('.value__points > div').evaluateAll((rows) => Object.fromEntries(
  rows.map((row) => [row.querySelector('dt').textContent, row.querySelector('dd').textContent])));
/** Chooses and waits until the page has begun anew and finished. */
const choose = async (page, id, option) => {
  await page.locator(id).first().selectOption(option);
  await finished(page);
};

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test(`distribution, sensitivity and flip points, ${language}`, async ({ page }) => {
    test.setTimeout(180_000);
    await openWithDossier(page, await data(SAMPLE), `?lang=${language}#/report`);

    await test.step('from the report to the distribution', async () => {
      await page.locator('#report-value .report__more a').click();
      await expect(page).toHaveURL(/#\/value$/);
      await expect(page.locator('#app h1')).toHaveText(say('value-title'));
      await expect(page.locator('#value-distribution canvas').first()).toBeVisible();
      await finished(page);
      const found = await points(page);
      expect(Object.keys(found).slice(0, 7)).toEqual(['P5', 'P10', 'P25', 'P50', 'P75', 'P90', 'P95']);
      expect(Object.keys(found)).toHaveLength(12);
      expect(Object.values(found).every((text) => /\d/.test(text))).toBe(true);
      await expectAccessible(page);
    });

    await test.step('another sampler, other trials, another seed', async () => {
      const before = await points(page);
      await choose(page, '#value-sampler', { label: say('value-sampler-random') });
      await expect(page.locator('#value-distribution .report__head p')).toContainText(say('value-sampler-random'));
      expect(await points(page)).not.toEqual(before);
      await choose(page, '#value-sampler', { label: say('value-sampler-sobol') });
      // The same numbers again, and so the same figures to the last digit.
      await expect.poll(() => points(page)).toEqual(before);
      await choose(page, '#value-trials', { label: '16,384' });
      await expect(page.locator('#value-distribution .report__head p')).toContainText('16,384');
      await page.locator('#value-seed').fill('abc');
      await page.locator('#value-seed').press('Tab');
      await expect(page.locator('#value-seed-error')).toBeVisible();
      await page.locator('#value-seed-next').click();
      await expect(page.locator('#value-seed-error')).toHaveCount(0);
      await finished(page);
    });

    await test.step('break off, and run again', async () => {
      await page.locator('#value-trials').selectOption({ label: '1,000,000' });
      await page.locator('#value-stop').click();
      await expect(standing(page, 'stopped')).toBeVisible();
      await expect(page.locator('.value__said')).toHaveText(say('value-stopped'));
      await choose(page, '#value-trials', { label: '4,096' });
      await page.locator('#value-again').click();
      await finished(page);
    });

    await test.step('what moves the value', async () => {
      const rows = page.locator('#value-tornado .report__table tbody tr');
      expect(await rows.count()).toBeGreaterThan(5);
      const swings = page.locator(`#value-tornado td[data-name="${say('value-swing')}"]`);
      expect((await swings.allTextContents()).every((text) => /\d/.test(text))).toBe(true);
      await page.locator('#value-tornado .chart__data > summary').click();
      expect(await page.locator('#value-tornado .chart__table tbody tr').count()).toBeGreaterThan(5);
      await page.locator('#value-tornado .report__table .figure-button').first().click();
      await expect(page.locator('dialog.working[open] #working-title')).not.toBeEmpty();
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog.working[open]')).toHaveCount(0);
      await expect(page.locator('#value-flips .fold').first()).toBeVisible();
    });

    await test.step('the methods side by side open their workings', async () => {
      await page.locator('#value-methods .figure-button').first().click();
      await expect(page.locator('dialog.working[open] #working-title')).not.toBeEmpty();
      await page.keyboard.press('Escape');
      await expect(page.locator('#report-pools .chart__canvas').first()).toBeVisible();
    });

    await test.step('another form of one distribution', async () => {
      await page.locator('#value-expert > summary').click();
      await page.locator('#value-inputs summary').click();
      const before = await points(page);
      await choose(page, '[id^="value-form-"]', { label: say('value-form-uniform') });
      await expect.poll(async () => (await points(page))[say('value-deviation')]).not.toBe(before[say('value-deviation')]);
      expect((await points(page))[say('value-base')]).toBe(before[say('value-base')]);
      await choose(page, '#value-revenue-rate', { label: '0.9' });
      await page.locator('#value-revenue-life').selectOption({ label: '-0.5' });
      await expect(page.locator('.value__said')).toHaveText(say('value-contradiction'));
      await expectAccessible(page);
    });
  });
}

test('one worker and three give the same picture, and further workers end with the simulation', async ({ browser, baseURL }) => {
  test.setTimeout(180_000);
  const seen = [];
  for (const cores of [1, 3]) {
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    await page.addInitScript((cores) => {
      Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => cores });
    }, cores);
    const started = [];
    page.on('worker', (worker) => started.push(worker));
    await openWithDossier(page, await data(SAMPLE), '#/value');
    await finished(page);
    // The search for answers that change a conclusion has a worker of its own.
    await expect(page.locator('#value-answers .value__after')).toBeVisible({ timeout: 60_000 });
    const before = started.length;
    await page.locator('#value-trials').selectOption({ label: '262,144' });
    await expect(page.locator('#value-distribution .report__head p')).toContainText('262,144', { timeout: 60_000 });
    await finished(page);
    expect(started.length - before).toBe(cores);
    await expect.poll(() => page.workers().length).toBeLessThanOrEqual(2);
    const pictures = await page.locator('#value-distribution canvas').evaluateAll((all) => all.map((one) => one.toDataURL()));
    seen.push({ points: await points(page), pictures });
    await context.close();
  }
  expect(seen[1]).toEqual(seen[0]);
});
