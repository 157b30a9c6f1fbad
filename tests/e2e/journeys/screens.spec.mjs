// Every screen, looked at by two machines: sound HTML, and nothing for axe to find whatever the display is like.
import { HtmlValidate } from 'html-validate';
import { expect, expectAccessible, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { SCREENS, visit } from '../screens.mjs';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // How the source is laid out says nothing about what the browser made of it.
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-implicit-button-type': 'error',
    'long-title': 'off',
    // Answers are kept as they are given; the last page of questions has nothing to send.
    'wcag/h32': 'off',
    // Ids are the paths of the questions, with dots.
    'valid-id': ['error', { relaxed: true }],
    // A label that names its box twice is no fault.
    'no-redundant-for': 'off',
    // Tables that scroll are regions by themselves; their headings tell them apart.
    'unique-landmark': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'require-sri': 'off',
    'tel-non-breaking': 'off',
  },
});

test('the HTML of every screen is sound', async ({ page }) => {
  test.setTimeout(300_000);
  await openWithDossier(page, await data('samples/chip.iphc.json'), '#/');
  const found = [];
  for (const screen of SCREENS) {
    await visit(page, screen);
    const html = await page.evaluate(() => {
      const shown = document.documentElement.cloneNode(true);
      // Notices that stand in the page for when the app cannot start.
      shown.querySelectorAll('#failure, #unsupported').forEach((notice) => notice.remove());
      return `<!doctype html>\n${shown.outerHTML}`;
    });
    const report = await validator.validateString(html);
    for (const { messages } of report.results) {
      for (const { ruleId, message, selector } of messages) found.push(`${screen}: ${ruleId}: ${message} ${selector ?? ''}`);
    }
  }
  const kinds = [...new Set(found)];
  expect(kinds, kinds.join('\n')).toEqual([]);
});

test('every screen has its heading while its result is awaited', async ({ page }) => {
  // A worker that never answers.
  await page.addInitScript(() => { Worker.prototype.postMessage = () => {}; });
  await openWithDossier(page, await data('samples/chip.iphc.json'), '#/');
  for (const screen of SCREENS) {
    await page.evaluate((screen) => { location.hash = screen; }, screen);
    await expect(page.locator('#content h1'), screen).toHaveCount(1);
  }
});

// What can differ between two displays of the same elements.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const ROOM = ['target-size', 'scrollable-region-focusable', 'color-contrast', 'bypass', 'skip-link'];

const DISPLAYS = {
  light: { media: { colorScheme: 'light' } },
  dark: { media: { colorScheme: 'dark' }, only: COLOURS },
  'forced colours': { media: { forcedColors: 'active' }, only: COLOURS },
  // A phone shows other elements than a desk: all rules again.
  '320 px wide': { media: {}, size: { width: 320, height: 640 } },
  // Twice the size is half the room.
  'at 200 %': { media: {}, size: { width: 640, height: 400 }, only: ROOM },
};

for (const [name, { media, size, only }] of Object.entries(DISPLAYS)) {
  test(`axe finds nothing on any screen, ${name}`, async ({ page }) => {
    test.setTimeout(400_000);
    if (size) await page.setViewportSize(size);
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await openWithDossier(page, await data('samples/chip.iphc.json'), '#/');
    for (const screen of SCREENS) {
      await test.step(screen, async () => {
        await visit(page, screen);
        await expectAccessible(page, [], only);
        if (size) {
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          // Paper has the width of paper.
          if (!/print|hand-out/.test(screen)) expect(width, `${screen} needs no scrolling sideways`).toBeLessThanOrEqual(size.width);
        }
      });
    }
  });
}
