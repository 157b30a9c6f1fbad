// The public terminal: language first, large targets, nothing kept, wiped when left, no way out, digits by touch, the
// station's own file, and the result taken away.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { NOTHING, keepMemories, kept, tracesOf } from '../heap.mjs';
import { texts } from '../texts.mjs';

const PORTRAIT = { width: 1080, height: 1920 };
const PACK = new URL('../../data/packs/park-desk.toml', import.meta.url).pathname;
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1" fill="#0f6b8f"/></svg>';
const LEAST = 56;

test.use({ viewport: PORTRAIT, hasTouch: true });

const field = (page, path) => page.locator(`[id="q-${path}"]`);
const revenue = (page) => page.locator('[id^="q-accounts."][id$=".revenue"]').last();

/** Without motion: figures that fade in are pale, and axe would say so. */
const still = (page) => page.emulateMedia({ reducedMotion: 'reduce' });

/** A terminal whose station has this file; without one the server's plain answer. */
async function terminal(page, station = {}, address = '?mode=kiosk') {
  await page.route('**/station.json', (route) => route.fulfill({ json: station }));
  await open(page, address);
}

async function begin(page, language = 'zh-CN') {
  await page.locator(`.attract__begin[data-language="${language}"]`).tap();
  await expect(page.locator('#interview-title')).toBeVisible();
}

/** As `expectAccessible` of the whole page at once: what the dock covers is free after scrolling, not small. */
async function expectWholeAccessible(page) {
  await page.setViewportSize({ ...PORTRAIT, height: 5_000 });
  await expectAccessible(page);
  await page.setViewportSize(PORTRAIT);
}

/** What can be touched and is smaller than it should be. */
function small(page) {
  return page.evaluate((least) => {
    const shown = (element) => element.checkVisibility() && !element.closest('.unseen');
    // A box is touched by its label, and a link in a sentence is as high as its line.
    const target = (element) => element.closest('label') ?? element.closest('.field__box') ?? element;
    return [...document.querySelectorAll('button, a[href], input, select, summary')]
      .filter((element) => shown(element) && !element.closest('p, dd, .working'))
      .map((element) => [target(element).getBoundingClientRect(), element])
      .filter(([box]) => box.width > 1 && (box.height < least - 0.5 || box.width < least - 0.5))
      .map(([box, element]) => `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }, LEAST);
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test(`language first, then large targets within reach, ${language}`, async ({ page }) => {
    await terminal(page);
    await expect(page.locator('.attract__figures strong').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.attract__demo')).toContainText(/亿元|万元|CNY/);
    // What fades in is fainter than it will be.
    await page.locator('.attract__figures').evaluate((figures) => Promise.all(figures.getAnimations({ subtree: true }).map(({ finished }) => finished)));
    expect(await small(page)).toEqual([]);
    for (const button of await page.locator('.attract__go button').all()) {
      expect((await button.boundingBox()).y).toBeGreaterThan(PORTRAIT.height / 3);
    }
    await expectAccessible(page);
    await begin(page, language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('.kiosk-head__step')).toHaveText(say('kiosk-step', { number: 1, name: say('kiosk-step-answers') }));
    await expect(page.locator('#kiosk-end')).toHaveText(say('kiosk-end'));
    expect(await small(page)).toEqual([]);
    for (const control of await page.locator('.dock a, .dock button:visible').all()) {
      expect((await control.boundingBox()).y).toBeGreaterThan(PORTRAIT.height / 3);
    }
    await expect(page.locator('input[type=file]:visible, .file-button:visible')).toHaveCount(0);
    await expectWholeAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PORTRAIT.width);
  });
}

test('a terminal without a station file starts all the same', async ({ page, misdeeds }) => {
  await open(page, '?mode=kiosk');
  await begin(page);
  await expect(page.locator('.attract__faults')).toHaveCount(0);
  // The browser notes that there is no such file.
  expect(misdeeds.every((misdeed) => /404/.test(misdeed))).toBe(true);
  misdeeds.length = 0;
});

test('what is shown runs by itself, can be stopped, and stands still for who wants no motion', async ({ page }) => {
  await page.clock.install();
  await page.clock.resume();
  await terminal(page);
  const name = page.locator('.attract__demo h2');
  await expect(name).toBeVisible({ timeout: 30_000 });
  const first = await name.textContent();
  await page.clock.runFor(9_000);
  await expect(name).not.toHaveText(first);
  await page.locator('#demo-toggle').tap();
  const stopped = await name.textContent();
  await page.clock.runFor(30_000);
  await expect(name).toHaveText(stopped);
  await still(page);
  await page.reload();
  await expect(name).toHaveText(first, { timeout: 30_000 });
  await page.clock.runFor(30_000);
  await expect(name).toHaveText(first);
});

test('after the wipe no storage, no history, no clipboard and no memory holds what was typed', async ({ page, context }) => {
  test.setTimeout(120_000);
  const sentinel = `哨兵企业${Math.random().toString(36).slice(2)}`;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await keepMemories(page);
  await terminal(page, { idle_seconds: 30 });
  await page.evaluate(() => navigator.clipboard.writeText('before'));
  await begin(page);
  await page.locator('.tasks a').nth(1).tap();
  await field(page, 'enterprise.name').fill(sentinel);
  await page.locator('.dock__steps a').nth(1).tap();
  await expect(page.locator('.report__lede h1')).toHaveText(sentinel, { timeout: 30_000 });
  // Nothing is kept even while it is there, and the search does find it where it is; in the heap it is only for moments,
  // so one is put there.
  await page.evaluate((text) => { window.held = [text.slice(0, 4), text.slice(4)].join(''); }, sentinel);
  expect(await kept(page)).toEqual(NOTHING);
  expect(await tracesOf(page, sentinel)).toEqual(['wasm memory', 'heap']);
  await page.locator('.report__lede h1').selectText();
  await page.keyboard.press('Control+c');
  await page.locator('.dock__steps a').first().tap();
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);

  await expect(page.locator('#idle')).toBeVisible({ timeout: 40_000 });
  await expect(page.locator('#idle-title')).toHaveText(texts('zh-CN')('idle-title'));
  await expectAccessible(page);
  expect(await small(page)).toEqual([]);
  await expect(page.locator('.attract')).toBeVisible({ timeout: 40_000 });
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });

  expect(new URL(page.url()).hash).toBe('');
  expect(await kept(page)).toEqual(NOTHING);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('before');
  expect(await tracesOf(page, sentinel)).toEqual([]);
  // Wherever Back leads, there is nothing.
  for (const go of ['goBack', 'goForward']) {
    await page[go]({ timeout: 5_000, waitUntil: 'commit' }).catch(() => {});
    await page.waitForTimeout(2_000);
    expect((await page.content()).includes(sentinel)).toBe(false);
    if (page.url().includes('mode=kiosk')) {
      await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
      expect(await tracesOf(page, sentinel)).toEqual([]);
      expect(await kept(page)).toEqual(NOTHING);
    }
  }
});

test('whoever needs more time gets twice as much, again and again, and has twenty seconds to say so', async ({ page }) => {
  await page.clock.install();
  await terminal(page, { idle_seconds: 60, answer_seconds: 20 });
  await expect(page.locator('.attract__figures strong').first()).toBeVisible({ timeout: 30_000 });
  // From here on only the test moves time.
  await page.clock.pauseAt(Date.now() + 60_000);
  await begin(page);
  await field(page, 'need.amount').fill('1000');
  const idle = page.locator('#idle');
  const past = async (seconds) => page.clock.runFor(seconds * 1_000);
  await past(50);
  await page.locator('.kiosk-head').tap();
  await past(50);
  await expect(idle).toBeHidden();
  await past(11);
  await expect(idle).toBeVisible();
  // Sixteen of the twenty seconds are over.
  await past(15);
  await expect(idle).toBeVisible();
  await page.locator('#idle-continue').tap();
  await expect(idle).toBeHidden();
  await past(55);
  await expect(idle).toBeHidden();
  await past(10);
  await page.locator('#idle-more').tap();
  await past(115);
  await expect(idle).toBeHidden();
  await past(10);
  await page.locator('#idle-more').tap();
  await past(235);
  await expect(idle).toBeHidden();
  await past(10);
  await expect(idle).toBeVisible();
  await expect(field(page, 'need.amount')).toHaveValue('1000');
});

test('ending asks once where something would be lost', async ({ page }) => {
  await terminal(page);
  await begin(page);
  await page.locator('#kiosk-end').tap();
  await expect(page.locator('.attract')).toBeVisible();
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
  await begin(page);
  await field(page, 'need.amount').fill('1000');
  await page.locator('#kiosk-end').tap();
  await expect(page.locator('#end')).toBeVisible();
  await expectAccessible(page);
  await page.locator('#end-stay').tap();
  await expect(field(page, 'need.amount')).toHaveValue('1000');
  await page.locator('#kiosk-end').tap();
  await page.locator('#end-wipe').tap();
  await expect(page.locator('.attract')).toBeVisible();
  await begin(page);
  await expect(field(page, 'need.amount')).toHaveValue('');
});

test('there is no way out', async ({ page, context }) => {
  await terminal(page);
  await begin(page);
  await field(page, 'need.amount').fill('1000');
  const before = page.url();
  const outcomes = await page.evaluate(() => {
    const outcomes = {};
    for (const name of ['contextmenu', 'copy', 'cut', 'dragstart']) {
      const event = new Event(name, { bubbles: true, cancelable: true });
      document.querySelector('h1').dispatchEvent(event);
      outcomes[name] = event.defaultPrevented;
    }
    for (const [name, keys] of Object.entries({
      print: { key: 'p', ctrlKey: true }, save: { key: 's', ctrlKey: true }, open: { key: 'o', ctrlKey: true }, help: { key: 'F1' },
      tools: { key: 'F12' }, address: { key: 'd', altKey: true }, back: { key: 'ArrowLeft', altKey: true }, letter: { key: 'a' },
    })) {
      const event = new KeyboardEvent('keydown', { ...keys, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      outcomes[name] = event.defaultPrevented;
    }
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://example.org/', target: '_blank', textContent: 'out' });
    document.querySelector('#content').append(link);
    link.click();
    const file = Object.assign(document.createElement('input'), { type: 'file' });
    document.querySelector('#content').append(file);
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    file.dispatchEvent(click);
    outcomes.file = click.defaultPrevented;
    link.remove();
    file.remove();
    return outcomes;
  });
  expect(outcomes).toEqual({
    contextmenu: true, copy: true, cut: true, dragstart: true, print: true, save: true, open: true, help: true, tools: true,
    address: true, back: true, letter: false, file: true,
  });
  expect(page.url()).toBe(before);
  expect(context.pages()).toHaveLength(1);
  for (const screen of ['/rules', '/verify', '/compare', '/versions', '/readers/bank', '/print', '/scan']) {
    await page.evaluate((screen) => location.replace(`#${screen}`), screen);
    await expect(page.locator('#content')).toHaveText(texts('zh-CN')('kiosk-not-here'));
  }
  await page.locator('.dock__steps a').nth(1).tap();
  await expect(page.locator('.report__lede')).toBeVisible({ timeout: 30_000 });
  const leading = await page.locator('a[href]:visible').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(leading.filter((address) => !/^#\/(interview|portfolio|report|value|what-if|star|terms|privacy|hand-over)/.test(address) && !/^#[a-z]/.test(address))).toEqual([]);
});

test('numbers are typed on the pad, with 万 and 亿, and read as ever', async ({ page }) => {
  await terminal(page);
  await begin(page);
  const pad = page.locator('#pad');
  const press = async (...names) => {
    for (const name of names) await pad.getByRole('button', { name, exact: true }).tap();
  };
  await revenue(page).tap();
  await expect(pad).toBeVisible();
  await expect(revenue(page)).toBeFocused();
  await expect(revenue(page)).toHaveAttribute('inputmode', 'none');
  expect(await small(page)).toEqual([]);
  await expectWholeAccessible(page);
  const say = texts('zh-CN');
  await press('1', say('pad-point'), '2', '5', '5', say('pad-delete'), say('pad-yi'));
  await expect(revenue(page)).toHaveValue('1.25亿');
  await expect(revenue(page)).toBeFocused();
  await press(say('pad-done'));
  await expect(pad).toHaveCount(0);
  await field(page, 'need.amount').tap();
  await press('3', '0', '0', say('pad-clear'), '8', '0', '0', say('pad-wan'));
  await expect(field(page, 'need.amount')).toHaveValue('800万');
  // A count has no units, and keys of the keyboard work as well.
  await field(page, 'counts.inventions').tap();
  await expect(pad.getByRole('button', { name: say('pad-yi'), exact: true })).toHaveCount(0);
  await press('1', '2');
  await page.keyboard.press('3');
  await press(say('pad-delete'));
  await expect(field(page, 'counts.inventions')).toHaveValue('12');
  await field(page, 'enterprise.sector').selectOption('0');
  await expect(page.locator('.estimate__value')).not.toHaveText('—');
  // The answers as the check shows them: read by the one parser.
  await page.evaluate(() => location.replace('#/interview/check'));
  await expect(page.locator('.answers__row', { hasText: say('need-amount') }).locator('.answers__value')).toHaveText('800 万元');
  await expect(page.locator('.answers__value', { hasText: '1.25 亿元' })).toHaveCount(1);
});

test('the station says its name, mark, rules and times in one file', async ({ page }) => {
  test.setTimeout(120_000);
  await page.route('**/park.svg', (route) => route.fulfill({ body: PICTURE, contentType: 'image/svg+xml' }));
  await page.route('**/park-desk.toml', async (route) => route.fulfill({ body: await readFile(PACK, 'utf8'), contentType: 'text/plain' }));
  await still(page);
  await terminal(page, {
    name: { zh: '临江科技园', en: 'Linjiang Park' }, logo: 'park.svg', rules: 'park-desk.toml', printer: true, usb_export: true,
  });
  await expect(page.locator('.attract__station')).toContainText('临江科技园');
  await expect(page.locator('.attract__station')).toContainText('Linjiang Park');
  await expect(page.locator('.attract__faults')).toHaveCount(0);
  await expectAccessible(page);
  await begin(page);
  await expect(page.locator('.kiosk-head__who')).toHaveText('临江科技园');
  const drawn = () => page.locator('.kiosk-logo').evaluate((image) => image.complete && image.naturalWidth > 0);
  await expect.poll(drawn).toBe(true);
  await field(page, 'enterprise.sector').selectOption('0');
  await revenue(page).fill('9980');
  await field(page, 'counts.inventions').fill('12');
  await page.locator('.dock__steps a').nth(1).tap();
  await expect(page.locator('#report-policies')).toContainText('临江科技园', { timeout: 30_000 });
  await page.locator('.dock__steps a').nth(2).tap();
  await expect(page.locator('.codes')).toBeVisible();
  expect(await small(page)).toEqual([]);
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#hand-over-file').tap()]);
  const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(saved.rules).toMatchObject({ id: 'linjiang-park' });
  expect(await kept(page)).toEqual(NOTHING);
  await page.locator('#hand-over-print').tap();
  await expect(page.locator('.paper__brand')).toContainText('临江科技园', { timeout: 30_000 });
  expect(await page.locator('.paper__logo').evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
});

test('without a word of the station nothing is printed and no file is given', async ({ page }) => {
  await terminal(page);
  await begin(page);
  await field(page, 'need.amount').fill('1000');
  await page.locator('.dock__steps a').nth(2).tap();
  await expect(page.locator('.codes')).toBeVisible();
  await expect(page.locator('#hand-over-file, #hand-over-print')).toHaveCount(0);
});

test('what is wrong with the station file is named by field, and the rest of it holds', async ({ page }) => {
  const say = texts('zh-CN');
  await still(page);
  await terminal(page, { name: { zh: '园区', en: 'Park' }, idle_seconds: 5, logo: '../logo.png', colour: 'red', printer: 'yes' });
  const faults = page.locator('.attract__faults');
  await expect(faults).toContainText(say('desk-field', { field: 'idle_seconds', problem: say('desk-out-of-range', { low: 30, high: 600 }) }));
  await expect(faults).toContainText(say('desk-field', { field: 'logo', problem: say('desk-not-beside') }));
  await expect(faults).toContainText(say('desk-field', { field: 'colour', problem: say('desk-unknown') }));
  await expect(faults).toContainText(say('desk-field', { field: 'printer', problem: say('desk-not-a-flag') }));
  await expect(page.locator('.attract__station')).toContainText('园区');
  await expectAccessible(page);
});

test('a terminal whose page has failed starts again by itself and offers no file', async ({ page }) => {
  await terminal(page);
  await begin(page);
  await field(page, 'need.amount').fill('1000');
  await page.clock.install();
  await page.evaluate(() => window.iphc.fail('tried on purpose'));
  await expect(page.locator('#failure')).toBeVisible();
  await expect(page.locator('#failure-download')).toBeHidden();
  await page.clock.runFor(21_000);
  await expect(page.locator('.attract')).toBeVisible();
});
