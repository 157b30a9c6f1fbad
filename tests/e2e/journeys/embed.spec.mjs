// The check-up inside pages of other origins: hosts that may embed it, hosts that may not, and messages that are none.
import { expectAccessible } from '../fixtures.mjs';
import { expect, test } from '../hosts.mjs';
import { data } from '../saved.mjs';
import { texts } from '../texts.mjs';

const say = texts('en');
// axe compares the landmarks of different documents: each frame has a <main> of its own, and so has the host.
const ACROSS_FRAMES = ['landmark-unique'];
const PARTNER = 'partner.localhost';

/** A frame of the check-up by its place in the page. */
const frameOf = (page, place) => page.locator(`${place} iframe`).contentFrame();
const log = (page, event) => page.locator(`#log li[data-event="${event}"]`);

async function openExample(place, name = PARTNER) {
  const host = await place.host();
  const checkUp = await place.embed([host.of(name)]);
  await place.page.goto(`${host.of(name)}/examples/html/host.html?page=${encodeURIComponent(checkUp)}`);
  await place.sealed(2);
  return place.page;
}

/** Loads a sample into an element and waits for the answer. */
const load = async (page, id, sample, options = {}) => page.evaluate(
  ([id, file, options]) => document.querySelector(id).load(file, options), [id, await data(`samples/${sample}.iphc.json`), options],
);

test('two check-ups in one page: each has its own document, and its host alone is told', async ({ place }) => {
  test.setTimeout(120_000);
  // Another origin, but the same site: browsers refuse storage to frames of other sites, here there would be some.
  const page = await openExample(place, '127.0.0.1');
  const right = '#place ip-health-check';
  const [first, second] = [frameOf(page, '#left'), frameOf(page, right)];
  // What the example loads by itself.
  await expect(first.locator('.host')).toContainText('http://127.0.0.1:');
  await expect(log(page, 'left change').first()).toContainText('"dirty":false', { timeout: 20_000 });

  const loaded = await load(page, '#left', 'chip', { show: 'interview', asOf: '2026-11-23' });
  expect(loaded.hash).toMatch(/^[0-9a-f]{64}$/);
  await load(page, right, 'food', { show: 'report', asOf: '2026-11-23' });
  await expect(second.locator('#content h1').first()).toBeVisible();
  // What the host left out is not offered, and its address says so.
  await expect(first.locator('.bar__home')).toHaveAttribute('href', '#/report');
  await expect(second.locator('.bar__home')).toHaveAttribute('href', '#/');
  await expectAccessible(page, ACROSS_FRAMES);

  // One is edited: only its host is told, and only that.
  const before = await log(page, 'right change').count();
  await page.evaluate(() => document.querySelector('#log').replaceChildren());
  await first.locator('#content').getByRole('textbox').first().fill('12345');
  await expect(log(page, 'left change').last()).toContainText('"dirty":true');
  await expect(log(page, 'left change').last()).not.toContainText('12345');
  await expect(log(page, 'left save')).toHaveCount(0);
  await expect(log(page, 'left autosave')).toHaveCount(0);
  await expect(log(page, 'right change')).toHaveCount(0);
  expect(before).toBeGreaterThan(0);
  await expect(first.locator('.saved')).toContainText(say('saved-page'));
  expect(await page.evaluate(() => [document.querySelector('#left').dirty, document.querySelector('#place ip-health-check').dirty])).toEqual([true, false]);

  // Results come where they were asked for.
  await expect(log(page, 'right result')).toHaveCount(0);
  await page.evaluate(() => document.querySelector('#left').toggleAttribute('results', true));
  await expect(log(page, 'left result').first()).toContainText('"channel":"PL"', { timeout: 20_000 });

  // Saved by the person in the frame, and by the page around it: the full file, which opens in the other one.
  await first.locator('#host-save').click();
  await expect(page.locator('output[data-of="left"]')).toContainText('saved');
  await expect(log(page, 'left change').last()).toContainText('"dirty":false');
  const { file, hash } = await page.evaluate(() => document.querySelector('#left').save());
  expect(JSON.parse(file)).toMatchObject({ format: 'ip-health-check', version: 1 });
  expect(JSON.parse(file).dossier.assets.length).toBeGreaterThan(3);
  const again = await page.evaluate(([file]) => document.querySelector('#place ip-health-check').load(file, { asOf: '2026-11-23', show: 'interview' }), [file]);
  expect(again.hash).toBe(hash);
  await expect(second.locator('#content').getByRole('textbox').first()).toHaveValue(/12,?345/);

  // Files made from it.
  const workbook = await page.evaluate(async () => {
    const { name, bytes } = await document.querySelector('#left').export('workbook');
    return { name, start: String.fromCharCode(...bytes.slice(0, 2)), length: bytes.length };
  });
  expect(workbook).toMatchObject({ start: 'PK', name: expect.stringMatching(/_2026-11-23\.xlsx$/) });
  const assessment = await page.evaluate(async () => {
    const { bytes } = await document.querySelector('#left').export('assessment');
    return JSON.parse(new TextDecoder().decode(bytes));
  });
  expect(assessment.as_of).toBe('2026-11-23');
  expect(assessment.actions.length).toBeGreaterThan(0);

  // Nothing is kept in the browser.
  for (const frame of page.frames().slice(1)) {
    const kept = await frame.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]);
    expect(kept).toEqual([0, 0, 0, 0]);
  }

  // The person closes it.
  await first.locator('#host-leave').click();
  await expect(log(page, 'left exit')).toContainText('"reason":"saved"');
});

test('a host reads, hides, darkens and lays rules over', async ({ place }) => {
  test.setTimeout(120_000);
  const page = await openExample(place);
  const first = frameOf(page, '#left');
  await load(page, '#left', 'chip', { show: 'interview' });
  const box = first.locator('#content').getByRole('textbox').first();
  await expect(box).toBeEditable();

  await page.evaluate(() => document.querySelector('#left').toggleAttribute('readonly', true));
  await expect(first.locator('.saved__lock')).toBeVisible();
  await page.evaluate(() => document.querySelector('#left').toggleAttribute('readonly', false));
  await expect(first.locator('.saved__lock')).toHaveCount(0);

  await page.evaluate(() => document.querySelector('#left').setAttribute('hidden-parts', 'interview what-if files'));
  await expect(first.locator('#content h1')).toHaveText(say('embed-hidden'));
  await expect(first.locator('.bar__steps a', { hasText: say('nav-interview') })).toHaveCount(0);
  await expect(first.locator('.menu__open')).toHaveCount(0);
  await page.evaluate(() => document.querySelector('#left').removeAttribute('hidden-parts'));

  const ground = () => first.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await ground();
  await page.evaluate(() => document.querySelector('#left').setAttribute('theme', 'dark'));
  await expect.poll(ground).not.toBe(light);
  await expectAccessible(page, ACROSS_FRAMES);

  await page.evaluate(() => document.querySelector('#left').setAttribute('lang', 'zh-CN'));
  await expect(first.locator('html')).toHaveAttribute('lang', 'zh-CN');

  // A station's pack; then one that is none, which is told with its field.
  const pack = await data('packs/park-desk.toml');
  await page.evaluate((rules) => document.querySelector('#left').configure({ rules }), pack);
  await expect(first.locator('.bar__rules')).toBeVisible({ timeout: 20_000 });
  await page.evaluate(() => document.querySelector('#left').configure({ rules: 'no = "pack"' }));
  await expect(log(page, 'left error').last()).toContainText('"code":"rules"', { timeout: 20_000 });

  // Without asking for more the host gets what the person typed when the person saves; asked for, at every pause.
  await page.evaluate(() => document.querySelector('#left').toggleAttribute('autosave', true));
  await first.locator('#content').getByRole('textbox').first().fill('777');
  await expect(log(page, 'left autosave')).toHaveCount(1, { timeout: 10_000 });
  await expect(log(page, 'left change').last()).toContainText('"dirty":false');
});

test('a page that is not listed, or looks like one that is, is not read and gets no answer', async ({ place }) => {
  test.setTimeout(120_000);
  const { page } = place;
  let address = '';
  const pages = () => ({ '/': place.rawHost(address) });
  const [host, other] = [await place.host(pages), await place.host(pages)];
  address = `${await place.embed([host.of(PARTNER)])}?mode=embed&lang=en`;
  const file = await data('samples/chip.iphc.json');
  const look = [
    host.of('evil.localhost'), host.of(`evil${PARTNER}`), host.of(`${PARTNER}.evil.localhost`), host.of(`sub.${PARTNER}`), other.of(PARTNER),
  ];
  for (const origin of look) {
    await page.goto(origin);
    await page.waitForFunction(() => window.heard.length > 0, undefined, { timeout: 30_000 });
    await page.evaluate((file) => {
      say({ protocol: 1, type: 'iphc:configure', autosave: true, results: true });
      say({ protocol: 1, type: 'iphc:load', file });
      say({ protocol: 1, type: 'iphc:save', request: '1' });
      say({ protocol: 1, type: 'iphc:wipe' });
      say('iphc:save');
    }, file);
    const frame = page.locator('iframe').contentFrame();
    await expect(frame.locator('.host')).toHaveText(say('embed-refused', { origin }));
    await page.waitForTimeout(500);
    // That it is there is all that was told, and that before anybody spoke.
    expect((await page.evaluate(() => heard)).map(({ type }) => type), origin).toEqual(['iphc:ready']);
    await expect(frame.locator('#app')).not.toContainText(JSON.parse(file).dossier.enterprise.name);
  }
});

test('in a permitted page, a frame of another origin is neither heard nor believed', async ({ place }) => {
  const { page } = place;
  let address = '';
  const host = await place.host(() => ({
    '/': place.rawHost(address).replace('</main>', `<iframe title="other" src="${host?.of?.('evil.localhost')}/evil"></iframe></main>`),
    '/evil': `<!doctype html><title>Other</title><link rel="icon" href="data:,"><script>
      const target = parent.frames[0];
      addEventListener('message', ({ data }) => { if (data === 'go') {
        target.postMessage({ protocol: 1, type: 'iphc:save', request: 'evil' }, '*');
        target.postMessage({ protocol: 1, type: 'iphc:configure', autosave: true }, '*');
        parent.postMessage({ done: true }, '*');
      } else parent.postMessage({ answered: data }, '*'); });
    </script>`,
  }));
  address = `${await place.embed([host.of(PARTNER)])}?mode=embed&lang=en`;
  await page.goto(host.of(PARTNER));
  await page.waitForFunction(() => window.heard.length > 0, undefined, { timeout: 30_000 });
  await page.evaluate(() => {
    window.others = [];
    addEventListener('message', (event) => { if (event.source === frames[1]) others.push(event.data); });
    say({ protocol: 1, type: 'iphc:configure' });
  });
  await expect(page.locator('iframe').first().contentFrame().locator('.host')).toContainText(PARTNER);
  await page.evaluate(() => frames[1].postMessage('go', '*'));
  await page.waitForFunction(() => others.length > 0);
  await page.waitForTimeout(800);
  expect(await page.evaluate(() => others)).toEqual([{ done: true }]);
  const types = new Set((await page.evaluate(() => heard)).map(({ type }) => type));
  expect([...types].sort()).toEqual(expect.not.arrayContaining(['iphc:save', 'iphc:autosave', 'iphc:error']));
});

test('messages that are none are answered with code and field', async ({ place }) => {
  const { page } = place;
  let address = '';
  const host = await place.host(() => ({ '/': place.rawHost(address) }));
  address = `${await place.embed([host.of(PARTNER)])}?mode=embed&lang=en`;
  await page.goto(host.of(PARTNER));
  await page.waitForFunction(() => window.heard.length > 0, undefined, { timeout: 30_000 });
  await place.sealed(1);

  const answer = async (message) => {
    await page.evaluate(() => { heard.length = 0; });
    await page.evaluate(message);
    await page.waitForFunction(() => heard.some(({ type }) => type === 'iphc:error'));
    const { code, field, request } = await page.evaluate(() => heard.find(({ type }) => type === 'iphc:error'));
    return [code, field, request].filter((part) => part !== undefined);
  };
  expect(await answer(() => say({ protocol: 1, type: 'iphc:save', request: '1' }))).toEqual(['not-configured', 'type', '1']);
  await page.evaluate(() => say({ protocol: 1, type: 'iphc:configure' }));
  const cases = [
    [() => say('text'), ['syntax']],
    [() => say(null), ['syntax']],
    [() => say([]), ['syntax']],
    [() => say({ protocol: 1, type: 'iphc:load', file: 10n }), ['syntax']],
    [() => { const circle = { protocol: 1, type: 'iphc:save' }; circle.circle = circle; say(circle); }, ['syntax']],
    [() => say(new Map([['type', 'iphc:save']])), ['missing', 'type']],
    [() => say({ type: 'iphc:save' }), ['missing', 'protocol']],
    [() => say({ protocol: 2, type: 'iphc:save', request: '2' }), ['protocol', 'protocol', '2']],
    [() => say({ protocol: 1, type: 'iphc:wipe' }), ['unknown-type', 'type']],
    [() => say({ protocol: 1, type: 'iphc:save', all: true }), ['unknown-field', 'all']],
    [() => say({ protocol: 1, type: 'iphc:load' }), ['missing', 'file']],
    [() => say({ protocol: 1, type: 'iphc:load', file: {} }), ['kind', 'file']],
    [() => say({ protocol: 1, type: 'iphc:load', file: '', request: '3' }), ['empty', 'file', '3']],
    [() => say({ protocol: 1, type: 'iphc:load', file: '{"format":"other"}' }), ['wrong-format', 'file']],
    [() => say({ protocol: 1, type: 'iphc:load', file: '{"format":' }), ['truncated', 'file']],
    [() => say({ protocol: 1, type: 'iphc:export', format: 'pdf' }), ['value', 'format']],
    [() => say({ protocol: 1, type: 'iphc:configure', hidden: ['star', 'all'] }), ['value', 'hidden[1]']],
    [() => say({ protocol: 1, type: 'iphc:configure', theme: 'pink' }), ['value', 'theme']],
    [() => say({ protocol: 1, type: 'iphc:configure', readOnly: 'yes' }), ['kind', 'readOnly']],
    [() => say({ protocol: 1, type: 'iphc:save', request: 'x'.repeat(65) }), ['value', 'request']],
  ];
  for (const [message, expected] of cases) expect(await answer(message), String(message)).toEqual(expected);
  // Every answer went to the host's origin, and the page lives.
  await page.evaluate(() => { heard.length = 0; say({ protocol: 1, type: 'iphc:save', request: 'last' }); });
  await page.waitForFunction(() => heard.some(({ type, request }) => type === 'iphc:save' && request === 'last'));
});

test('a sandboxed frame without storage works, and its host knows it by its window', async ({ place }) => {
  test.setTimeout(120_000);
  const { page } = place;
  const host = await place.host(() => ({
    '/': `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"><script type="module">
      import { mount } from '/pkg/element.js';
      const src = new URLSearchParams(location.search).get('page');
      window.heard = [];
      window.made = mount(document.querySelector('main'), { src, language: 'en', sandboxed: true, fit: true });
      for (const event of ['ready', 'change', 'save', 'error']) made.addEventListener('iphc-' + event, ({ detail }) => heard.push([event, detail]));
    </script></head><body><main><h1>Host</h1></main></body></html>`,
  }));
  const checkUp = await place.embed([host.of(PARTNER)]);
  await page.goto(`${host.of(PARTNER)}/?page=${encodeURIComponent(checkUp)}`);
  await place.sealed(1);
  const frame = frameOf(page, 'ip-health-check');
  await expect(page.locator('ip-health-check iframe')).toHaveAttribute('sandbox', 'allow-scripts allow-downloads');
  expect(await page.frames()[1].evaluate(() => self.origin)).toBe('null');

  const { hash } = await page.evaluate((file) => made.load(file, { asOf: '2026-11-23', show: 'interview' }), await data('samples/chip.iphc.json'));
  await frame.locator('#content').getByRole('textbox').first().fill('4321');
  await page.waitForFunction(() => made.dirty);
  const saved = await page.evaluate(() => made.save());
  expect(saved.hash).not.toBe(hash);
  expect(saved.file).toContain('4321');
  // The worker runs in it too.
  const { length } = await page.evaluate(async () => (await made.export('workbook')).bytes);
  expect(length).toBeGreaterThan(10_000);
  await page.frames()[1].evaluate(() => { location.hash = '/report'; });
  await expect(frame.locator('#report-actions li').first()).toBeVisible({ timeout: 20_000 });
  // The frame is as high as its page.
  const heights = await page.frames()[1].evaluate(() => [innerHeight, document.querySelector('#app').getBoundingClientRect().height]);
  await expect.poll(() => page.frames()[1].evaluate(() => Math.abs(innerHeight - document.querySelector('#app').getBoundingClientRect().height)), { message: String(heights) }).toBeLessThan(3);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    frame.locator('.menu__open').click().then(() => frame.getByRole('button', { name: say('save-file') }).click()),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.iphc\.json$/);
  expect((await page.evaluate(() => heard)).filter(([event]) => event === 'error')).toEqual([]);
  await expectAccessible(page, ACROSS_FRAMES);
});

test('opened on its own, the address for hosts says what it is for and keeps nothing', async ({ place }) => {
  const { page } = place;
  const checkUp = await place.embed([]);
  await page.goto(`${checkUp}?mode=embed&lang=en#/interview/enterprise`);
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
  await expect(page.locator('.host')).toHaveText(say('embed-alone'));
  await page.locator('[id="q-enterprise.name"]').fill('Nobody keeps this');
  await page.waitForTimeout(1_500);
  expect(await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length])).toEqual([0, 0, 0]);
  await expectAccessible(page, ACROSS_FRAMES);
});
