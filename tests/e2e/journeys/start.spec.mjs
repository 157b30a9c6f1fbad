// The page comes up, seals itself, and refuses what it was not built with.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier, saveRecords } from '../saved.mjs';

// These journeys intercept files on their way from the server.
test.use({ serviceWorkers: 'block' });

test('the page comes up with a heading and nothing to complain of', async ({ page }) => {
  await open(page);
  expect(await page.evaluate(() => window.iphc.requests())).toBe(0);
  await expect(page.locator('#app h1')).toHaveCount(1);
  await expect(page.locator('#failure')).toBeHidden();
  await expect(page.locator('#unsupported')).toBeHidden();
  await expectAccessible(page);
});

test('once sealed, no way to send anything is open', async ({ page, misdeeds }) => {
  await open(page);
  const answered = [];
  page.on('response', (response) => { if (!response.url().startsWith('blob:')) answered.push(response.url()); });
  const outcomes = await page.evaluate(async () => {
    const refused = (attempt) => Promise.resolve().then(attempt).then(() => 'possible', () => 'refused');
    const image = (address) => new Promise((resolve, reject) => {
      const element = new Image();
      element.onload = resolve;
      element.onerror = reject;
      element.src = address;
    });
    const inWorker = (code) => new Promise((resolve) => {
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      worker.onmessage = (event) => resolve(event.data);
    });
    return {
      fetch: await refused(() => fetch('index.html')),
      image: await refused(() => image('index.html?image')),
      socket: await new Promise((resolve) => {
        const socket = new WebSocket(location.href.replace(/^http/, 'ws'));
        socket.onerror = () => resolve('refused');
        socket.onopen = () => resolve('possible');
      }),
      worker: await inWorker(`fetch('${location.href}').then(() => postMessage('possible'), () => postMessage('refused'))`),
      webRtc: typeof RTCPeerConnection === 'undefined' ? 'refused' : 'possible',
      counted: window.iphc.violations() > 0 ? 'yes' : 'no',
    };
  });
  expect(outcomes).toEqual({
    fetch: 'refused', image: 'refused', socket: 'refused', worker: 'refused', webRtc: 'refused', counted: 'yes',
  });
  expect(answered).toEqual([]);
  // Provoked above.
  misdeeds.length = 0;
});

for (const file of ['app_bg.wasm', 'app_rest.wasm', 'rules.bin', 'worker_bg.wasm', 'app.js']) {
  test(`a changed ${file} is refused and the reader is told`, async ({ page, misdeeds }) => {
    await page.route(`**/${file}`, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length - 1] ^= 1;
      await route.fulfill({ response, body });
    });
    await page.goto('');
    await expect(page.locator('#failure')).toBeVisible();
    await expect(page.locator('#failure-reason')).toContainText(file);
    await expectAccessible(page);
    misdeeds.length = 0;
  });
}

test('the start page is there before the rest of the app, and what is begun meanwhile stays', async ({ page }) => {
  // The last visit's work, which shall not come over what is begun before it could be read.
  await openWithDossier(page, await data('samples/chip.iphc.json'), '#/interview/quick');
  await expect(page.locator('[id="q-enterprise.sector"]')).not.toHaveValue('');
  let letThrough;
  const held = new Promise((resolve) => { letThrough = resolve; });
  await page.route('**/app_rest.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('');
  await page.reload();
  await page.locator('.start__go button').click();
  await expect(page.locator('#content > [role="status"]')).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-sealed');
  letThrough();
  await expect(page.locator('#content h1')).toBeVisible();
  await expect(page.locator('#content > [role="status"]')).toHaveCount(0);
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
  await expect(page.locator('[id="q-enterprise.sector"]')).toHaveValue('');
});

test('after a failure the last saved file can be had', async ({ page, misdeeds }) => {
  await open(page);
  await saveRecords(page, [
    { id: 'old', name: '旧', savedAt: '2026-01-01T00:00:00.000Z', file: '{"old":true}' },
    { id: 'new', name: '新', savedAt: '2026-01-02T00:00:00.000Z', file: '{"new":true}' },
  ]);
  await page.evaluate(() => window.iphc.fail('tried on purpose'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#failure-download').click()]);
  expect(download.suggestedFilename()).toBe('新.iphc.json');
  expect(await readFile(await download.path(), 'utf8')).toBe('{"new":true}');
  expect(misdeeds).toEqual([]);
});
