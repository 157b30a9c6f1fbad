// The workshop: two windows, a vote, a result that the projector knows only once it is revealed, participants' files under
// letters, and a reset that leaves nothing.
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data } from '../saved.mjs';
import { texts } from '../texts.mjs';

const FIRMS = ['ready', 'chip', 'dispute'];
const files = Promise.all(FIRMS.map(async (code) => {
  const text = await data(`samples/${code}.iphc.json`);
  const { enterprise } = JSON.parse(text).dossier;
  return { name: enterprise.name, code: enterprise.credit_code, file: { name: `${enterprise.name}.json`, mimeType: 'application/json', buffer: Buffer.from(text) } };
}));

/** The window on the projector, which the trainer's window opens. */
async function projectorOf(page) {
  const [projector] = await Promise.all([page.context().waitForEvent('page'), page.locator('#workshop-open').click()]);
  await projector.locator('.projector').waitFor();
  return projector;
}

const slide = (projector, kind) => expect(projector.locator('.projector')).toHaveAttribute('data-slide', kind);

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test(`a group votes, the trainer reveals, the projector follows, ${language}`, async ({ page }) => {
    test.setTimeout(120_000);
    page.on('dialog', (dialog) => dialog.accept());
    await open(page, `?lang=${language}#/`);
    await page.getByRole('link', { name: say('start-workshop') }).click();
    await expect(page.locator('#content h1')).toHaveText(say('workshop-title'));
    await expect(page.locator('#workshop-cases li')).toHaveCount(8);
    await expect(page.locator('#workshop-screen')).toContainText(say('workshop-screen-none'));

    const projector = await projectorOf(page);
    await slide(projector, 'title');
    await expect(projector.locator('#content h1')).toHaveText(say('workshop-screen-title'));
    await expect(page.locator('#workshop-screen')).toContainText(say('workshop-screen-there'));

    // The clock runs when the trainer starts it, and on the projector too.
    await page.locator('#workshop-clock').click();
    await expect(page.locator('#workshop-time')).toHaveText(/^00:0[1-5]$/);
    await expect(projector.locator('.projector__time')).toContainText('/ 45:00');
    await expect(page.locator('#workshop-script [aria-current="step"]')).toHaveCount(1);

    // The case and the question: no result, no note of the trainer's, anywhere in the other window.
    await page.locator('[data-case="dispute"]').click();
    await slide(projector, 'case');
    await expect(projector.locator('#content h1')).toHaveText(await page.locator('#workshop-poll h2').textContent());
    await page.locator('[data-question="0"]').click();
    await slide(projector, 'question');
    const box = (option) => page.locator(`#vote-${option}`);
    for (const [option, votes] of [[0, 4], [1, 3], [4, 9]]) {
      await box(option).fill(String(votes));
      await box(option).press('Enter');
    }
    await expect(projector.locator('.projector__options li.is-voted')).toHaveCount(3);
    await expect(projector.locator('.projector__options li').nth(4)).toContainText(language === 'en' ? '9 votes' : '9 票');
    // What is no number counts nothing.
    await box(5).fill('many');
    await box(5).press('Enter');
    await expect(box(5)).toHaveValue('0');
    await page.locator('[data-question="2"]').click();
    await page.locator('#workshop-single').check();
    await page.locator('#vote-0').check();
    await expect(projector.locator('.projector__options strong').first()).toHaveText('●');
    const lead = await page.locator('.workshop__note > p').textContent();
    const before = await projector.content();
    expect(before).not.toContain(lead);
    for (const secret of ['workshop-refused', 'workshop-ranking', 'workshop-points', 'workshop-agrees', 'workshop-differs']) {
      expect(before, secret).not.toContain(say(secret));
    }
    if (language === 'zh-CN') {
      await expectAccessible(projector);
      await expectAccessible(page);
    }

    // A message that is none changes nothing.
    await page.evaluate(() => {
      const channel = new BroadcastChannel('iphc-workshop');
      for (const message of ['<b>', '{"show":{}}', 7, { show: 'title' }, '"title"', '{"show":{"language":"en","slide":{"case":{"case":"<img>"}},"clock":null}}']) channel.postMessage(message);
      channel.close();
    });
    await projector.waitForTimeout(300);
    await slide(projector, 'question');

    await page.locator('#workshop-reveal').click();
    await slide(projector, 'reveal');
    // Nine of sixteen wanted the warrant; right were the pledge and the package, seven votes.
    const verdicts = page.locator('.workshop__verdict');
    await expect(verdicts.nth(0)).toContainText(say('workshop-differs'));
    await expect(verdicts.nth(0)).toContainText(say('workshop-hits', { hits: 7, total: 16, share: '43.8%' }));
    await expect(verdicts.nth(0)).toContainText(say('channel-pledge'));
    await expect(verdicts.nth(1)).toContainText(say('workshop-nobody'));
    await expect(verdicts.nth(2)).toContainText(say('workshop-star-at-risk'));
    await expect(verdicts.nth(2)).toContainText(say('workshop-differs'));
    await expect(page.locator('.workshop__ranking tbody tr').first()).toContainText(say('channel-pledge'));
    await expect(page.locator('#workshop-result .report__notice')).toHaveCount(0);
    await expect(page.locator('.workshop__points li')).toHaveCount(4);
    const refused = page.locator('#workshop-result .lines li');
    await expect(refused).toHaveCount(5);
    await expect(refused.first()).toContainText(say('channel-invest-loan'));
    await expect(projector.locator('.projector__ranks li').first()).toContainText(say('channel-pledge'));
    await expect(projector.locator('.projector__refused li')).toHaveCount(5);
    await expect(projector.locator('canvas')).toBeVisible();
    expect(await projector.content()).not.toContain(lead);
    await page.getByRole('button', { name: say('workshop-show-points') }).click();
    await slide(projector, 'points');
    await expect(projector.locator('#content li')).toHaveCount(4);

    // Three firms under letters; a fourth file is the first once more, a fifth is none.
    const firms = await files;
    await page.locator('#workshop-files').setInputFiles([...firms.map(({ file }) => file), firms[0].file,
      { name: 'list.json', mimeType: 'application/json', buffer: Buffer.from('[1]') }]);
    await expect(page.locator('#workshop-compare tbody tr[data-firm]')).toHaveCount(3);
    await expect(page.locator('#workshop-compared')).toContainText(say('workshop-twice'));
    await page.locator('#workshop-show-compare').click();
    await slide(projector, 'compare');
    const rows = projector.locator('tr[data-firm]');
    // The order is that of the scores, the letters that of the files.
    await expect(rows.locator('.workshop__letter')).toHaveText(['A', 'B', 'C']);
    await expect(rows.nth(0)).toContainText(say('workshop-star-meets'));
    await expect(rows.nth(1)).toContainText(say('workshop-star-fails'));
    const seen = await projector.content();
    for (const { name, code } of firms) {
      expect(seen).not.toContain(name);
      expect(seen).not.toContain(name.replace('示例：', ''));
      expect(seen).not.toContain(code);
    }
    expect(seen).not.toContain('示例：');
    if (language === 'zh-CN') {
      await expectAccessible(projector);
      await expectAccessible(page);
    }
    const park = page.locator('#workshop-compare').getByRole('link', { name: say('workshop-park') });
    await expect(park).toHaveAttribute('href', '#/park');

    // Reset: nothing of the group stays, here or there.
    await page.locator('#workshop-reset').click();
    await expect(page.locator('#workshop-wiped')).toHaveText(say('workshop-reset-done'));
    await slide(projector, 'title');
    await expect(page.locator('#workshop-poll, #workshop-result, tr[data-firm]')).toHaveCount(0);
    await expect(page.locator('#workshop-time')).toHaveText('00:00');
    await expect(projector.locator('.projector__time')).toHaveCount(0);
    await page.locator('[data-case="dispute"]').click();
    await page.locator('[data-question="0"]').click();
    await expect(box(4)).toHaveValue('0');
    const kept = await page.evaluate(async () => JSON.stringify([
      { ...localStorage }, { ...sessionStorage }, (await indexedDB.databases()).map(({ name }) => name), location.href]));
    for (const { name, code } of firms) {
      expect(kept).not.toContain(name);
      expect(kept).not.toContain(code);
    }

    // A projector that is opened anew asks what to show; one that is closed is missed.
    await projector.reload();
    await slide(projector, 'question');
    await projector.close();
    await box(0).fill('2');
    await box(0).press('Enter');
    await expect(page.locator('#workshop-screen')).toContainText(say('workshop-screen-none'));
  });
}

const say = texts('zh-CN');

test('where two windows cannot hear each other it is said; a terminal has no workshop', async ({ page, misdeeds }) => {
  await page.addInitScript(() => { delete window.BroadcastChannel; });
  await open(page, '?lang=zh-CN#/workshop');
  await expect(page.locator('#workshop-cases li')).toHaveCount(8);
  await expect(page.locator('.report__notice')).toHaveText(say('workshop-screen-missing'));
  await expect(page.locator('#workshop-open')).toHaveCount(0);
  await page.evaluate(() => { location.hash = '#/workshop/screen'; });
  await expect(page.locator('.projector__wait')).toHaveText(say('workshop-screen-missing'));
  await open(page, '?mode=kiosk&lang=zh-CN#/workshop');
  await page.locator('#content, .kiosk').first().waitFor();
  await expect(page.locator('#workshop-cases')).toHaveCount(0);
  // This one has no file of its own beside the page.
  expect(misdeeds.every((misdeed) => /404/.test(misdeed))).toBe(true);
  misdeeds.length = 0;
});
