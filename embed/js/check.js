// Checks a message against its schema. The schemas are made from the types by which the embedded page reads and writes
// (engine/src/exchange/frame), so both sides hold each other to the same definition.
import schemas from './frame-schemas.js';

const KINDS = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** `.name` or `[3]` behind a path. */
const below = (path, name) => (typeof name === 'number' ? `${path}[${name}]` : path ? `${path}.${name}` : name);
const fault = (code, field, message) => ({ code, field, message: `${field}: ${message}` });

/** What is wrong with a value, or undefined. */
function wrong(schema, value, path, root) {
  if (schema === true) return undefined;
  if (schema.$ref) {
    const found = wrong(root.$defs[schema.$ref.split('/').at(-1)], value, path, root);
    if (found) return found;
  }
  for (const choice of ['anyOf', 'oneOf']) {
    // What may be missing is written as its type, then null: the first fault tells more.
    const faults = schema[choice]?.map((each) => wrong(each, value, path, root));
    if (faults && !faults.includes(undefined)) {
      const names = schema[choice].map((each) => each.const);
      if (typeof value === 'string' && !names.includes(undefined)) return fault('value', path, `expected one of ${names.join(', ')}`);
      return faults.find(({ field }) => field !== path) ?? faults[0];
    }
  }
  if (schema.type !== undefined) {
    const kinds = [schema.type].flat();
    if (!kinds.some((kind) => KINDS[kind](value))) return fault('kind', path, `expected ${kinds.join(' or ')}`);
  }
  if ('const' in schema && value !== schema.const) return fault('value', path, `expected ${schema.const}`);
  if (schema.enum && !schema.enum.includes(value)) return fault('value', path, `expected one of ${schema.enum.join(', ')}`);
  if (typeof value === 'number') {
    if (value < schema.minimum) return fault('value', path, `at least ${schema.minimum}`);
    if (value > schema.maximum) return fault('value', path, `at most ${schema.maximum}`);
  }
  if (typeof value === 'string') {
    if ([...value.slice(0, 2 * schema.maxLength + 2)].length > schema.maxLength) return fault('value', path, `at most ${schema.maxLength} characters`);
    if (schema.format === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) return fault('kind', path, 'expected a day such as 2026-11-23');
  }
  if (Array.isArray(value) && schema.items) {
    for (const [at, item] of value.entries()) {
      const found = wrong(schema.items, item, below(path, at), root);
      if (found) return found;
    }
  }
  return KINDS.object(value) ? wrongFields(schema, value, path, root) : undefined;
}

function wrongFields(schema, value, path, root) {
  const properties = schema.properties ?? {};
  for (const [name, inner] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) {
      const found = wrong(properties[name], inner, below(path, name), root);
      if (found) return found;
    } else if (schema.additionalProperties === false) {
      return fault('unknown-field', below(path, name), 'there is no such field');
    }
  }
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  return missing === undefined ? undefined : fault('missing', below(path, missing), 'is missing');
}

/** The schema of each type of message in a direction. */
const byType = (root) => new Map(root.oneOf.map((each) => [each.properties.type.const, each]));
const DIRECTIONS = { 'from-host': byType(schemas['from-host']), 'from-page': byType(schemas['from-page']) };

/** What is wrong with a message of a direction, `from-host` or `from-page`, as { code, field, message }; else undefined. */
export function check(direction, message) {
  if (!KINDS.object(message)) return { code: 'syntax', message: 'a message is an object' };
  const schema = DIRECTIONS[direction].get(message.type);
  if (schema) {
    if ('protocol' in message && message.protocol !== schema.properties.protocol.const) {
      return fault('protocol', 'protocol', `this side speaks ${schema.properties.protocol.const}`);
    }
    return wrong(schema, message, '', schemas[direction]);
  }
  if (!('type' in message)) return fault('missing', 'type', 'is missing');
  return typeof message.type === 'string' ? fault('unknown-type', 'type', 'there is no such message') : fault('kind', 'type', 'expected string');
}
