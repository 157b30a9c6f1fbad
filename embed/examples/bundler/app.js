import { init, mount, value } from 'ip-health-check';
import wasm from 'ip-health-check/ip_health_check_bg.wasm';

// The bundler moved the wasm: its address is told.
await init(new URL(wasm, import.meta.url));

const { value: worth } = value({
  method: 'relief-from-royalty',
  revenue: [12e6, 27e6, 32e6],
  royalty: 0.05,
  discount: { rate: 0.14, timing: 'mid' },
});
document.querySelector('output').textContent = worth.toLocaleString('en', { maximumFractionDigits: 0 });

const src = new URLSearchParams(location.search).get('page');
if (src) mount(document.querySelector('#place'), { src, language: 'en' });
