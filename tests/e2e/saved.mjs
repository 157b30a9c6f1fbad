// Work saved in the browser before a journey begins.
import { readFile } from 'node:fs/promises';
import { open } from './fixtures.mjs';

/** The text of a file of tests/data. */
export function data(name) {
  return readFile(new URL(`../data/${name}`, import.meta.url), 'utf8');
}

/** Writes records as the app does: src/state/persist.rs and src/boot.rs describe them. The page must be open. */
export function saveRecords(page, records) {
  return page.evaluate((records) => new Promise((resolve, reject) => {
    // Whatever version is there: the app brings an older one to its own.
    const open = indexedDB.open('ip-health-check');
    open.onupgradeneeded = () => open.result.createObjectStore('dossiers', { keyPath: 'id' });
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const write = open.result.transaction('dossiers', 'readwrite');
      records.forEach((record) => write.objectStore('dossiers').put({ typed: '', inFile: false, ...record }));
      write.oncomplete = () => { open.result.close(); resolve(); };
      write.onerror = () => reject(write.error);
    };
  }), records);
}

/** Opens the page with this dossier as the work of the last visit. */
export async function openWithDossier(page, file, address = '') {
  await open(page);
  const { name } = JSON.parse(file).dossier.enterprise ?? {};
  await saveRecords(page, [{ id: 'kept', name: name ?? 'kept', savedAt: '2026-01-01T00:00:00.000Z', file }]);
  await page.evaluate(() => localStorage.setItem('iphc-open', 'kept'));
  // Only what follows # may differ, so the page has to be told to start again.
  await page.goto(address);
  await page.reload();
  await page.locator('html[data-sealed="true"]').waitFor({ state: 'attached' });
}
