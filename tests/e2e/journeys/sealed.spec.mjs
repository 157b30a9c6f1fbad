// Files under a passphrase, against a second implementation of the format.
import { readFile } from 'node:fs/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const PASSPHRASE = '一马平川 correct horse';

const choose = (page, buffer) =>
  page.locator('#open-file').setInputFiles({ name: 'kept.iphc.json.age', mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });

async function unlock(page, passphrase) {
  await page.locator('#unseal-passphrase').fill(passphrase);
  await page.locator('#unseal-passphrase').press('Enter');
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test(`what is saved here opens with another program, what another program made opens here, ${language}`, async ({ page }) => {
    test.setTimeout(120_000);
    await openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}#/report`);
    await page.locator('.menu__open').click();
    await page.locator('.menu__items button', { hasText: say('seal-save') }).first().click();
    await page.locator('#seal-first').fill('12345678');
    await expect(page.locator('#seal-strength')).toHaveText(say('seal-weak'));
    await page.locator('#seal-first').fill(PASSPHRASE);
    await expect(page.locator('#seal-strength')).toHaveText(say('seal-strong'));
    await page.locator('#seal-second').fill('another');
    await page.locator('#seal-second').press('Enter');
    await expect(page.locator('dialog[open] [role=alert]')).toHaveText(say('seal-different'));
    await expectAccessible(page);
    await page.locator('#seal-second').fill(PASSPHRASE);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#seal-second').press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.iphc\.json\.age$/);
    const sealed = await readFile(await download.path());
    const other = new Decrypter();
    other.addPassphrase(PASSPHRASE);
    const plain = await other.decrypt(sealed, 'text');
    expect(JSON.parse(plain).dossier.assets).toHaveLength(22);

    const encrypter = new Encrypter();
    encrypter.setPassphrase(PASSPHRASE);
    encrypter.setScryptWorkFactor(15);
    const foreign = await encrypter.encrypt(plain.replace('"dossier"', '"dossier" '));
    await open(page, `?lang=${language}#/`);
    await choose(page, foreign);
    await expect(page.locator('#unseal-title')).toBeVisible();
    await expectAccessible(page);
    await unlock(page, 'not it');
    await expect(page.locator('dialog[open] [role=alert]')).toHaveText(say('unseal-wrong'));
    await unlock(page, PASSPHRASE);
    await expect(page).toHaveURL(/#\/report$/);

    const changed = Buffer.from(sealed);
    changed[changed.length - 9] ^= 1;
    await open(page, `?lang=${language}#/`);
    await choose(page, changed);
    await unlock(page, PASSPHRASE);
    await expect(page.locator('dialog[open] [role=alert]')).toHaveText(say('unseal-damaged'));
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  });
}
