// `<ip-health-check src rules lang>`: the hosted page in a frame, and this page as its host. Importing this file defines
// the element; it needs nothing else of the package, no framework and no wasm. README.md describes the protocol.
import { check } from './check.js';

const PROTOCOL = 1;
/** How long an answer may take, in milliseconds. */
const PATIENCE = 60_000;
const CONFIGURATION = ['theme', 'language', 'rules', 'hidden', 'readOnly', 'autosave', 'results', 'closable'];
/** Attributes that are part of the configuration, and attributes by which the frame starts. */
const LIVE = ['lang', 'theme', 'hidden-parts', 'readonly', 'autosave', 'results', 'closable'];
const STARTING = ['src', 'rules', 'sandboxed'];

const STYLE = `
:host { display: block; block-size: 45rem; }
:host([hidden]) { display: none; }
:host([fit]) { block-size: auto; }
iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; color-scheme: auto; }`;

/** An error as this package throws them. */
function fault(code, field, message) {
  const error = new Error(message);
  error.name = 'IpHealthCheckError';
  return Object.assign(error, { code, field });
}

/** Text of a dossier file: as it is, of bytes, or of the file's contents as an object. */
function fileText(dossier) {
  if (typeof dossier === 'string') return dossier;
  if (dossier instanceof ArrayBuffer || ArrayBuffer.isView(dossier)) return new TextDecoder('utf-8', { fatal: true }).decode(dossier);
  return JSON.stringify(dossier);
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

// Node has no elements; there this file only must not fail.
const Base = globalThis.HTMLElement ?? class {};

export class IpHealthCheck extends Base {
  static observedAttributes = [...STARTING, ...LIVE, 'fit'];

  #frame;
  #origin;
  #options = {};
  #isReady = false;
  #loads = 0;
  #ready;
  #tell;
  #waiting = new Map();
  #next = 1;
  #last;
  #dirty = false;
  #hash;
  #hear = (event) => this.#heard(event);

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#expect();
  }

  connectedCallback() {
    addEventListener('message', this.#hear);
    this.#start();
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    this.#stop('closed', 'the element was taken out of the page');
    this.#frame?.remove();
    this.#frame = undefined;
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected) return;
    if (STARTING.includes(name)) this.#start();
    else if (!this.#frame) return;
    else if (name === 'fit') this.#frame.style.removeProperty('block-size');
    else if (this.#isReady) this.#configure();
  }

  /** Resolves when the check-up is there and configured. */
  get ready() { return this.#ready; }

  /** The document differs from what was loaded or saved last. */
  get dirty() { return this.#dirty; }

  /** Fingerprint of the document as it is; undefined before the first. */
  get hash() { return this.#hash; }

  /** The frame's document may act for its own origin; `sandboxed` takes that away. */
  get sandboxed() { return this.hasAttribute('sandboxed'); }

  /** Options beside the attributes: `rules` as a pack's text, and whatever has an attribute too. */
  configure(options) {
    const unknown = Object.keys(options).find((name) => !CONFIGURATION.includes(name));
    if (unknown) throw fault('unknown-field', unknown, `${unknown}: there is no such field`);
    this.#checked({ type: 'iphc:configure', ...options });
    this.#options = { ...this.#options, ...options };
    if (this.#isReady) this.#configure();
  }

  /** Puts a dossier into the check-up in place of the one there; resolves to { hash } when it is open. */
  async load(dossier, { asOf, show } = {}) {
    const message = { type: 'iphc:load', file: fileText(dossier), ...(asOf && { asOf }), ...(show && { show }) };
    this.#checked(message);
    await this.ready;
    const { hash } = await this.#ask(message);
    this.#last = message;
    return { hash };
  }

  /** The document as it is now: { file, hash }, `file` being the text of a `*.iphc.json`. */
  async save() {
    await this.ready;
    const { file, hash } = await this.#ask({ type: 'iphc:save' });
    return { file, hash };
  }

  /** A file made from the document, `file`, `workbook` or `assessment`: { name, mediaType, bytes }. */
  async export(format) {
    this.#checked({ type: 'iphc:export', format });
    await this.ready;
    const { name, mediaType, bytes } = await this.#ask({ type: 'iphc:export', format });
    return { name, mediaType, bytes: bytesOf(bytes) };
  }

  #expect() {
    this.#ready = new Promise((resolve, reject) => { this.#tell = { resolve, reject }; });
    // Whoever does not wait for it is told by the event.
    this.#ready.catch(() => {});
  }

  #start() {
    this.#stop('closed', 'the check-up was started anew');
    this.#frame?.remove();
    this.#frame = undefined;
    const src = this.getAttribute('src');
    if (!src) return;
    const address = new URL(src, this.baseURI);
    address.searchParams.set('mode', 'embed');
    if (this.lang) address.searchParams.set('lang', this.lang.startsWith('zh') ? 'zh-CN' : 'en');
    if (this.getAttribute('rules')) address.searchParams.set('rules', this.getAttribute('rules'));
    const frame = this.ownerDocument.createElement('iframe');
    // A sandboxed document has an origin that equals no other; browsers write it so.
    this.#origin = this.sandboxed ? 'null' : address.origin;
    if (this.sandboxed) frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
    frame.setAttribute('part', 'frame');
    frame.setAttribute('referrerpolicy', 'no-referrer');
    frame.title = this.title || (this.lang.startsWith('en') ? 'IP Health Check' : '知识产权体检');
    frame.addEventListener('load', () => this.#loaded(frame));
    frame.src = address.href;
    this.#loads = 0;
    this.#frame = frame;
    this.shadowRoot.append(frame);
  }

  #stop(code, message) {
    const error = fault(code, undefined, message);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    if (this.#isReady) this.#expect();
    this.#isReady = false;
  }

  /** A sandboxed frame has no origin to hold it to: once it shows another document, the talk is over. */
  #loaded(frame) {
    this.#loads += 1;
    if (!this.sandboxed || frame !== this.#frame || this.#loads === 1) return;
    this.#stop('closed', 'the sandboxed frame went to another document');
    this.#frame = undefined;
    frame.remove();
    this.#dispatch('iphc-error', { code: 'closed', message: 'the sandboxed frame went to another document' });
  }

  #heard({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin) return;
    const wrong = check('from-page', data);
    if (wrong) {
      this.#dispatch('iphc-error', wrong);
      return;
    }
    const { type, protocol, request, ...body } = data;
    if (type === 'iphc:ready') {
      this.#begin(body);
      return;
    }
    if (type === 'iphc:change') {
      this.#dirty = body.dirty;
      this.#hash = body.hash;
    }
    if (type === 'iphc:resize' && this.hasAttribute('fit')) this.#frame.style.blockSize = `${body.height}px`;
    const asked = request === undefined ? undefined : this.#waiting.get(request);
    if (asked) {
      this.#waiting.delete(request);
      clearTimeout(asked.timer);
      if (type === 'iphc:error') asked.reject(fault(body.code, body.field, body.message));
      else asked.resolve(body);
      // What was asked for comes to the one who asked; a change is news for all.
      if (type !== 'iphc:change') return;
    }
    this.#dispatch(type.replace(':', '-'), body);
  }

  async #begin(body) {
    const isAgain = this.#isReady;
    this.#isReady = true;
    this.#configure();
    this.#tell.resolve();
    this.#dispatch('iphc-ready', body);
    // The page in the frame was loaded again and holds nothing any more.
    if (isAgain && this.#last) await this.#ask(this.#last).catch(() => {});
  }

  #configure() {
    const tagged = {
      theme: this.getAttribute('theme') ?? undefined,
      language: this.lang ? (this.lang.startsWith('zh') ? 'zh-CN' : 'en') : undefined,
      hidden: this.getAttribute('hidden-parts')?.split(/\s+/).filter(Boolean),
      readOnly: this.hasAttribute('readonly') || undefined,
      autosave: this.hasAttribute('autosave') || undefined,
      results: this.hasAttribute('results') || undefined,
      closable: this.hasAttribute('closable') || undefined,
    };
    const given = Object.entries({ ...tagged, ...this.#options }).filter(([, value]) => value !== undefined);
    const message = { type: 'iphc:configure', ...Object.fromEntries(given) };
    const wrong = check('from-host', { protocol: PROTOCOL, ...message });
    if (wrong) this.#dispatch('iphc-error', wrong);
    else this.#post(message);
  }

  #checked(message) {
    const wrong = check('from-host', { protocol: PROTOCOL, ...message });
    if (wrong) throw fault(wrong.code, wrong.field, wrong.message);
  }

  #ask(message) {
    const request = String(this.#next++);
    return new Promise((resolve, reject) => {
      const late = () => {
        this.#waiting.delete(request);
        reject(fault('timeout', undefined, `no answer to ${message.type}`));
      };
      this.#waiting.set(request, { resolve, reject, timer: setTimeout(late, PATIENCE) });
      this.#post({ ...message, request });
    });
  }

  #post(message) {
    // No address names a sandboxed document: what keeps others out there is that the frame still shows the first one.
    const target = this.#origin === 'null' ? '*' : this.#origin;
    this.#frame?.contentWindow.postMessage({ protocol: PROTOCOL, ...message }, target);
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

if (globalThis.customElements && !customElements.get('ip-health-check')) customElements.define('ip-health-check', IpHealthCheck);

const ATTRIBUTES = { src: 'src', language: 'lang', theme: 'theme', title: 'title' };
const FLAGS = { readOnly: 'readonly', autosave: 'autosave', results: 'results', closable: 'closable', fit: 'fit', sandboxed: 'sandboxed' };

/**
 * Puts a check-up into an element of the page and gives its `<ip-health-check>`. `rules` is the address of a pack beside
 * the framed page, `pack` the text of one.
 */
export function mount(parent, options = {}) {
  if (!globalThis.customElements) throw fault('no-page', 'element', 'element: there is no page here to mount in');
  if (!(parent instanceof Element)) throw fault('kind', 'element', 'element: is no element of a page');
  const { dossier, asOf, show, hidden, rules, pack, ...rest } = options;
  const made = document.createElement('ip-health-check');
  for (const [name, value] of Object.entries(rest)) {
    if (name in ATTRIBUTES) made.setAttribute(ATTRIBUTES[name], value);
    else if (name in FLAGS) made.toggleAttribute(FLAGS[name], Boolean(value));
    else throw fault('unknown-field', `options.${name}`, `options.${name}: there is no such option`);
  }
  if (!rest.src) throw fault('missing', 'options.src', 'options.src: is missing');
  if (hidden) made.setAttribute('hidden-parts', hidden.join(' '));
  if (rules) made.setAttribute('rules', rules);
  if (pack !== undefined) made.configure({ rules: pack });
  parent.append(made);
  // What goes wrong is told by the event; whoever needs the moment calls `load` instead.
  if (dossier !== undefined) {
    made.load(dossier, { asOf, show }).catch(({ code, field, message }) => {
      made.dispatchEvent(new CustomEvent('iphc-error', { detail: { code, field, message }, bubbles: true }));
    });
  }
  return made;
}
