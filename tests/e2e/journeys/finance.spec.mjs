// What a channel asks and offers beside its amount: waivers right by right, facts, licence beside sale, support scenarios.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const whole = (text) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** The chip firm with a dispute on two rights: their invalidation is pending. */
async function disputed() {
  const file = JSON.parse(await data('samples/chip.iphc.json'));
  for (const asset of file.dossier.assets.filter(({ id }) => ['inv-1', 'inv-2'].includes(id))) {
    asset.dispute = 'invalidation-pending';
  }
  return JSON.stringify(file);
}

/** The detail of a channel, opened. */
async function opened(page, channel, say) {
  const detail = page.locator('#report-channels > details.fold', {
    has: page.locator(':scope > summary strong', { hasText: whole(say(channel)) }),
  });
  await detail.locator(':scope > summary').click();
  return detail;
}

async function saved(page, say) {
  await page.locator('.menu__open').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.menu__items button', { hasText: say('save-file') }).click(),
  ]);
  return JSON.parse(await readFile(await download.path(), 'utf8')).dossier;
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);
  test.describe(language, () => {
    test('a waiver is given for one right and travels in the file', async ({ page }) => {
      await openWithDossier(page, await disputed(), `?lang=${language}#/report`);
      const detail = await opened(page, 'channel-pledge', say);
      const one = detail.locator('[data-waiver="PL-C10/inv-1"]');
      await expect(one).toBeVisible();
      await expect(detail.locator('[data-waiver="PL-C10"]')).toBeVisible();
      await one.check();
      await expect(one).toBeChecked();
      await expect(detail.locator('[data-waiver="PL-C10/inv-2"]')).not.toBeChecked();
      await expectAccessible(page);
      expect((await saved(page, say)).need.waivers).toEqual(['PL-C10/inv-1']);
    });

    test('licences stand beside the sale, and a fact of the channel is answered', async ({ page }) => {
      await openWithDossier(page, await data('samples/food.iphc.json'), `?lang=${language}#/report`);
      const sale = await opened(page, 'channel-licence-sale', say);
      const forms = sale.locator('#licence-forms');
      await expect(forms).toBeVisible();
      await forms.locator('.figure-button').first().click();
      await expect(page.locator('dialog[open]')).toBeVisible();
      await page.keyboard.press('Escape');
      const equity = await opened(page, 'channel-equity', say);
      await equity.locator('[data-fact="consideration-all-shares"]').selectOption('yes');
      await expectAccessible(page);
      expect((await saved(page, say)).need.confirmations['consideration-all-shares']).toBe(true);
    });

    test('the loan with a warrant is priced in both scenarios', async ({ page }) => {
      await openWithDossier(page, await data('samples/software.iphc.json'), `?lang=${language}#/report`);
      const linked = await opened(page, 'channel-invest-loan', say);
      for (const cost of ['cost-before-subsidy', 'cost-in-scenario', 'cost-in-high-scenario']) {
        await expect(linked).toContainText(say(cost));
      }
    });
  });
}

test('a file from other rules says so, one from these does not', async ({ page }) => {
  const say = texts('zh-CN');
  const file = JSON.parse(await data('samples/chip.iphc.json'));
  const drop = (rules) => page.locator('#import-file').setInputFiles({
    name: 'chip.iphc.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...file, rules })),
  });
  await open(page);
  await drop({ id: 'shanghai', version: '2025.1', as_of: '2025-03-01' });
  await expect(page.locator('#report-rules-before')).toContainText('2025.1');
  await expect(page.locator('#report-rules-before')).toContainText(say('rules-title'));
  await expectAccessible(page);
  await page.goto('#/');
  await drop(undefined);
  await expect(page.locator('#report-channels')).toBeVisible();
  await expect(page.locator('#report-rules-before')).toHaveCount(0);
});
