// The workings leave the report as a workbook, written in the worker.
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { expect, expectAccessible, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const words = texts('zh-CN');

/** The files of a ZIP archive by name, read from its central directory. */
function unzip(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset, place) => (
      place === 0 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset)));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const content = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), content.toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

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
