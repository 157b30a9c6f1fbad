// The entry for browsers and bundlers.
import load from './ip_health_check.js';
import { started } from './api.js';

export * from './api.js';
export { mount } from './element.js';

let loading;

/** Loads the wasm, once; from beside this file unless told otherwise. */
export function init(source) {
  loading ??= load(source === undefined ? undefined : { module_or_path: source }).then(started, (error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
