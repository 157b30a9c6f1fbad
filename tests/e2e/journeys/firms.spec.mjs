// Four firms from sample to saved file: the ranking a practitioner expects, the reasons, one channel in detail.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { texts } from '../texts.mjs';

// What stands first, what is closed and why, and the channel that is opened. Why each: engine/tests/firms.rs.
const FIRMS = {
  food: {
    languages: ['zh-CN', 'en'],
    first: ['channel-pledge', 'channel-combined-credit'],
    closed: { 'channel-extended-collateral': ['verdict-blocked', { 'zh-CN': '地理标志注册人', en: 'registered holder' }] },
    opened: 'channel-licence-revenue',
    binding: 'limit-licence-income',
    tick: 'D21',
  },
  software: {
    languages: ['zh-CN', 'en'],
    first: ['channel-invest-loan', 'channel-pledge'],
    closed: { 'channel-combined-credit': ['verdict-blocked', { 'zh-CN': '至少两类权利', en: 'At least two kinds' }] },
    opened: 'channel-pledge',
    binding: 'limit-collateral',
    tick: 'D06',
  },
  biotech: {
    languages: ['zh-CN'],
    first: ['channel-equity', 'channel-invest-loan'],
    closed: { 'channel-pledge': ['verdict-blocked', { 'zh-CN': '为零' }] },
    opened: 'channel-equity',
    tick: 'D07',
  },
  machinery: {
    languages: ['zh-CN'],
    first: ['channel-pledge', 'channel-lease'],
    closed: { 'channel-combined-credit': ['verdict-blocked', { 'zh-CN': '至少两类权利' }] },
    opened: 'channel-pledge',
    binding: 'limit-collateral',
    subsidised: true,
    tick: 'D13',
  },
};

/** A text of the screen as a whole line. */
const whole = (text) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

for (const [code, firm] of Object.entries(FIRMS)) {
  for (const language of firm.languages) {
    const say = texts(language);
    test(`${code}: ranking, reasons and one channel opened, ${language}`, async ({ page }) => {
      test.setTimeout(120_000);
      await open(page, `?lang=${language}#/`);
      await page.locator(`[data-sample="${code}"]`).click();
      await expect(page).toHaveURL(/#\/report$/);
      const rows = page.locator('#report-channels tbody tr');
      await expect(rows.first()).toBeVisible();
      const row = (channel) => rows.filter({ has: page.locator('th[scope="row"]', { hasText: whole(say(channel)) }) });

      await test.step('the ranking', async () => {
        const names = await page.locator('#report-channels > .report__scroll tbody th[scope="row"]').allInnerTexts();
        expect(names.slice(0, 2).map((name) => name.trim())).toEqual(firm.first.map((channel) => say(channel)));
      });

      await test.step('what is closed says why', async () => {
        for (const [channel, [verdict, reason]] of Object.entries(firm.closed)) {
          await expect(row(channel)).toContainText(say(verdict));
          await expect(row(channel)).toContainText(reason[language]);
        }
      });

      const detail = page.locator('#report-channels > details.fold', {
        has: page.locator(':scope > summary strong', { hasText: whole(say(firm.opened)) }),
      });
      await test.step('one channel in detail', async () => {
        await detail.locator(':scope > summary').click();
        for (const part of ['channel-sizing', 'channel-cost', 'channel-criteria', 'channel-documents']) {
          await expect(detail.locator('h4', { hasText: say(part) }).first()).toBeVisible();
        }
        // An amount with its range, a cost, a time.
        await expect(detail.locator('.pairs').first().locator('.figure-button').first()).toBeVisible();
        if (firm.binding) await expect(detail).toContainText(say(firm.binding));
        await expect(detail).toContainText(say('cost-before-subsidy'));
        if (firm.subsidised) await expect(detail).toContainText(say('cost-after-subsidy'));
        await expect(detail.locator('ol.lines li').first()).toBeVisible();
        // Requirements cite their sources.
        await expect(detail.locator('.source').first()).toBeAttached();
        await expectAccessible(page);
      });

      await test.step('a paper is ticked and travels in the file', async () => {
        const paper = detail.locator(`[data-document="${firm.tick}"]`).first();
        await paper.check();
        await expect(paper).toBeChecked();
        await page.locator('.menu__open').click();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('.menu__items button', { hasText: say('save-file') }).click(),
        ]);
        const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
        expect(saved.dossier.need.documents[firm.tick]).toBe(true);
        expect(saved.rules).toMatchObject({ id: 'shanghai', version: expect.any(String), as_of: expect.any(String) });
      });
    });
  }
}
