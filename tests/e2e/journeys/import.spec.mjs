// Importing lists: known and unknown layouts, dropped on the start page, broken off, undone, refused with a reason.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const list = (name) => new URL(`../../data/lists/${name}`, import.meta.url).pathname;

/** Drops files on an element as a person does: over it, then let go. Tells whether the browser was kept from opening them. */
async function drop(page, selector, files) {
  return page.locator(selector).evaluate((element, files) => {
    const carried = new DataTransfer();
    for (const { name, base64 } of files) {
      carried.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    }
    const event = (kind) => new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true });
    const over = event('dragover');
    element.dispatchEvent(over);
    const let_go = event('drop');
    element.dispatchEvent(let_go);
    return over.defaultPrevented && let_go.defaultPrevented;
  }, files);
}

const carried = async (name) => ({ name, base64: (await readFile(list(name))).toString('base64') });

/** A list of so many rows that reading it takes a while. */
function long(rows) {
  const lines = ['申请号,名称,申请日'];
  for (let row = 0; row < rows; row += 1) lines.push(`2021${1_0000000 + row},一种装置${row},2021-03-29`);
  return Buffer.from(lines.join('\n'));
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);
  const portfolio = (page) => open(page, `?lang=${language}#/portfolio`);
  const choose = (page, file) => page.locator('#import-file').setInputFiles(file);
  const title = (page) => page.locator('#summary-title');
  const chip = (page, id) => page.locator('.import-summary__filters button', { hasText: say(id) });

  test.describe(language, () => {
    test('a known list comes in, every row is accounted for, and the import is undone', async ({ page }) => {
      await portfolio(page);
      await choose(page, list('patsnap.xlsx'));
      await expect(title(page)).toHaveText(say('summary-title', { name: 'patsnap.xlsx', added: 52, renewed: 0 }));
      await expect(title(page)).toBeFocused();
      await expect(page.locator('.import-summary__head p'))
        .toContainText(say('summary-counts', { read: 52, merged: 7, left: 3, doubtful: 7 }));
      await expect(chip(page, 'summary-merged')).toContainText('7');
      await expectAccessible(page);

      await chip(page, 'summary-left').click();
      await expect(page.locator('.import-summary__table tbody tr')).toHaveCount(3);
      await expect(page.locator('.import-summary__table')).toContainText(say('note-left-total-why'));
      await chip(page, 'summary-doubtful').click();
      await page.locator('#import-kind').selectOption({ index: 1 });
      await expect(page.locator('.import-summary__table')).toContainText(say('note-number-odd'));

      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#import-download').click()]);
      expect(download.suggestedFilename()).toBe(say('summary-file', { name: 'patsnap.xlsx' }));
      const account = await readFile(await download.path(), 'utf8');
      expect(account.startsWith('\uFEFF"')).toBe(true);
      expect(account.split('\r\n').filter((line) => line.includes(`"${say('summary-left')}"`))).toHaveLength(3);

      await page.locator('#import-undo').click();
      await expect(title(page)).toHaveText(say('summary-undone', { name: 'patsnap.xlsx' }));
      await expect(page.locator('.portfolio__table')).toHaveCount(0);
    });

    test('undoing gives back the portfolio as it was, and is not offered over later changes', async ({ page }) => {
      await openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}#/portfolio`);
      const summary = page.locator('.portfolio__head p');
      await expect(summary).toContainText(/[1-9]/);
      await expect(summary).not.toContainText('—');
      const before = await summary.textContent();
      await choose(page, list('google-patents.csv'));
      await expect(page.locator('#import-undo')).toBeVisible();
      await expect(summary).not.toHaveText(before);
      await page.locator('#add-right').click();
      await page.keyboard.press('Escape');
      await expect(page.locator('#import-undo')).toHaveCount(0);
      await expect(page.locator('.import-summary__actions')).toContainText(say('summary-overlaid'));
      await page.locator('.history__button').first().click();
      await page.locator('#import-undo').click();
      await expect(summary).toHaveText(before);
    });

    test('an unknown list asks for its columns, by keyboard, and is read with them', async ({ page }) => {
      await portfolio(page);
      await choose(page, list('unknown.csv'));
      await expect(page.locator('#layout-title')).toBeFocused();
      await expect(page.locator('.import-layout')).toContainText(say('mapping-unknown', { name: 'unknown.csv' }));
      await expect(page.locator('.import-layout__table .is-header')).toContainText('文号');
      const reads = (place) => page.locator(`#layout-column-${place} option:checked`);
      await expect(reads(2)).toHaveText(say('column-application-number'));
      await expect(reads(1)).toHaveText(say('column-title'));
      await expect(reads(4)).toHaveText(say('mapping-none'));
      await expectAccessible(page);

      for (const place of [1, 2]) await page.locator(`#layout-column-${place}`).selectOption('');
      await page.locator('.import-layout button[type=submit]').press('Enter');
      await expect(page.locator('#layout-error')).toHaveText(say('mapping-error'));
      await expect(page.locator('#layout-column-0')).toBeFocused();
      await expect(page.locator('#layout-column-0')).toHaveAttribute('aria-describedby', 'layout-error');
      // What happens to stand half under the bar would count as too small to touch.
      await page.evaluate(() => scrollTo(0, 0));
      await expectAccessible(page);

      await page.locator('#layout-column-2').selectOption({ label: say('column-application-number') });
      await expect(page.locator('#layout-error')).toHaveCount(0);
      await page.locator('#layout-column-1').selectOption({ label: say('column-title') });
      await page.locator('#layout-column-4').selectOption({ label: say('column-filing-date') });
      await page.locator('.import-layout button[type=submit]').press('Enter');
      await expect(title(page)).toHaveText(say('summary-title', { name: 'unknown.csv', added: 5, renewed: 0 }));
      await expect(page.locator('.import-summary__table')).toContainText(say('note-status-missing-why'));
    });

    test('other headings and another encoding are tried, and leaving changes nothing', async ({ page }) => {
      await portfolio(page);
      await choose(page, list('unknown.csv'));
      const row = page.getByRole('radio', { name: say('mapping-header-row', { row: 3 }), exact: true });
      await row.focus();
      await row.press('Space');
      await expect(page.locator('.import-layout__heading').nth(2)).toContainText('201410300000.3');
      await expect(row).toBeChecked();
      await expect(row).toBeFocused();
      await page.locator('#layout-encoding').selectOption({ label: say('encoding-utf16-le') });
      await expect(page.locator('.import-layout__table')).not.toContainText('文号');
      await page.locator('#layout-encoding').selectOption({ label: say('encoding-utf8') });
      await expect(page.locator('.import-layout__table')).toContainText('文号');
      await page.locator('.import-layout__foot button[type=button]').click();
      await expect(page.locator('.import-layout, .import-summary')).toHaveCount(0);
      await expect(page.locator('.portfolio__table')).toHaveCount(0);
    });

    test('columns that were read wrong are corrected after the import', async ({ page }) => {
      await portfolio(page);
      await choose(page, list('incopat.csv'));
      await expect(title(page)).toHaveText(say('summary-title', { name: 'incopat.csv', added: 51, renewed: 0 }));
      await page.locator('#import-adjust').click();
      await expect(page.locator('.import-layout')).toContainText(say('mapping-known', { name: 'incopat.csv' }));
      await expect(page.locator('#layout-encoding option:checked')).toHaveText(say('encoding-gb18030'));
      const title_column = page.locator('.import-layout__row', { hasText: '标题 (英文)' }).locator('select');
      await title_column.selectOption('');
      await page.locator('.import-layout button[type=submit]').click();
      await expect(page.locator('.import-layout')).toHaveCount(0);
      // The first import was undone, so that nothing is there twice.
      await expect(title(page)).toHaveText(say('summary-title', { name: 'incopat.csv', added: 51, renewed: 0 }));
      await expect(page.locator('.import-summary__head p')).toContainText(say('source-inco-pat'));
    });

    test('a list dropped on the start page comes in, another one is asked where it goes', async ({ page }) => {
      await open(page, `?lang=${language}#/`);
      await expectAccessible(page);
      expect(await drop(page, '.start h1', [await carried('lens.csv')])).toBe(true);
      await expect(page).toHaveURL(/#\/portfolio$/);
      await expect(title(page)).toContainText('lens.csv');

      await page.goto(`?lang=${language}#/`);
      await drop(page, '.drop', [await carried('google-patents.csv')]);
      await expect(page.locator('.import-question')).toContainText(say('import-into-title', { name: 'google-patents.csv' }));
      await expectAccessible(page);
      await page.getByRole('button', { name: say('import-into-new') }).click();
      await expect(title(page)).toHaveText(say('summary-title', { name: 'google-patents.csv', added: 52, renewed: 0 }));
    });

    test('a check-up file dropped on the start page opens', async ({ page }) => {
      await open(page, `?lang=${language}#/`);
      const file = Buffer.from(await data('samples/food.iphc.json')).toString('base64');
      await drop(page, 'body', [{ name: 'food.iphc.json', base64: file }]);
      await expect(page).toHaveURL(/#\/report$/);
    });

    test('what is no list is refused with what to do', async ({ page }) => {
      await open(page, `?lang=${language}#/`);
      const alert = page.locator('.import-alert');
      const refuse = async (files, said) => {
        expect(await drop(page, 'body', files)).toBe(true);
        await expect(alert).toHaveText(said);
      };
      await refuse([{ name: '证书.pdf', base64: btoa('%PDF-1.7') }], say('import-failed-pdf', { name: '证书.pdf' }));
      await refuse([{ name: '照片.png', base64: btoa('x') }], say('import-failed-image', { name: '照片.png' }));
      const legacy = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).toString('base64');
      await refuse([{ name: 'old.xls', base64: legacy }], say('import-error-legacy'));
      await refuse([{ name: 'broken.xlsx', base64: btoa('PK\x03\x04xl/workbook.xml') }], say('import-error-damaged'));
      const two = await carried('lens.csv');
      await refuse([two, two], say('import-failed-many'));
      await expect(page).toHaveURL(/#\/$/);
      await expectAccessible(page);
    });

    test('a long import shows how far it is and can be broken off', async ({ page }) => {
      await portfolio(page);
      await choose(page, { name: 'long.csv', mimeType: 'text/csv', buffer: long(400_000) });
      await expect(page.getByRole('progressbar', { name: say('import-progress') })).toBeVisible();
      await expect(page.locator('.import [role=status]')).toHaveText(say('import-reading', { name: 'long.csv' }));
      await page.locator('.import-progress button').click();
      await expect(page.getByRole('progressbar')).toHaveCount(0);
      await expect(page.locator('.import-summary, .portfolio__table, .import-alert')).toHaveCount(0);
      // The next one finds a worker again.
      await choose(page, list('lens.csv'));
      await expect(title(page)).toContainText('lens.csv');
    });

    test('on a phone the account stands in one column', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await portfolio(page);
      await choose(page, list('unknown.csv'));
      await expect(page.locator('#layout-title')).toBeFocused();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.locator('.import-layout button[type=submit]').click();
      await expect(title(page)).toBeFocused();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await expectAccessible(page);
    });
  });
}
