// A station's own pack: refused with record and field, shown with what it changes, applied, kept, saved, taken back; and
// the same hosted beside the page.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const PACK = new URL('../../data/packs/park-desk.toml', import.meta.url).pathname;
const SAMPLE = 'samples/chip.iphc.json';

/** Answers `?rules=` with this text. */
const host = (page, name, text) => page.route(`**/${name}`, (route) => route.fulfill({ body: text, contentType: 'text/plain' }));

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test(`a station loads its pack and goes back, ${language}`, async ({ page }) => {
    test.setTimeout(120_000);
    const title = language === 'en' ? 'Linjiang Park desk pack (sample)' : '临江科技园服务台规则包（示例）';
    await openWithDossier(page, await data(SAMPLE), `?lang=${language}#/rules`);
    await expect(page.locator('#app h1')).toHaveText(say('rules-title'));
    await expect(page.locator('#rules-in-use')).toContainText(say('rules-built-in'));
    await expect(page.locator('#rules-watch')).toContainText('2027-01-01');
    await expect(page.locator('#rules-gaps li').first()).toBeVisible();
    await expectAccessible(page);

    await test.step('a faulty pack names record and field', async () => {
      const faulty = (await readFile(PACK, 'utf8')).replace('rate = 0.4', 'rate = "40 %"').replace('unit = "yuan"', 'unit = "ratio"');
      await page.locator('#pack-file').setInputFiles({ name: 'faulty.toml', mimeType: 'text/plain', buffer: Buffer.from(faulty) });
      const fault = page.locator('.rules__faults tbody tr').first();
      await expect(fault).toContainText('DESK-PO-1');
      await expect(fault).toContainText('numbers.rate');
      await expect(fault).toContainText(say('rules-wrong-form'));
      await expect(page.locator('#rules-in-use')).toContainText(say('rules-built-in'));
      await expectAccessible(page);
    });

    await test.step('a sound one shows what it changes before it is used', async () => {
      await page.locator('#pack-file').setInputFiles(PACK);
      const preview = page.locator('.rules__preview');
      await expect(preview).toContainText(title);
      await expect(preview.locator('li', { hasText: 'financing.cap' })).toContainText(language === 'en' ? 'CNY 8 million' : '800 万元');
      await expect(preview.locator('li', { hasText: 'PO-C3' })).toContainText('2026-10-31');
      await expectAccessible(page);
      await preview.locator('.button--first').click();
      await expect(page.locator('.bar__rules')).toHaveText(title);
      await expect(page.locator('#rules-difference')).toContainText('DESK-PO-1');
    });

    await test.step('report, print and file stand under it, also after a reload', async () => {
      await page.reload();
      await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
      await expect(page.locator('.bar__rules')).toHaveText(title);
      await page.goto(`?lang=${language}#/print`);
      await expect(page.locator('.paper__cover')).toContainText(`${title} 2026.11`);
      await page.goto(`?lang=${language}#/report`);
      await expect(page.locator('#report-policies')).toContainText(language === 'en' ? 'Linjiang Park' : '临江科技园');
      await page.locator('.menu__open').click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.menu__items button', { hasText: say('save-file') }).click(),
      ]);
      const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
      expect(saved.rules).toMatchObject({ id: 'linjiang-park', version: '2026.11' });
    });

    await test.step('back to the built-in rules', async () => {
      await page.goto(`?lang=${language}#/rules`);
      await page.locator('#rules-in-use .button', { hasText: say('rules-back') }).click();
      await expect(page.locator('#rules-in-use')).toContainText(say('rules-built-in'));
      await expect(page.locator('.bar__rules')).toHaveCount(0);
      await page.reload();
      await expect(page.locator('#rules-in-use')).toContainText(say('rules-built-in'));
    });
  });
}

test('another day brings other rules', async ({ page }) => {
  const say = texts('zh-CN');
  await openWithDossier(page, await data(SAMPLE), '#/rules');
  await page.locator('#as-of').fill('2027-01-01');
  await page.locator('#as-of').blur();
  await expect(page.locator('.bar__rules')).toHaveText(say('rules-badge-day', { day: '2027-01-01' }));
  // It outlives a reload of the page.
  await page.reload();
  await expect(page.locator('.bar__rules')).toHaveText(say('rules-badge-day', { day: '2027-01-01' }));
  await expect(page.locator('#as-of')).toHaveValue('2027-01-01');
  await page.goto('#/report');
  const national = page.locator('#report-policies details', { hasText: '中小微企业固定资产贷款贴息' });
  await expect(national).toContainText(say('policy-expired'));
  await page.goto('#/rules');
  await page.locator('#rules-in-use .button', { hasText: say('rules-as-of-today') }).click();
  await expect(page.locator('.bar__rules')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('#as-of')).toBeVisible();
  await expect(page.locator('.bar__rules')).toHaveCount(0);
});

test('a pack hosted beside the page is used while its address is', async ({ page }) => {
  await host(page, 'station.toml', await readFile(PACK, 'utf8'));
  await open(page, '?rules=station.toml#/rules');
  await expect(page.locator('.bar__rules')).toHaveText('临江科技园服务台规则包（示例）');
  await expect(page.locator('#rules-in-use')).toContainText('station.toml');
  expect(await page.evaluate(() => window.iphc.requests())).toBe(0);
  await open(page, '#/rules');
  await page.reload();
  await expect(page.locator('#rules-in-use')).toContainText(texts('zh-CN')('rules-built-in'));
});

test('a hosted pack that is faulty or elsewhere is told and does no harm', async ({ page }) => {
  const say = texts('zh-CN');
  await host(page, 'faulty.toml', 'pack = 1\n');
  await open(page, '?rules=faulty.toml#/rules');
  await expect(page.locator('#app [role="alert"] h2')).toHaveText(say('rules-refused', { name: 'faulty.toml' }));
  await expect(page.locator('.bar__rules')).toHaveText(say('rules-badge-refused', { name: 'faulty.toml' }));
  await expect(page.locator('#rules-in-use')).toContainText(say('rules-built-in'));
  for (const elsewhere of ['https://example.org/pack.toml', '//example.org/pack.toml', '../pack.toml', '/pack.toml']) {
    await open(page, `?rules=${encodeURIComponent(elsewhere)}#/rules`);
    await expect(page.locator('#app [role="alert"]')).toContainText(say('rules-fault-address'));
  }
});
