// The reader views: what a bank, an insurer and an investor see, the page to hand to each, and what is withheld on it.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const SAMPLES = ['chip', 'biotech', 'food'];
const READERS = ['bank', 'insurer', 'investor'];
const SENTINEL = '甲壬癸QX';
const field = (page, path) => page.locator(`[id="q-${path}"]`);

async function downloaded(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

/** A sample in which every name and number that can be withheld carries the sentinel. */
async function secretive() {
  const file = JSON.parse(await data('samples/chip.iphc.json'));
  const { dossier } = file;
  dossier.enterprise.name = `${SENTINEL}公司`;
  dossier.enterprise.credit_code = `${SENTINEL}91310115`;
  dossier.products.forEach((product) => { product.name = `供${SENTINEL}客户的${product.id}`; });
  dossier.licences = [{ id: SENTINEL, party: `${SENTINEL}客户`, direction: 'out', annual_royalty: 1234567 }];
  dossier.assets.forEach((asset, place) => {
    asset.number = `${SENTINEL}${place}`;
    asset.title = `${SENTINEL}${place} 号装置`;
    asset.inventors = [`${SENTINEL}人`];
    asset.owners = [`${SENTINEL}公司`, `${SENTINEL}大学`];
  });
  dossier.readers = { contact: `${SENTINEL}电话` };
  return JSON.stringify(file);
}

/** How many pages a printed page has, told from its PDF. */
const pages = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test.describe(language, () => {
    const openSample = async (page, address) =>
      openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}${address}`);

    test('the report leads to each reader, whose view is accessible', async ({ page }) => {
      await openSample(page, '#/report');
      await page.locator('#report-readers a', { hasText: say('reader-bank') }).first().click();
      for (const reader of READERS) {
        await page.locator('.readers__tabs a', { hasText: say(`reader-${reader}`) }).click();
        await expect(page).toHaveURL(new RegExp(`#/readers/${reader}$`));
        await expect(page.locator('#app h1')).toHaveText(say(`reader-${reader}`));
        await expect(page.locator('#readers-questions li').first()).toBeVisible();
        await expectAccessible(page);
      }
    });

    test('a bank checks its tolerance exactly, and nothing is lost on reload', async ({ page }) => {
      await openSample(page, '#/readers/bank');
      const card = page.locator('#readers-tolerance');
      // 4.35 % against 1.35 %: exactly three points, inclusive; one yuan more is beyond.
      for (const [path, text] of [['all_ip', '200000'], ['bad_ip', '8700'], ['all_loans', '5000000'], ['bad_all', '67500']]) {
        await field(page, `readers.${path}`).fill(text);
      }
      await expect(card).toContainText(say('tolerance-within'));
      await field(page, 'readers.bad_ip').fill('8700.0001');
      await expect(card).toContainText(say('tolerance-beyond'));
      await page.waitForTimeout(1500);
      await page.reload();
      // As it was typed.
      await expect(field(page, 'readers.bad_ip')).toHaveValue('8700.0001');
      await expect(card).toContainText(say('tolerance-beyond'));
    });

    test('a bank prices with its own figures and opens the working', async ({ page }) => {
      await openSample(page, '#/readers/bank');
      const card = page.locator('#readers-pricing');
      await field(page, 'readers.default_probability').fill('4');
      await field(page, 'readers.shared_loss').fill('80');
      await expect(card).toContainText('3.84%');
      await card.locator('.figure-button').last().click();
      await expect(page.locator('dialog[open]')).toContainText('3.84%');
      expect(await page.locator('dialog.working').count()).toBe(1);
    });

    test('the exemption file is ticked off and travels in the file', async ({ page }) => {
      await openSample(page, '#/readers/bank');
      const ticks = page.locator('#readers-exemption input');
      await expect(ticks).toHaveCount(10);
      for (let place = 0; place < 10; place++) await ticks.nth(place).check();
      await expect(page.locator('#readers-exemption')).toContainText(say('exemption-candidate'));
      await ticks.nth(9).uncheck();
      await expect(page.locator('#readers-exemption')).toContainText(say('exemption-missing'));
    });

    test('the register is saved as a table', async ({ page }) => {
      await openSample(page, '#/readers/bank');
      const register = await downloaded(page, page.locator('#readers-register'));
      expect(register.name).toMatch(/\.csv$/);
      expect(register.text.charCodeAt(0)).toBe(0xfeff);
      expect(register.text).toContain(language === 'en' ? 'Loan,Branch' : '贷款编号,经办机构');
      expect(register.text.trim().split('\r\n')).toHaveLength(2);
    });

    test('the register is saved as a spreadsheet', async ({ page }) => {
      await openSample(page, '#/readers/bank');
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#readers-register-sheet').click()]);
      expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
      expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
    });

    test('an insurer’s question is answered on the spot', async ({ page }) => {
      await openSample(page, '#/readers/insurer');
      await expect(page.locator('#readers-quotes tbody tr')).toHaveCount(8);
      await expect(page.locator('#readers-claims li')).toHaveCount(8);
      const counted = page.locator('#readers-questions .report__head p');
      const before = await counted.textContent();
      await page.locator('#readers-questions .segment', { hasText: say('yes') }).first().click();
      await expect(counted).not.toHaveText(before);
    });

    test('an investor sees concentration, capital and the STAR verdict', async ({ page }) => {
      await openSample(page, '#/readers/investor');
      await expect(page.locator('#readers-concentration tbody tr')).toHaveCount(5);
      for (const card of ['value', 'ownership', 'capital', 'star']) {
        await expect(page.locator(`#readers-${card}`), card).toBeVisible();
      }
      await page.locator('#readers-concentration .figure-button').first().click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    });

    test('what is withheld is nowhere on the page, nor in the redacted file', async ({ page }) => {
      await openWithDossier(page, await secretive(), `?lang=${language}#/readers/investor/hand-out`);
      await expect(page.locator('.sheet')).toContainText(SENTINEL);
      await page.locator('.hand-out__form label', { hasText: say('redact-withheld') }).first().click();
      for (const what of ['identity', 'contact', 'parties', 'people', 'numbers', 'titles']) {
        await page.locator('.hand-out__form label', { hasText: say(`redact-${what}`) }).locator('input').check();
      }
      await expect(page.locator('.sheet')).toContainText(say('sheet-unnamed'));
      expect(await page.evaluate(() => document.documentElement.outerHTML + document.title)).not.toContain(SENTINEL);
      await expectAccessible(page);
      const copy = await downloaded(page, page.locator('#redacted-file'));
      expect(copy.name).not.toContain(SENTINEL);
      expect(copy.text).not.toContain(SENTINEL);
      expect(copy.text).not.toContain('99800000');
      // It opens like any other file, and the choice survives a reload.
      await page.waitForTimeout(1500);
      await page.reload();
      await expect(page.locator('.sheet')).toContainText(say('sheet-unnamed'));
      await openWithDossier(page, copy.text, `?lang=${language}#/report`);
      await expect(page.locator('#report-channels')).toBeVisible();
    });

    for (const sample of SAMPLES) {
      test(`each hand-out of ${sample} is one A4 page`, async ({ page }) => {
        for (const reader of READERS) {
          await openWithDossier(page, await data(`samples/${sample}.iphc.json`), `?lang=${language}#/readers/${reader}/hand-out`);
          await expect(page.locator(`#sheet-${reader}`)).toBeVisible();
          const pdf = await page.pdf({ preferCSSPageSize: true });
          expect(pages(pdf), reader).toBe(1);
        }
      });
    }

    test('the printed report has each hand-out as a sheet', async ({ page }) => {
      await openSample(page, '#/print');
      for (const reader of READERS) await expect(page.locator(`#sheet-${reader}`)).toBeVisible();
    });
  });
}

test('an empty file has views without a word of praise', async ({ page }) => {
  await open(page, '?lang=zh-CN#/readers/bank');
  await expect(page.locator('#readers-questions')).toContainText('0 项关注');
  await expect(page.locator('#readers-review')).toContainText(texts('zh-CN')('review-none'));
});

test.describe('phone', () => {
  test.use({ viewport: { width: 320, height: 700 }, isMobile: true, hasTouch: true });

  test('nothing is wider than the screen', async ({ page }) => {
    await openWithDossier(page, await data('samples/chip.iphc.json'), '?lang=zh-CN#/readers/bank');
    await expect(page.locator('#readers-questions')).toBeVisible();
    for (const reader of READERS) {
      for (const address of [`#/readers/${reader}`, `#/readers/${reader}/hand-out`]) {
        await page.goto(`?lang=zh-CN${address}`);
        await page.waitForTimeout(400);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(320);
      }
    }
  });
});
