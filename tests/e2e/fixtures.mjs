// The test of every journey: fails if the page asks for anything after start-up, breaks its own policy, or complains
// on the console.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const test = base.extend({
  // What this page did wrong so far. A journey that provokes something on purpose takes it out again.
  misdeeds: async ({}, use) => {
    const misdeeds = [];
    await use(misdeeds);
    expect(misdeeds, 'requests after start-up, policy violations, console complaints').toEqual([]);
  },

  page: async ({ page, misdeeds }, use) => {
    let sealed = false;
    // Between the request for another page and its arrival it is still the old one that speaks, perhaps of its seal.
    let leaving = false;
    await page.exposeFunction('iphcTestSealed', () => { if (!leaving) sealed = true; });
    await page.exposeFunction('iphcTestViolation', (violation) => misdeeds.push(`policy violation: ${violation}`));
    await page.addInitScript(() => {
      window.addEventListener('securitypolicyviolation', (event) => {
        window.iphcTestViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
      window.addEventListener('iphc-proof', () => {
        if (document.documentElement.dataset.sealed) window.iphcTestSealed();
      });
    });
    page.on('request', (request) => {
      // Loading the page again is a new start.
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) [sealed, leaving] = [false, true];
      else if (sealed && !/^(data|blob):/.test(request.url())) misdeeds.push(`request: ${request.method()} ${request.url()}`);
    });
    page.on('framenavigated', (frame) => { if (frame === page.mainFrame()) leaving = false; });
    page.on('websocket', (socket) => misdeeds.push(`websocket: ${socket.url()}`));
    page.on('console', (message) => {
      // Where a journey intercepts files, it has Playwright block service workers, which says so.
      if (message.text() === 'Service Worker registration blocked by Playwright') return;
      if (['error', 'warning'].includes(message.type())) misdeeds.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => misdeeds.push(`uncaught: ${error.stack ?? error}`));
    await use(page);
  },
});

export { expect };

/** Opens the page and waits until it has sealed itself. */
export async function open(page, address = '') {
  await page.goto(address);
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
}

/** Fails if axe finds anything in what is on screen now, by rules other than those in `except`, or by those in `only`. */
export async function expectAccessible(page, except = [], only = undefined) {
  const axe = new AxeBuilder({ page });
  const { violations } = await (only ? axe.withRules(only) : axe.withTags(WCAG).disableRules(except)).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect(found, 'accessibility').toEqual([]);
}
