// Check-up files that are old, new, cut off, flipped or full of hostile text.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { generator } from '../chance.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const FLIPS = Number(process.env.FLIPS ?? 12);
const SEED = Number(process.env.SEED ?? 7);

const choose = (page, name, buffer) =>
  page.locator('#open-file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(buffer) });

/** The text of the file that the menu saves now. */
async function saved(page, say) {
  await page.locator('.menu__open').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.menu__items button', { hasText: say('save-file') }).first().click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);
  const start = (page) => open(page, `?lang=${language}#/`);

  test.describe(language, () => {
    test('a file cut off is refused with the place, then opened as far as it goes with an account', async ({ page }) => {
      const text = await data('samples/chip.iphc.json');
      await start(page);
      await choose(page, 'cut.iphc.json', text.slice(0, Math.floor(text.length * 0.7)));
      await expect(page.locator('.import-alert')).toContainText(/\d/);
      await expectAccessible(page);
      await page.locator('#salvage').click();
      await expect(page).toHaveURL(/#\/report$/);
      await expect(page.locator('.notices')).toContainText(say('notice-salvaged-list'));
      await page.locator('.notices summary').click();
      await expect(page.locator('.notices details li').first()).toBeVisible();
      await expectAccessible(page);
    });

    test('an older file is converted and keeps its original, a newer one is read only, both are said', async ({ page }) => {
      await start(page);
      const older = { format: 'ip-health-check', version: 0, dossier: { enterprise: { name: '旧版企业', uscc: '91310000MA1FL0000X' }, patents: [{ id: 'a', type: 'invention' }] } };
      await choose(page, 'older.iphc.json', JSON.stringify(older));
      await expect(page.locator('.notices')).toContainText(say('notice-migrated', { version: 0 }));
      await page.goto(`?lang=${language}#/interview/enterprise`);
      // Through the browser's own store too.
      await page.waitForTimeout(1_000);
      await page.reload();
      await expect(page.locator('[id="q-enterprise.name"]')).toHaveValue('旧版企业');
      const file = JSON.parse(await saved(page, say));
      expect(file.original).toEqual({ version: 0, dossier: older.dossier });
      expect(file.dossier.assets).toHaveLength(1);

      await page.goto(`?lang=${language}#/`);
      const newer = { format: 'ip-health-check', version: 99, invented: { a: 1 }, dossier: { enterprise: { name: '新版企业', later: 'x' } } };
      await choose(page, 'newer.iphc.json', JSON.stringify(newer));
      await expect(page.locator('.notices')).toContainText(say('notice-newer'));
      await expect(page.locator('.saved__lock')).toHaveText(say('read-only'));
      const again = JSON.parse(await saved(page, say));
      expect([again.invented, again.dossier.enterprise.later]).toEqual([{ a: 1 }, 'x']);
    });

    test('a file dropped over another check-up leaves that one a click away', async ({ page }) => {
      await openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}#/interview/enterprise`);
      const first = page.locator('[id="q-enterprise.name"]');
      await first.fill('不能丢的企业');
      await page.goto(`?lang=${language}#/`);
      await choose(page, 'food.iphc.json', await data('samples/food.iphc.json'));
      await expect(page).toHaveURL(/#\/report$/);
      await expect(page.locator('.notices')).toContainText(say('notice-replaced', { name: '不能丢的企业' }));
      await page.getByRole('button', { name: say('notice-replaced-back') }).click();
      await page.goto(`?lang=${language}#/interview/enterprise`);
      await expect(first).toHaveValue('不能丢的企业');
    });
  });
}

test(`${FLIPS} flipped bits: opened whole, opened with a warning, or refused with a way on`, async ({ page }) => {
  test.setTimeout(60_000 + FLIPS * 6_000);
  const say = texts('zh-CN');
  await openWithDossier(page, await data('samples/food.iphc.json'), '#/interview/enterprise');
  const whole = Buffer.from(await saved(page, say));
  const draw = generator(SEED);
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const damaged = Buffer.from(whole);
    const at = draw(damaged.length);
    damaged[at] ^= 1 << draw(8);
    await page.goto('#/');
    await choose(page, 'flipped.iphc.json', damaged);
    const alert = page.locator('.import-alert');
    const notice = page.locator('.notices .update');
    await expect(alert.or(notice).first(), `byte ${at}`).toBeVisible();
    if (await alert.isVisible()) {
      const salvage = page.locator('#salvage');
      // What is not our file at all has nothing to save.
      if (await salvage.isVisible()) await salvage.click();
      else await expect(alert).toHaveText(/./);
    }
    await expect(page.locator('#failure')).toBeHidden();
    await page.reload();
  }
});

test('hostile texts are shown as texts', async ({ page }) => {
  const file = JSON.parse(await data('samples/food.iphc.json'));
  const script = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  file.dossier.enterprise.name = `${script}\u202Egnp.exe\u202C=cmd|'/c calc'!A1`;
  file.dossier.assets.slice(0, 3).forEach((asset) => { asset.title = script; });
  page.on('dialog', () => { throw new Error('a script ran'); });
  await openWithDossier(page, JSON.stringify(file), '#/report');
  for (const screen of ['report', 'portfolio', 'print', 'readers', 'versions', 'interview/enterprise']) {
    await page.goto(`#/${screen}`);
    await expect(page.locator('#content h1').first()).toBeVisible();
    expect(await page.locator('img[src="x"], #app script').count(), screen).toBe(0);
  }
});
