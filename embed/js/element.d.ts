import type { FromHost } from './input.js';
import type { FromPage } from './output.js';
import type { Day, DossierInput } from './index.js';

/** What the host says by `type`. */
type Said<T extends FromHost['type']> = Extract<FromHost, { type: T }>;
/** What the framed page says by `type`, without what stands around it. */
type Told<T extends FromPage['type']> = Omit<Extract<FromPage, { type: T }>, 'type' | 'protocol' | 'request'>;

/** How the check-up looks and what it tells. */
export type Configuration = Omit<Said<'iphc:configure'>, 'type' | 'protocol' | 'request'>;
/** A part of the check-up that a host may leave out. */
export type Part = NonNullable<Configuration['hidden']>[number];
export type ExportFormat = Said<'iphc:export'>['format'];

export interface LoadOptions {
  /** Valuation date and day of the rules; today where it is left out. */
  asOf?: Day;
  /** The part to show; the report where it is left out. */
  show?: Part;
}

export type ChangeDetail = Told<'iphc:change'>;
export type FileDetail = Told<'iphc:save'>;
export type ResultDetail = Told<'iphc:result'>;
export type ReadyDetail = Told<'iphc:ready'>;
export type ErrorDetail = Told<'iphc:error'>;

/** A file made from the document. */
export interface Exported {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** Events of the element by name; each bubbles. */
export interface IpHealthCheckEvents {
  'iphc-ready': CustomEvent<ReadyDetail>;
  'iphc-change': CustomEvent<ChangeDetail>;
  'iphc-autosave': CustomEvent<Told<'iphc:autosave'>>;
  'iphc-save': CustomEvent<FileDetail>;
  'iphc-result': CustomEvent<ResultDetail>;
  'iphc-exit': CustomEvent<Told<'iphc:exit'>>;
  'iphc-resize': CustomEvent<Told<'iphc:resize'>>;
  'iphc-error': CustomEvent<ErrorDetail>;
}

/**
 * `<ip-health-check src rules lang theme hidden-parts readonly autosave results closable fit sandboxed>`: the hosted page in a
 * frame. Importing `ip-health-check/element` defines it.
 */
export class IpHealthCheck extends HTMLElement {
  /** Resolves when the check-up is there and configured. */
  readonly ready: Promise<void>;
  /** The document differs from what was loaded or saved last. */
  readonly dirty: boolean;
  /** Fingerprint of the document, 64 hexadecimal digits. */
  readonly hash: string | undefined;
  readonly sandboxed: boolean;
  /** What has no attribute, such as the text of a rule pack; goes before the attributes. */
  configure(options: Configuration): void;
  load(dossier: DossierInput, options?: LoadOptions): Promise<{ hash: string }>;
  save(): Promise<{ file: string; hash: string }>;
  export(format: ExportFormat): Promise<Exported>;
  addEventListener<K extends keyof IpHealthCheckEvents>(
    type: K, listener: (this: IpHealthCheck, event: IpHealthCheckEvents[K]) => void, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

export interface MountOptions extends LoadOptions, Omit<Configuration, 'rules'> {
  /** Address of the hosted page. */
  src: string;
  /** Address of a rule pack beside the hosted page. */
  rules?: string;
  /** The text of a rule pack. */
  pack?: string;
  /** The document to begin with. */
  dossier?: DossierInput;
  /** The element is as high as the page in it. */
  fit?: boolean;
  /** The frame gets no origin and no storage. */
  sandboxed?: boolean;
  /** Name of the frame for screen readers. */
  title?: string;
}

/** Puts a check-up into an element of the page. */
export function mount(parent: Element, options: MountOptions): IpHealthCheck;

declare global {
  interface HTMLElementTagNameMap {
    'ip-health-check': IpHealthCheck;
  }
}
