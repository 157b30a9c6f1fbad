// A check-up handed over by QR codes: shown on one screen, photographed, read on another in any order.
import { writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { browser as browserOptions } from '../environment.mjs';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const SAMPLE = 'samples/chip.iphc.json';
const picture = (name, buffer) => ({ name, mimeType: 'image/png', buffer });

/** Photographs every code that the hand-over screen shows. */
async function photographs(page) {
  const codes = page.locator('.codes');
  await expect(codes).toBeVisible();
  const count = Number(await codes.getAttribute('data-count'));
  const pictures = [];
  for (let place = 1; place <= count; place += 1) {
    await expect(codes).toHaveAttribute('data-place', String(place));
    pictures.push(picture(`${place}.png`, await page.locator('.codes__picture').screenshot()));
    if (count > 1) await page.locator('#codes-next').click();
  }
  return pictures;
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test(`codes photographed on one screen are read on another in any order, ${language}`, async ({ page, browser, baseURL }) => {
    test.setTimeout(120_000);
    await openWithDossier(page, await data(SAMPLE), `?lang=${language}#/hand-over`);
    await expectAccessible(page);
    const pictures = await photographs(page);
    expect(pictures.length).toBeGreaterThan(3);
    const count = pictures.length;
    await page.locator('.menu__open').click();
    await page.locator('.menu__items a', { hasText: say('hand-over-codes') }).click();

    const other = await (await browser.newContext({ baseURL, locale: 'zh-CN' })).newPage();
    await open(other, `?lang=${language}#/`);
    await other.locator('.start__go a', { hasText: say('scan-title') }).click();
    await expect(other.locator('#content h1')).toHaveText(say('scan-title'));
    const choose = (files) => other.locator('#scan-files').setInputFiles(files);
    const standing = other.locator('#scan-standing');

    await test.step('what is missing is named, what is no code is said', async () => {
      const nothing = await page.locator('.codes__how').screenshot();
      await choose([picture('nothing.png', nothing), { name: 'text.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }, pictures[2]]);
      await expect(standing).toContainText(say('scan-there', { there: 1, count }));
      await expect(standing).toContainText(say('scan-nothing', { name: 'nothing.png' }));
      await expect(standing).toContainText(say('scan-unreadable', { name: 'text.png' }));
      const missing = pictures.map((_, place) => place + 1).filter((place) => place !== 3);
      await expect(other.locator('#scan-missing')).toHaveText(say('scan-missing', { numbers: missing.join(say('list-separator').replace(/^"|"$/g, '')) }));
      await expectAccessible(other);
    });

    await test.step('the rest in reverse, one of them twice, pictures that are slow to open', async () => {
      await other.evaluate(() => {
        const opened = window.createImageBitmap.bind(window);
        window.createImageBitmap = (...picture) => new Promise((resolve) => setTimeout(resolve, 300)).then(() => opened(...picture));
      });
      await choose([...pictures.slice(1).reverse(), pictures[1]]);
      await expect(standing).toContainText(say('scan-there', { there: count - 1, count }));
      await expect(other.locator('#scan-missing')).toContainText('1');
      await choose(pictures[0]);
      await expect(other.locator('#scan-found')).toBeVisible();
      await expectAccessible(other);
    });

    await test.step('it opens as it was', async () => {
      const { name } = JSON.parse(await data(SAMPLE)).dossier.enterprise;
      await expect(other.locator('#scan-found')).toContainText(name);
      await other.locator('#scan-open').click();
      await expect(other.locator('.report__lede h1')).toHaveText(name, { timeout: 30_000 });
      const value = (screen) => screen.locator('.report__figure strong').first().textContent();
      await page.goto(`?lang=${language}#/report`);
      await expect(page.locator('.report__lede h1')).toHaveText(name, { timeout: 30_000 });
      expect(await value(other)).toBe(await value(page));
    });
    await other.context().close();
  });
}

test('codes of another check-up are told apart', async ({ page, browser, baseURL }) => {
  test.setTimeout(120_000);
  const say = texts('zh-CN');
  await openWithDossier(page, await data(SAMPLE), '#/hand-over');
  const [ours] = await photographs(page);
  const other = await (await browser.newContext({ baseURL, locale: 'zh-CN' })).newPage();
  await openWithDossier(other, await data('samples/food.iphc.json'), '#/hand-over');
  const [theirs] = await photographs(other);
  await other.context().close();
  await page.goto('#/scan');
  const standing = page.locator('#scan-standing');
  await page.locator('#scan-files').setInputFiles(ours);
  await expect(standing).toContainText('已读 1 个');
  await page.locator('#scan-files').setInputFiles(theirs);
  await expect(standing).toContainText(say('scan-another'));
  await page.locator('#scan-anew').click();
  await page.locator('#scan-files').setInputFiles(theirs);
  await expect(standing).toContainText('已读 1 个');
  await expect(standing).not.toContainText(say('scan-another'));
});

test('the codes play by themselves until somebody steps', async ({ page }) => {
  await openWithDossier(page, await data(SAMPLE), '#/hand-over');
  const codes = page.locator('.codes');
  await expect(codes).toHaveAttribute('data-place', '1');
  await page.locator('#codes-run').click();
  await expect(codes).toHaveAttribute('data-place', '3');
  await page.locator('#codes-back').click();
  const place = await codes.getAttribute('data-place');
  await page.waitForTimeout(3_000);
  await expect(codes).toHaveAttribute('data-place', place);
});

test('without a camera it says so', async ({ page }) => {
  await open(page, '#/scan');
  await page.locator('#scan-camera').click();
  await expect(page.locator('.scan [role=alert]')).toHaveText(texts('zh-CN')('scan-camera-refused'));
  await expectAccessible(page);
});

/** A film in YUV 4:2:0 of these pictures, as Chromium's fake camera plays it: each stands for half a second. */
async function film(page, pictures, path) {
  const [width, height, frames] = [640, 640, 5];
  const lumas = await page.evaluate(async ([pictures, width, height]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const lumas = [];
    for (const picture of pictures) {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))]));
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.drawImage(image, 10, 10, width - 20, height - 20);
      const { data } = context.getImageData(0, 0, width, height);
      lumas.push(btoa(Array.from({ length: width * height }, (_, at) => String.fromCharCode(data[at * 4])).join('')));
    }
    return lumas;
  }, [pictures.map(({ buffer }) => buffer.toString('base64')), width, height]);
  const colourless = Buffer.alloc(width * height / 2, 128);
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)];
  for (const luma of lumas) {
    for (let frame = 0; frame < frames; frame += 1) parts.push(Buffer.from('FRAME\n'), Buffer.from(luma, 'base64'), colourless);
  }
  await writeFile(path, Buffer.concat(parts));
}

test('a camera that looks at the playing codes reads them all', async ({ page, baseURL }, testInfo) => {
  test.setTimeout(180_000);
  await openWithDossier(page, await data('samples/biotech.iphc.json'), '#/hand-over');
  const path = testInfo.outputPath('codes.y4m');
  await film(page, await photographs(page), path);
  const { executablePath, args } = browserOptions.launchOptions;
  const seeing = await chromium.launch({
    executablePath,
    args: [...args, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`],
  });
  try {
    const other = await (await seeing.newContext({ baseURL, locale: 'zh-CN', permissions: ['camera'] })).newPage();
    const violations = [];
    other.on('console', (message) => { if (message.type() === 'error') violations.push(message.text()); });
    await open(other, '#/scan');
    await other.locator('#scan-camera').click();
    await expect(other.locator('.scan__camera')).toBeVisible();
    await expectAccessible(other);
    await expect(other.locator('#scan-found')).toBeVisible({ timeout: 120_000 });
    // What was read is enough: the camera is off.
    await expect(other.locator('.scan__camera')).toHaveCount(0);
    expect(violations).toEqual([]);
  } finally {
    await seeing.close();
  }
});
