// The workings leave the report as a workbook, written in the worker.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';
import { unzip } from '../xlsx.mjs';

const words = texts('zh-CN');

test('the report is saved as a workbook of formulas', async ({ page }) => {
  const file = await data('samples/chip.iphc.json');
  await openWithDossier(page, file, '#/report');
  const button = page.getByRole('button', { name: words('workbook-export') });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await expect(page.getByText(words('workbook-done'))).toBeVisible();
  const name = JSON.parse(file).dossier.enterprise.name;
  expect(download.suggestedFilename()).toContain(name.replace(/[:/\\]/g, '_'));
  expect(download.suggestedFilename()).toMatch(/_\d{4}-\d\d-\d\d\.xlsx$/);
  const files = unzip(await readFile(await download.path()));
  expect(files.get('xl/workbook.xml')).toContain('name="分成率"');
  const sheets = [...files].filter(([part]) => part.startsWith('xl/worksheets/sheet')).map(([, text]) => text);
  const formulas = sheets.flatMap((text) => text.match(/<f>/g) ?? []);
  expect(formulas.length).toBeGreaterThan(3_000);
  await expectAccessible(page);
});
