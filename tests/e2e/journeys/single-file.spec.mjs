// The offline single file, opened from the disk with the network off: all of it works, and nothing is asked for.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { texts } from '../texts.mjs';

const FILE = process.env.BUNDLE;
const ADDRESS = pathToFileURL(FILE).href;
const LIST = new URL('../../data/lists/patsnap.xlsx', import.meta.url).pathname;
const say = texts('zh-CN');

test.beforeEach(({ context }) => context.setOffline(true));

/** The single file with a change, as a browser would meet it. */
async function changed(change) {
  const folder = await mkdtemp(path.join(tmpdir(), 'single-file-'));
  const file = path.join(folder, 'changed.html');
  await writeFile(file, change(await readFile(FILE, 'utf8')));
  return pathToFileURL(file).href;
}

test('from the disk: import a list, read the report, take the workbook, save, load again', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, `${ADDRESS}#/`);
  await expectAccessible(page);
  await page.locator('#import-file').setInputFiles(LIST);
  await expect(page).toHaveURL(/#\/portfolio$/);
  await expect(page.locator('#summary-title')).toHaveText(say('summary-title', { name: 'patsnap.xlsx', added: 52, renewed: 0 }));
  await page.goto(`${ADDRESS}#/`);
  await page.locator('.sample').first().click();
  await page.goto(`${ADDRESS}#/report`);
  // The action plan comes from the worker, after everything else.
  await expect(page.locator('#report-actions li').first()).toBeVisible({ timeout: 20_000 });
  await page.locator('.report__lede .figure-button').first().click();
  await expect(page.locator('dialog.working[open]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  const [workbook] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say('workbook-export') }).click()]);
  expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
  await page.locator('.menu__open').click();
  await Promise.all([
    page.waitForEvent('download'),
    page.locator('.menu__items button', { hasText: say('save-file') }).click(),
  ]);
  await expect(page.locator('.saved--file')).toBeVisible();
  const lede = await page.locator('.report__lede').innerText();
  await page.reload();
  await expect(page.locator('.report__lede')).toHaveText(lede, { useInnerText: true });
  await page.goto(`${ADDRESS}?lang=en#/star`);
  await page.reload();
  await expect(page.locator('#app h1')).toHaveText(texts('en')('star-page-title'));
  expect(await page.evaluate(() => window.iphc.requests())).toBe(0);
});

test('the hash beside the file is that of the file', async () => {
  const hash = createHash('sha256').update(await readFile(FILE)).digest('hex');
  expect(await readFile(`${FILE}.sha256`, 'utf8')).toBe(`${hash}  ${path.basename(FILE)}\n`);
});

test('a part that was changed is refused and named', async ({ page, misdeeds }) => {
  // The middle of the worker's wasm, one digit.
  const address = await changed((page) => {
    const start = page.indexOf('data-file="worker_bg.wasm">');
    const at = start + 1_000_000;
    return page.slice(0, at) + (page[at] === 'A' ? 'B' : 'A') + page.slice(at + 1);
  });
  await page.goto(address);
  await expect(page.locator('#failure')).toBeVisible();
  await expect(page.locator('#failure-reason')).toContainText('worker_bg.wasm');
  misdeeds.length = 0;
});

test('a file that was copied in part says so', async ({ page, misdeeds }) => {
  await page.goto(await changed((page) => page.slice(0, page.length / 2)));
  await expect(page.locator('#failure')).toBeVisible();
  await expectAccessible(page);
  misdeeds.length = 0;
});
