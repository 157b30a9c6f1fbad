// One writer for each document among several tabs.
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const name = (page) => page.locator('[id="q-enterprise.name"]');

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);
  const address = `?lang=${language}#/interview/enterprise`;

  test(`two tabs: the second reads, sees what differs, takes over, and nothing is lost, ${language}`, async ({ page, context }) => {
    await openWithDossier(page, await data('samples/chip.iphc.json'), address);
    await name(page).fill('第一个标签页');
    await expect(page.locator('.saved--browser')).toBeVisible();
    await page.waitForTimeout(1_000);

    const second = await context.newPage();
    await open(second, address);
    await expect(second.locator('.notices')).toContainText(say('elsewhere-title'));
    await expect(second.locator('.saved__lock')).toHaveText(say('read-only'));
    await expect(name(second)).toHaveValue('第一个标签页');
    await expectAccessible(second);

    // What the first goes on typing is what the second takes over.
    await name(page).fill('第一个标签页又改了');
    await page.waitForTimeout(1_200);
    await second.locator('#take-over').click();
    await expect(second.locator('dialog[open] tbody tr')).toHaveCount(1);
    await expect(second.locator('dialog[open] tbody')).toContainText('第一个标签页又改了');
    await expectAccessible(second);
    await second.locator('dialog[open] .button--first').click();
    await expect(name(second)).toHaveValue('第一个标签页又改了');
    await expect(second.locator('.saved__lock')).toHaveCount(0);
    await expect(page.locator('.saved__lock')).toHaveText(say('read-only'));

    await name(second).fill('第二个标签页');
    await second.waitForTimeout(1_200);
    await expect(name(page)).not.toBeEditable();
    await second.reload();
    await expect(name(second)).toHaveValue('第二个标签页');

    // And back: the first shows what the second has written, and undo brings back what it showed itself.
    await page.locator('#take-over').click();
    await page.locator('dialog[open] .button--first').click();
    await expect(name(page)).toHaveValue('第二个标签页');
    await page.locator('.history__button').first().click();
    await expect(name(page)).toHaveValue('第一个标签页又改了');
  });
}

test('two tabs without locks, as over plain HTTP: the one that comes second is told and overwrites nothing', async ({ page, context }) => {
  await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
  await openWithDossier(page, await data('samples/chip.iphc.json'), '#/interview/enterprise');
  const second = await context.newPage();
  await open(second, '#/interview/enterprise');
  await expect(name(second)).not.toHaveValue('');
  await name(page).fill('第一');
  await page.waitForTimeout(1_500);
  await name(second).fill('第二');
  await expect(second.locator('#take-over')).toBeVisible();
  await expect(name(second)).toHaveValue('第二');
  await page.reload();
  await expect(name(page)).toHaveValue('第一');
});
