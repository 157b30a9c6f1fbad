// The words on screen, read from the same files the app is built from, so that one journey runs in both languages.
import { readFileSync, readdirSync } from 'node:fs';

const locales = new URL('../../locales/', import.meta.url);

/** All simple messages of a language by id; `fill` puts arguments in. Messages that choose by number are left out. */
export function texts(language) {
  const folder = new URL(`${language}/`, locales);
  const messages = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const [, id, text] = /^([a-z][a-z0-9-]*) = (.+)$/.exec(line) ?? [];
      if (id && !text.includes('->')) messages.set(id, text.replaceAll(/\{"([^"]*)"\}/g, '$1'));
    }
  }
  return (id, fill = {}) => {
    const text = messages.get(id);
    if (text === undefined) throw new Error(`no message ${id} in ${language}`);
    return text.replaceAll(/\{ \$([a-z-]+) \}/g, (_, name) => String(fill[name]));
  };
}
