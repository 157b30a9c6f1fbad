// The interview: a first range after ten questions, mistakes kept and explained, answers checked and changed.
import { expect, expectAccessible, open, test } from '../fixtures.mjs';
import { texts } from '../texts.mjs';

const field = (page, path) => page.locator(`[id="q-${path}"]`);
const focused = (page) => page.evaluate(() => document.activeElement?.id);

for (const language of ['zh-CN', 'en']) {
  const say = texts(language);

  test.describe(language, () => {
    const start = (page, section) => open(page, `?lang=${language}#/interview/${section}`);
    // Fiscal years follow today's date; the last box of revenue is that of the last year.
    const revenue = (page) => page.locator('[id^="q-accounts."][id$=".revenue"]').last();

    test('the quick start gives a range and a ranking at once', async ({ page }) => {
      await start(page, 'quick');
      await expect(page.locator('.estimate__value')).toHaveText('—');
      await field(page, 'enterprise.sector').selectOption('0');
      await revenue(page).fill('9,980');
      await field(page, 'counts.inventions').fill('12');
      await field(page, 'need.amount').fill('1000');
      await expect(page.locator('.estimate__value')).not.toHaveText('—');
      await expect(page.locator('.estimate__up')).toBeVisible();
      await expect(page.locator('.estimate__channels li').first()).toBeVisible();
      await expectAccessible(page);
    });

    test('a mistake is kept, explained beside the field and in the summary, and followed as it is put right', async ({ page }) => {
      await start(page, 'need');
      const amount = field(page, 'need.amount');
      await amount.fill('一千来万');
      await expect(page.locator('.field__error')).toHaveCount(0);
      await page.locator('#content button[type=submit]').click();
      await expect(page.locator('#error-summary')).toBeFocused();
      await expect(page.locator('#error-summary-title')).toHaveText(say('problem-title'));
      await expect(page).toHaveTitle(new RegExp(`^${say('problem-page-title', { title: '' })}`));
      await expect(amount).toHaveValue('一千来万');
      await expect(amount).toHaveAttribute('aria-invalid', 'true');
      await expect(amount).toHaveAttribute('aria-describedby', /q-need\.amount-error/);
      await expectAccessible(page);
      await page.locator('#error-summary a').click();
      expect(await focused(page)).toBe('q-need.amount');
      await amount.fill('１，２００．５万');
      await expect(page.locator('.errors, .field__error')).toHaveCount(0);
      await amount.press('Enter');
      await expect(page).toHaveURL(/#\/interview\/star$/);
      await page.goBack();
      await expect(amount).toHaveValue('１，２００．５万');
    });

    test('a doubt stops once', async ({ page }) => {
      await start(page, 'accounts');
      await revenue(page).fill('9980');
      await page.locator('[id^="q-accounts."][id$=".rd"]').last().fill('10800');
      const go = page.locator('#content button[type=submit]');
      await go.click();
      await expect(page.locator('#error-summary-title')).toHaveText(say('problem-doubts'));
      await go.click();
      await expect(page).toHaveURL(/#\/interview\/risk$/);
    });

    test('an answer is changed from the check and the way leads back', async ({ page }) => {
      await start(page, 'check');
      const row = page.locator('.answers__row', { hasText: say('need-amount') });
      await expect(row.locator('.answers__value')).toHaveText(say('not-given'));
      await row.locator('a').click();
      await expect(field(page, 'need.amount')).toBeFocused();
      await page.keyboard.type('1000');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#\/interview\/check$/);
      await expect(row.locator('.answers__value')).not.toHaveText(say('not-given'));
      await expectAccessible(page);
    });

    test('the keyboard alone answers, adds a product and goes on', async ({ page }) => {
      await start(page, 'rights');
      await page.locator('#add-product').focus();
      await page.keyboard.press('Enter');
      await expect(page.locator('[id^="q-products."][id$=".name"]')).toBeFocused();
      await page.keyboard.type('A');
      await expect(page.locator('.record h3')).toHaveText('A');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#\/interview\/accounts$/);
      await expect(page.locator('#interview-title')).toBeFocused();
    });

    test('on a phone everything stands in one column', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await start(page, 'accounts');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await expectAccessible(page);
    });
  });
}
