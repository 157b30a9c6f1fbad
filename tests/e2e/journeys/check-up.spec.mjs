// The main job in one go: a patent list becomes a printed and saved check-up, and the file opens again as it was.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { texts } from '../texts.mjs';

const LIST = new URL('../../data/lists/patsnap.xlsx', import.meta.url).pathname;

/** How many pages a PDF has. */
const pages = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);
  const field = (page, path) => page.locator(`[id="q-${path}"]`);
  /** The boxes of a yearly question, oldest year first. */
  const yearly = async (page, key, values) => {
    for (const [index, value] of values.entries()) {
      await page.locator(`[id^="q-accounts."][id$=".${key}"]`).nth(index).fill(value);
    }
  };
  const goOn = (page) => page.locator('#content button[type=submit]').click();
  /** What the report says at its top, once the action plan is there too. */
  const headline = async (page) => {
    await expect(page.locator('#report-actions li').first()).toBeVisible();
    return page.locator('.report__lede').innerText();
  };

  test(`from a patent list to a printed check-up and back, ${language}`, async ({ page }, info) => {
    test.setTimeout(180_000);
    await open(page, `?lang=${language}#/`);
    await expectAccessible(page);

    await test.step('import a patent list', async () => {
      await page.locator('#import-file').setInputFiles(LIST);
      await expect(page).toHaveURL(/#\/portfolio$/);
      await expect(page.locator('#summary-title')).toHaveText(say('summary-title', { name: 'patsnap.xlsx', added: 52, renewed: 0 }));
      await expectAccessible(page);
    });

    await test.step('answer the questions', async () => {
      await page.locator('.bar__steps a').first().click();
      await field(page, 'enterprise.sector').selectOption('0');
      await goOn(page);
      await expect(page).toHaveURL(/#\/interview\/enterprise$/);
      await field(page, 'enterprise.name').fill('上海试芯微电子有限公司');
      await goOn(page);
      await expect(page).toHaveURL(/#\/interview\/rights$/);
      await page.locator('#add-product').click();
      await page.locator('[id^="q-products."][id$=".name"]').fill('电源管理芯片');
      await page.locator('[id^="q-products."][id$=".revenue_share"]').fill('80');
      await goOn(page);
      await expect(page).toHaveURL(/#\/interview\/accounts$/);
      await yearly(page, 'revenue', ['5820', '7640', '9980']);
      await yearly(page, 'rd', ['860', '1120', '1530']);
      await yearly(page, 'net_profit', ['690', '930', '1290']);
      await goOn(page);
      await expect(page).toHaveURL(/#\/interview\/risk$/);
      await goOn(page);
      await field(page, 'need.amount').fill('1000');
      await goOn(page);
      await expect(page).toHaveURL(/#\/interview\/star$/);
      await goOn(page);
      await expect(page).toHaveURL(/#\/interview\/check$/);
      await expectAccessible(page);
    });

    let before;
    await test.step('read the report and open a working', async () => {
      await page.locator('.interview__go .button--first').click();
      await expect(page).toHaveURL(/#\/report$/);
      before = await headline(page);
      expect(before).toContain('上海试芯微电子有限公司');
      await expectAccessible(page);
      await page.locator('.report__lede .figure-button').first().click();
      await expect(page.locator('dialog.working[open]')).toHaveCount(1);
      await expect(page.locator('#working-title')).not.toBeEmpty();
      // From the sum down to a rule with its source.
      await page.locator('.working__origin .figure-button').first().click();
      await expect(page.locator('.working__rules li').first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog.working[open]')).toHaveCount(0);
    });

    let file;
    await test.step('save', async () => {
      await page.locator('.menu__open').click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.menu__items button', { hasText: say('save-file') }).click(),
      ]);
      file = await download.path();
      expect(download.suggestedFilename()).toMatch(/^上海试芯微电子有限公司_\d{4}-\d\d-\d\d\.iphc\.json$/);
      const saved = JSON.parse(await readFile(file, 'utf8'));
      expect(saved.format).toBe('ip-health-check');
      expect(saved.dossier.assets).toHaveLength(52);
      await expect(page.locator('.saved--file')).toBeVisible();
    });

    await test.step('print', async () => {
      await page.goto(`?lang=${language}#/print`);
      await expect(page.locator('.paper h1')).toHaveText(say('print-title'));
      await expectAccessible(page);
      await page.emulateMedia({ media: 'print' });
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, path: info.outputPath('check-up.pdf') });
      expect(pages(pdf)).toBeGreaterThan(4);
      await page.emulateMedia({ media: 'screen' });
    });

    await test.step('load the page again: the work is still there', async () => {
      await page.goto(`?lang=${language}#/report`);
      await page.reload();
      expect(await headline(page)).toBe(before);
    });

    await test.step('open the file on another day, in a browser that knows nothing', async () => {
      const { origin, pathname } = new URL(page.url());
      await page.goto('about:blank');
      await page.context().clearCookies();
      const client = await page.context().newCDPSession(page);
      await client.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      await open(page, `${origin}${pathname}?lang=${language}#/`);
      await expect(page.locator('.start__recent')).toHaveCount(0);
      await page.locator('#open-file').setInputFiles({
        name: 'check-up.iphc.json',
        mimeType: 'application/json',
        buffer: await readFile(file),
      });
      await expect(page).toHaveURL(/#\/report$/);
      expect(await headline(page)).toBe(before);
    });
  });
}
