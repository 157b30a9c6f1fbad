// The STAR Market page: verdict, gap list, plan, projection, exports; and the issue interview behind it.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { data, openWithDossier } from '../saved.mjs';
import { texts } from '../texts.mjs';

const SAMPLE = 'samples/chip.iphc.json';
const field = (page, path) => page.locator(`[id="q-${path}"]`);
// Indicators in both languages, as the rule pack names them.
const PATENTS = { 'zh-CN': '发明专利', en: 'Invention patents' };

async function downloaded(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test.describe(language, () => {
    const openSample = async (page, address = '#/star') =>
      openWithDossier(page, await data(SAMPLE), `?lang=${language}${address}`);

    test('the report leads to the page, and every card stands on it', async ({ page }) => {
      await openSample(page, '#/report');
      await page.locator('#report-star a', { hasText: say('star-report-open').slice(0, 8) }).click();
      await expect(page).toHaveURL(/#\/star$/);
      await expect(page.locator('#app h1')).toHaveText(say('star-page-title'));
      await expect(page.locator('.bar__steps a[aria-current="page"]')).toHaveText(say('nav-star'));
      for (const card of ['verdict', 'gaps', 'indicators', 'patents', 'plan', 'outlook', 'readiness', 'listing', 'versions', 'boards', 'station']) {
        await expect(page.locator(`#star-${card}`), card).toBeVisible();
      }
      await expectAccessible(page);
    });

    test('the gap list names what is missing, the remedy and the last day to start', async ({ page }) => {
      await openSample(page);
      const row = page.locator('#star-gaps tbody tr', { hasText: PATENTS[language] }).first();
      await expect(row).toContainText(say('severity-blocking'));
      await expect(row).toContainText(/20\d\d-\d\d-\d\d/);
      // A figure of a cure opens its working.
      await row.locator('.figure-button').first().click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    });

    test('chart and table tell the same', async ({ page }) => {
      await openSample(page);
      const plan = page.locator('#star-plan .chart');
      await plan.locator('summary').click();
      const rows = plan.locator('tbody tr');
      expect(await rows.count()).toBeGreaterThan(7);
      await expect(rows.first()).toContainText(/20\d\d-\d\d-\d\d – 20\d\d-\d\d-\d\d/);
      const outlook = page.locator('#star-outlook .chart');
      await outlook.locator('summary').click();
      await expect(outlook.locator('tbody tr')).toHaveCount(11);
    });

    test('four versions side by side, the one applied marked', async ({ page }) => {
      await openSample(page);
      const versions = page.locator('#star-versions');
      await expect(versions.locator('thead th')).toHaveCount(5);
      await expect(versions.locator('thead th.is-applied')).toContainText('V2024');
      // The sample has five patents: enough until 2022, not from 2024 on.
      const patents = versions.locator('tbody tr', { hasText: PATENTS[language] }).locator('td');
      await expect(patents.nth(2)).toContainText(say('indicator-pass'));
      await expect(patents.nth(3)).toContainText(say('indicator-fail'));
    });

    test('calendar and candidate record are saved without a request', async ({ page }) => {
      await openSample(page);
      const calendar = await downloaded(page, page.locator('#star-calendar'));
      expect(calendar.name).toMatch(/\.ics$/);
      expect(calendar.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
      expect(calendar.text.match(/BEGIN:VEVENT/g).length).toBeGreaterThan(10);
      expect(calendar.text).toContain('UID:star.I3.start@ip-health-check');
      const record = JSON.parse((await downloaded(page, page.locator('#star-candidate'))).text);
      expect(record.format).toBe('ip-health-check-candidate');
      expect(record.version).toBe('V2024');
      expect(record.indicators.map(({ code }) => code)).toEqual(['I1', 'I2', 'I3', 'I4']);
      expect(JSON.stringify(record)).not.toContain('revenue"');
    });

    test('evidence to collect stands beside cures and steps, in chart, gap list and calendar', async ({ page }) => {
      await openSample(page);
      const plan = page.locator('#star-plan .chart');
      await plan.locator('summary').click();
      const start = say('star-plan-proofs').split('undefined')[0].trim();
      await expect(plan.locator('tbody tr', { hasText: start }).first()).toContainText(/20\d\d-\d\d-\d\d/);
      await expect(page.locator('#star-plan > p').first()).toContainText(/\d/);
      const calendar = await downloaded(page, page.locator('#star-calendar'));
      // Lines of a calendar are folded.
      const unfolded = calendar.text.replace(/\r\n[ \t]/g, '');
      const evidence = unfolded.match(/UID:star\.[A-Z0-9-]+\.evidence@/g);
      const done = unfolded.match(/UID:star\.[A-Z0-9-]+\.evidenced@/g);
      expect(evidence.length).toBeGreaterThan(3);
      expect(done.length).toBe(evidence.length);
      for (const uid of evidence) {
        const [, code] = uid.match(/star\.([A-Z0-9-]+)\./);
        await expect(page.locator('#star-gaps', { hasText: code }).first(), code).toBeAttached();
      }
    });

    test('both counts of patents, and why they differ', async ({ page }) => {
      await openSample(page);
      const card = page.locator('#star-patents');
      await expect(card.locator('.tally')).toHaveCount(3);
      for (const name of ['star-patents-legal', 'star-patents-strict', 'star-patents-core']) {
        await expect(card).toContainText(say(name));
      }
      await expect(page.locator('#star-patents-differ')).toBeVisible();
      await expect(page.locator('#star-patents-offices')).toContainText(/\d/);
    });

    test('the projection says when, how firmly, and what must be true', async ({ page }) => {
      await openSample(page);
      const card = page.locator('#star-outlook');
      await expect(card).toContainText(/20\d\d/);
      await expect(card).toContainText("5");
      await expect(card.locator('.figure-button').first()).toBeVisible();
    });

    test('a version stated in place of the one by date is applied, and said so', async ({ page }) => {
      const file = JSON.parse(await data(SAMPLE));
      file.dossier.star.guideline_version = 'V2022';
      await openWithDossier(page, JSON.stringify(file), `?lang=${language}#/star`);
      await expect(page.locator('#star-verdict')).toContainText(say('star-chosen-by-override'));
      await expect(page.locator('#star-versions thead th.is-applied')).toContainText('V2022');
      // Five patents were enough then.
      const row = page.locator('#star-versions tbody tr', { hasText: PATENTS[language] });
      await expect(row.locator('td.is-applied')).toContainText(say('indicator-pass'));
    });

    test('a company that listed: its own prospectus gives the verdict of history', async ({ page }) => {
      await openWithDossier(page, await data('real/insta360.iphc.json'), `?lang=${language}#/star`);
      await expect(page.locator('#star-verdict')).toContainText(say('attribute-meets-regular'));
      await expect(page.locator('#star-gaps tbody tr', { hasText: 'LIT-1' }).first()).toBeVisible();
      await expectAccessible(page);
    });

    test('an issue is answered with severity and evidence, and the page follows', async ({ page }) => {
      await openSample(page, '#/interview/star/star.issues.LIT-3.state');
      const card = page.locator('.issue', { hasText: 'LIT-3' });
      await expect(card).toBeVisible();
      await card.locator('.segment', { hasText: say('issue-open') }).click();
      await card.locator('.issue__severity .issue__choice').first().click();
      await card.locator('.issue__evidence input').first().check();
      await field(page, 'star.issues.LIT-3.owner').fill('张三');
      await expect(card).toContainText(say('issue-evidence', { held: 1, all: 1 }));
      await expectAccessible(page);
      await page.locator('.bar__steps a', { hasText: say('nav-star') }).last().click();
      await expect(page.locator('#star-verdict .state').first()).toContainText(say('status-blocked'));
      const row = page.locator('#star-gaps tbody tr', { hasText: 'LIT-3' });
      await expect(row).toContainText('张三');
      await expect(row).toContainText(say('severity-blocking'));
      await page.locator('.history__button').first().click();
      await expect(row).not.toContainText('张三');
    });

    test('nothing known gives no verdict and says what to answer', async ({ page }) => {
      await open(page, `?lang=${language}#/star`);
      await expect(page.locator('#star-verdict')).toContainText(say('attribute-insufficient-data'));
      await expect(page.locator('#star-outlook')).toContainText(say('star-outlook-none').slice(0, 10));
      await page.locator('#star-outlook a').click();
      await expect(field(page, 'star.plan.growth')).toBeFocused();
      await page.keyboard.type('30');
      await expect(field(page, 'star.plan.growth')).toHaveValue('30');
    });
  });
}

test.describe('phone', () => {
  test.use({ viewport: { width: 320, height: 700 }, isMobile: true, hasTouch: true });

  test('nothing is wider than the screen', async ({ page }) => {
    await openWithDossier(page, await data(SAMPLE), '?lang=zh-CN#/star');
    await expect(page.locator('#star-station')).toBeVisible();
    for (const address of ['#/star', '#/interview/star']) {
      await page.goto(`?lang=zh-CN${address}`);
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
    await expectAccessible(page);
  });
});
