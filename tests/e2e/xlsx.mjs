// Workbooks read back: the parts of the archive, and the cells of a sheet by name.
import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive by name, read from its central directory. */
export function unzip(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset, place) => (
      place === 0 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset)));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const content = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), content.toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The rows of a sheet: each a map from column letters to `{ value, formula }`; texts are strings, numbers numbers. */
export function rows(files, sheet) {
  const names = [...files.get('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map((found) => plain(found[1]));
  const part = files.get(`xl/worksheets/sheet${names.indexOf(sheet) + 1}.xml`);
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)]
    .map((found) => [...found[1].matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map((text) => plain(text[1])).join(''));
  return [...part.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, cells = '']) => new Map(
    [...cells.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, column, attributes, content = '']) => {
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
      const formula = /<f>(.*?)<\/f>/s.exec(content)?.[1];
      const kind = /t="(\w+)"/.exec(attributes)?.[1];
      const read = kind === 's' ? shared[Number(value)] : kind === 'str' ? plain(value ?? '') : Number(value);
      return [column, { value: value === undefined ? undefined : read, formula: formula && plain(formula) }];
    }),
  ));
}
