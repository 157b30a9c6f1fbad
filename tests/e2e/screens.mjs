// Every screen of the app, for the journeys that look at all of them.

/** Addresses behind the `#`. */
export const SCREENS = [
  '/',
  '/interview/quick', '/interview/enterprise', '/interview/rights', '/interview/accounts', '/interview/risk',
  '/interview/need', '/interview/star', '/interview/check',
  '/portfolio', '/report', '/value', '/what-if', '/compare', '/star', '/print', '/verify', '/terms',
  '/readers/bank', '/readers/insurer', '/readers/investor',
  '/readers/bank/hand-out', '/readers/insurer/hand-out', '/readers/investor/hand-out',
  '/hand-over', '/scan',
  '/park', '/workshop', '/workshop/screen', '/rules', '/coverage', '/privacy', '/versions',
];

/** Goes to a screen and waits until it has settled: its heading is there and nothing is computed any more. */
export async function visit(page, screen) {
  await page.evaluate((screen) => { location.hash = screen; }, screen);
  await page.locator('#content h1, #content h2').first().waitFor();
  await page.locator('#content [role="status"]:not(:empty)', { hasText: /…$/ }).first().waitFor({ state: 'detached', timeout: 20_000 }).catch(() => {});
}
