// The list of rights: ten thousand rows, choosing and changing many, one right with its scores, deadlines and calendar.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const rows = (page) => page.locator('.portfolio__table tr[data-index]');
const pick = (page, index) => page.locator(`#pick-${index}`);
const answer = (page, key) => page.locator(`[id^="q-assets."][id$=".${key}"]`);

/** A dossier with so many rights; every seventh is a utility model, the numbers are made up. */
function many(count) {
  const assets = Array.from({ length: count }, (_, place) => ({
    id: `r${place}`,
    kind: place % 7 === 0 ? 'utility-model' : 'invention',
    title: `权利 ${String(place).padStart(5, '0')}`,
    status: 'granted',
    'filing_date': `20${10 + (place % 12)}-0${1 + (place % 9)}-15`,
    'grant_date': `20${13 + (place % 12)}-05-20`,
  }));
  return JSON.stringify({ format: 'ip-health-check', version: 1, dossier: { assets } });
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test.describe(language, () => {
    const address = `?lang=${language}#/portfolio`;
    const sample = async (page) => openWithDossier(page, await data('samples/chip.iphc.json'), address);

    test('the list shows scores, values that open, and what is due', async ({ page }) => {
      await sample(page);
      await expect(rows(page).first()).toBeVisible();
      await expectAccessible(page);
      const value = page.locator('.portfolio__table .is-value .figure-button').first();
      await value.click();
      await expect(page.locator('dialog.working[open] #working-title')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog.working[open]')).toHaveCount(0);
      await expect(page.locator('.deadlines__table').first()).toBeVisible();
    });

    test('one right: a score is answered, taken back, and counts', async ({ page }) => {
      await sample(page);
      await rows(page).first().locator('.is-title button').click();
      const dialog = page.locator('dialog.editor[open]');
      await expect(dialog).toBeVisible();
      await expectAccessible(page);
      await dialog.locator('summary', { hasText: say('assets-group-scores') }).click();
      await expect(dialog.locator('.scale')).toHaveCount(27);
      const first = dialog.locator('.scale').first();
      const ten = first.getByRole('radio', { name: '10', exact: true });
      await ten.check({ force: true });
      await expect(ten).toBeChecked();
      await expect(first.locator('.scale__note')).toHaveCount(0);
      await first.getByRole('radio', { name: say('unsure'), exact: true }).check({ force: true });
      await expect(first.locator('.scale__note')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    });

    test('a right is added, named, and taken back by undo', async ({ page }) => {
      await sample(page);
      const before = await page.locator('.portfolio__table').getAttribute('aria-rowcount');
      await page.locator('#add-right').click();
      await answer(page, 'title').fill('ZZZ');
      await page.keyboard.press('Escape');
      await page.locator('.portfolio__search').fill('zzz');
      await expect(rows(page)).toHaveCount(1);
      await page.locator('.portfolio__search').fill('');
      await page.locator('.history__button').first().click();
      await page.locator('.history__button').first().click();
      await expect(page.locator('.portfolio__table')).toHaveAttribute('aria-rowcount', before);
    });

    test('many are changed at once, removed, and brought back', async ({ page }) => {
      await openWithDossier(page, many(40), address);
      await pick(page, 0).click();
      await pick(page, 4).click({ modifiers: ['Shift'] });
      await expect(page.locator('.portfolio__bulk-row strong')).toHaveText(say('portfolio-chosen', { count: 5 }));
      await page.getByRole('button', { name: say('bulk-open') }).click();
      await page.locator('#bulk-field').selectOption('scores.L1.2');
      await page.locator('#bulk-value').selectOption({ index: 10 });
      await page.getByRole('button', { name: say('bulk-apply', { count: 5 }) }).click();
      await expect(page.locator('.portfolio__bulk [role=status]')).toHaveText(say('bulk-done', { count: 5 }));
      await expectAccessible(page);
      await page.locator('.portfolio__bulk .button--danger').click();
      await expect(page.locator('.portfolio__table')).toHaveAttribute('aria-rowcount', '36');
      await page.locator('.history__button').first().click();
      await expect(page.locator('.portfolio__table')).toHaveAttribute('aria-rowcount', '41');
      await rows(page).nth(4).locator('.is-title button').click();
      await page.locator('dialog.editor summary', { hasText: say('assets-group-scores') }).click();
      await expect(page.locator('[id="q-assets.r4.scores.L1.2-9"]')).toBeChecked();
    });

    test('deadlines can be taken along as a calendar', async ({ page }) => {
      await openWithDossier(page, many(40), address);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: say('deadlines-calendar') }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.ics$/);
      const calendar = await readFile(await download.path(), 'utf8');
      expect(calendar.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
      expect(calendar.split('BEGIN:VEVENT').length).toBeGreaterThan(30);
      for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    });

    test('on a phone rights are cards and nothing sticks out', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await sample(page);
      await expect(rows(page).first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await expectAccessible(page);
    });
  });
}

test('of ten thousand rights only those in sight are in the page', async ({ page }) => {
  test.setTimeout(180_000);
  await openWithDossier(page, many(10_000), '?lang=zh-CN#/portfolio');
  await expect(page.locator('.portfolio__table')).toHaveAttribute('aria-rowcount', '10001');
  const count = () => rows(page).count();
  expect(await count()).toBeLessThan(60);
  const scroller = page.locator('.portfolio__scroll');
  const height = await scroller.evaluate((element) => element.scrollHeight);
  expect(height).toBeGreaterThan(10_000 * 40);
  const row = await rows(page).first().evaluate((element) => element.getBoundingClientRect().height);
  await scroller.evaluate((element, top) => { element.scrollTop = top; }, 5_000 * row);
  await expect(page.locator('tr[data-index="5005"]')).toBeVisible();
  await expect(page.locator('tr[data-index="5005"]')).toHaveAttribute('aria-rowindex', '5007');
  expect(await count()).toBeLessThan(60);
  // The room of the rows that are not drawn does not change the height.
  expect(await scroller.evaluate((element) => element.scrollHeight)).toBe(height);
  // The keyboard goes where no row was drawn before.
  await pick(page, 5_005).focus();
  await page.keyboard.press('End');
  await expect(pick(page, 9_999)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(pick(page, 9_999)).toBeChecked();
  await page.keyboard.press('Home');
  await expect(pick(page, 0)).toBeFocused();
  await page.locator('.portfolio__search').fill('09999');
  await expect(rows(page)).toHaveCount(1);
});
