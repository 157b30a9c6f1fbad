// Nothing is lost: tabs killed while typing, storage that is full, refused or failing, clocks set back, data deleted.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { generator } from '../chance.mjs';
import { texts } from '../texts.mjs';

/** How many tabs are killed; `cargo xtask soak` kills more. */
const KILLS = Number(process.env.KILLS ?? 4);
const SEED = Number(process.env.SEED ?? 20_261_123);

const name = (page) => page.locator('[id="q-enterprise.name"]');
const enterprise = (page, language = 'zh-CN') => open(page, `?lang=${language}#/interview/enterprise`);
const again = async (page) => {
  await page.reload();
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
};
const savedInBrowser = (page) => expect(page.locator('.saved--browser')).toBeVisible();

test(`a tab killed while typing loses no more than a second, ${KILLS} times`, async ({ context }) => {
  test.setTimeout(60_000 + KILLS * 15_000);
  const draw = generator(SEED);
  let longest = 0;
  let kept = '';
  for (let kill = 0; kill < KILLS; kill += 1) {
    const page = await context.newPage();
    await enterprise(page);
    await expect(name(page)).toHaveValue(kept);
    await name(page).focus();
    await page.keyboard.press('End');
    const typed = [];
    const until = Date.now() + 300 + draw(3_200);
    while (Date.now() < until) {
      const letter = String.fromCharCode(97 + draw(26));
      await page.keyboard.press(letter);
      typed.push({ letter, at: Date.now() });
      if (draw(4) === 0) await page.waitForTimeout(draw(500));
    }
    const client = await context.newCDPSession(page);
    const killed = Date.now();
    const crashed = page.waitForEvent('crash');
    // The answer never comes: who would give it is dead.
    client.send('Page.crash').catch(() => {});
    await crashed;
    await page.close();

    const next = await context.newPage();
    await enterprise(next);
    const whole = kept + typed.map(({ letter }) => letter).join('');
    const safe = kept + typed.filter(({ at }) => at < killed - 1_000).map(({ letter }) => letter).join('');
    await expect(name(next)).toHaveValue(new RegExp(`^${safe}`));
    const found = await name(next).inputValue();
    expect(whole.startsWith(found), `${found} is a beginning of ${whole}`).toBe(true);
    const lost = typed.slice(found.length - kept.length);
    longest = Math.max(longest, lost.length ? killed - lost[0].at : 0);
    kept = found;
    await next.close();
  }
  console.log(`  killed ${KILLS} tabs, longest loss ${longest} ms`);
});

test('whoever closes or reloads right after a keystroke loses nothing', async ({ page }) => {
  await enterprise(page);
  for (const text of ['甲', '甲乙', '甲乙丙丁']) {
    await name(page).fill(text);
    await again(page);
    await expect(name(page)).toHaveValue(text);
  }
  await name(page).fill('甲乙丙丁戊');
  await page.goto('about:blank');
  await enterprise(page);
  await expect(name(page)).toHaveValue('甲乙丙丁戊');
});

test('who turns to another check-up right after a keystroke finds the first as it was', async ({ page }) => {
  await enterprise(page);
  await name(page).fill('先填的企业');
  await page.locator('.bar__home').click();
  await page.locator('[data-sample=food]').click();
  await expect(page).toHaveURL(/#\/report$/);
  await page.locator('.bar__home').click();
  await page.locator('.start__recent li', { hasText: '先填的企业' }).locator('button').first().click();
  await expect(page.locator('#content')).toContainText('先填的企业');
  await page.goto('#/interview/enterprise');
  await expect(name(page)).toHaveValue('先填的企业');
});

test('after a failure the newest typed text is in the file', async ({ page }) => {
  await enterprise(page);
  await name(page).fill('甲');
  await savedInBrowser(page);
  await name(page).fill('甲乙丙');
  await page.evaluate(() => window.iphc.fail('tried on purpose'));
  await page.waitForTimeout(1_000);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#failure-download').click()]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8')).dossier.enterprise.name).toBe('甲乙丙');
});

test('a clock set back changes nothing about what is newest', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-11-23T10:00:00') });
  await page.clock.resume();
  await enterprise(page);
  await name(page).fill('早');
  await savedInBrowser(page);
  await page.clock.setSystemTime(new Date('2025-01-01T08:00:00'));
  await name(page).fill('晚');
  await page.waitForTimeout(1_500);
  await again(page);
  await expect(name(page)).toHaveValue('晚');
});

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test.describe(language, () => {
    test('a full disk is said, the file can be saved, and it goes on when there is space', async ({ page, baseURL }) => {
      const client = await page.context().newCDPSession(page);
      const { origin } = new URL(baseURL);
      // Before anything is written: the browser measures the space left every ten seconds only.
      await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
      await enterprise(page, language);
      await name(page).fill('甲'.repeat(60));
      const alert = page.locator('.update--bad');
      await expect(alert).toContainText(say('trouble-full'));
      await expect(page.locator('.saved--nowhere')).toHaveText(new RegExp(say('saved-nowhere')));
      await expectAccessible(page);
      const [download] = await Promise.all([page.waitForEvent('download'), alert.locator('button').first().click()]);
      expect(JSON.parse(await readFile(await download.path(), 'utf8')).dossier.enterprise.name).toBe('甲'.repeat(60));
      await name(page).fill('甲'.repeat(61));
      await expect(alert).toBeVisible();
      await client.send('Storage.overrideQuotaForOrigin', { origin });
      await alert.locator('button').nth(1).click();
      await savedInBrowser(page);
      await expect(alert).toHaveCount(0);
      await again(page);
      await expect(name(page)).toHaveValue('甲'.repeat(61));
    });

    test('a browser that stores nothing says so at once, and work goes on into a file', async ({ page }) => {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
      });
      await enterprise(page, language);
      await expect(page.locator('.update--bad')).toContainText(say('trouble-refused'));
      await name(page).fill('无处可存');
      // Once there is a check-up, saving puts it into the file and so changes the document.
      await page.waitForTimeout(1_500);
      await page.locator('.menu__open').click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.menu__items button', { hasText: say('save-file') }).first().click(),
      ]);
      expect(JSON.parse(await readFile(await download.path(), 'utf8')).dossier.enterprise.name).toBe('无处可存');
      await expect(page.locator('.saved--file')).toBeVisible();
      // What only this page holds is not replaced without a question.
      await name(page).fill('无处可存二');
      await expect(page.locator('.saved--nowhere')).toBeVisible();
      await page.locator('.bar__home').click();
      page.once('dialog', (dialog) => {
        expect(dialog.message()).toBe(say('keep-replace-question'));
        dialog.dismiss();
      });
      await page.locator('[data-sample=food]').click();
      await expect(page).toHaveURL(/#\/$/);
    });

    test('storage that fails in the middle of a write is tried again until it holds', async ({ page }) => {
      await page.addInitScript(() => {
        let failures = 0;
        window.failWrites = (count) => { failures = count; };
        const { commit } = IDBTransaction.prototype;
        IDBTransaction.prototype.commit = function () {
          if (this.mode === 'readwrite' && failures > 0) {
            failures -= 1;
            this.abort();
          } else {
            commit.call(this);
          }
        };
      });
      await enterprise(page, language);
      await name(page).fill('甲');
      await savedInBrowser(page);
      await page.evaluate(() => window.failWrites(2));
      await name(page).fill('甲乙');
      await expect(page.locator('.update--bad')).toBeVisible();
      await savedInBrowser(page);
      await again(page);
      await expect(name(page)).toHaveValue('甲乙');
    });

    test('what the browser has deleted is missed and said', async ({ page, baseURL }) => {
      await openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}#/interview/enterprise`);
      await expect(name(page)).not.toHaveValue('');
      await savedInBrowser(page);
      // What waits to be written when a page goes is brought back, so nothing may wait.
      await page.waitForTimeout(1_000);
      // The open page would write it again: only what is deleted between two visits is gone.
      await page.goto('about:blank');
      const client = await page.context().newCDPSession(page);
      await client.send('Storage.clearDataForOrigin', { origin: new URL(baseURL).origin, storageTypes: 'indexeddb' });
      await enterprise(page, language);
      await expect(page.locator('.notices')).toContainText(say('notice-evicted'));
      await expectAccessible(page);
      await page.locator('.notices .button--quiet').click();
      await expect(page.locator('.update')).toHaveCount(0);
    });

    test('an earlier version comes back as one step that can be undone', async ({ page }) => {
      await openWithDossier(page, await data('samples/chip.iphc.json'), `?lang=${language}#/interview/enterprise`);
      const before = await name(page).inputValue();
      await name(page).fill('改过的名字');
      await savedInBrowser(page);
      await page.waitForTimeout(1_000);
      await page.locator('.menu__open').click();
      await page.locator('.menu__items a', { hasText: say('versions-title') }).click();
      await expect(page.locator('#content h1')).toHaveText(say('versions-title'));
      const opened = page.locator('.versions__list li', { hasText: say('versions-opened') });
      await expect(opened).toHaveCount(1);
      await opened.locator('button').first().click();
      await expect(opened.locator('tbody tr')).toHaveCount(1);
      await expect(opened.locator('tbody')).toContainText(before);
      await expect(opened.locator('tbody')).toContainText('改过的名字');
      await expectAccessible(page);
      await opened.locator('button').nth(1).click();
      await expect(page.locator('.versions__list li', { hasText: say('versions-before-restore') })).toHaveCount(1);
      await page.goto(`?lang=${language}#/interview/enterprise`);
      await expect(name(page)).toHaveValue(before);
      await page.locator('.history__button').first().click();
      await expect(name(page)).toHaveValue('改过的名字');
    });
  });
}
