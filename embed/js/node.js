// The entry for Node: the wasm is read from beside this file, so everything is ready once the import is.
import { readFileSync } from 'node:fs';

import { initSync } from './ip_health_check.js';
import { started } from './api.js';

export * from './api.js';
// There is no page to mount in; a program for both places may import it all the same.
export { mount } from './element.js';

initSync({ module: readFileSync(new URL('./ip_health_check_bg.wasm', import.meta.url)) });
started();

/** Nothing is left to do; here so that a program for both places can await it. */
export function init() {
  return Promise.resolve();
}
