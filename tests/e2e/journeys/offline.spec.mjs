// The hosted page keeps its own files: it opens again without a network, and a newer build comes in without haste.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const BUILT = new URL('../../../dist/', import.meta.url).pathname;
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', webmanifest: 'application/manifest+json', svg: 'image/svg+xml' };
const say = texts('zh-CN');

/** Until the service worker has all files and serves this scope. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.active.state));

/** A host of its own, whose files can be replaced by those of a later build. */
async function host() {
  const folder = await mkdtemp(path.join(tmpdir(), 'offline-'));
  await cp(BUILT, folder, { recursive: true, filter: (name) => !name.endsWith('.br') });
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://host').pathname.slice(1) || 'index.html';
    const body = await readFile(path.join(folder, name)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { 'Content-Type': TYPES[name.split('.').pop()] ?? 'application/octet-stream', 'Cache-Control': 'no-cache' });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { folder, address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** What a later build changes at least: the style, and with it the hashes in page and service worker. */
async function publishAnother(folder) {
  const at = (name) => path.join(folder, name);
  const hash = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  const [page, style, worker] = await Promise.all(['index.html', 'style.css', 'sw.js'].map((name) => readFile(at(name), 'utf8')));
  const build = page.match(/&quot;build&quot;:&quot;([0-9a-f]+)&quot;/)[1];
  const other = [...build].reverse().join('');
  const replaced = (text) => text.replaceAll(hash(style), hash(`${style}\n/* later */\n`)).replaceAll(build, other);
  const nextPage = replaced(page);
  await writeFile(at('style.css'), `${style}\n/* later */\n`);
  await writeFile(at('index.html'), nextPage);
  await writeFile(at('sw.js'), replaced(worker).replaceAll(hash(page), hash(nextPage)));
  return { build, other };
}

test('after one visit the page works without a network', async ({ page, context }) => {
  await openWithDossier(page, await data('samples/chip.iphc.json'), '#/report');
  expect(await kept(page)).toMatch(/activat/);
  await context.setOffline(true);
  await page.reload();
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
  await expect(page.locator('#report-actions li').first()).toBeVisible({ timeout: 20_000 });
  await page.goto('#/privacy');
  await expect(page.getByRole('link', { name: say('privacy-install') })).toBeVisible();
  expect(await page.evaluate(() => window.iphc.requests())).toBe(0);
});

test('the cache holds the program and nothing that was entered', async ({ page }) => {
  const secret = '机密企业名称甲乙丙';
  const file = JSON.parse(await data('samples/chip.iphc.json'));
  file.dossier.enterprise.name = secret;
  await openWithDossier(page, JSON.stringify(file), '#/report');
  await kept(page);
  await expect(page.locator('#app h1')).toHaveText(secret);
  const found = await page.evaluate(async (secret) => {
    const holding = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request)).text();
        if (text.includes(secret)) holding.push(request.url);
      }
    }
    return { holding, files: (await (await caches.open((await caches.keys())[0])).keys()).length };
  }, secret);
  expect(found.holding).toEqual([]);
  expect(found.files).toBe(9);
});

test('a newer build waits, says so, and takes over when asked', async ({ page, context }) => {
  const site = await host();
  try {
    await open(page, site.address);
    await kept(page);
    await page.reload();
    const { build, other } = await publishAnother(site.folder);
    const running = () => page.evaluate(() => window.iphc.build());
    expect(await running()).toBe(build);
    // The browser looks for a newer service worker when a page of its scope is opened.
    await page.reload();
    await expect(page.locator('.update')).toContainText(say('update-ready'));
    expect(await running()).toBe(build);
    await expectAccessible(page);
    const second = await context.newPage();
    await second.goto(site.address);
    await page.locator('.update button').first().click();
    await expect(page.locator('.update')).toContainText(say('update-other-windows'));
    expect(await running()).toBe(build);
    await second.close();
    await page.locator('.update button').first().click();
    await expect(async () => expect(await running()).toBe(other)).toPass();
    await expect(page.locator('.update')).toHaveCount(0);
  } finally {
    site.close();
  }
});

test('the installing page links a manifest whose parts are there', async ({ page, request, baseURL }) => {
  await page.goto('install.html');
  await expectAccessible(page);
  const link = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await request.get(new URL(link, baseURL).href)).json();
  expect(manifest.display).toBe('standalone');
  expect(new URL(manifest.start_url, baseURL).href).toBe(baseURL);
  for (const icon of manifest.icons) {
    const answer = await request.get(new URL(icon.src, baseURL).href);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, icon.type]);
  }
});
