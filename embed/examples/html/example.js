// Serve the folder `embed` with any static server and open examples/html/index.html: a page loads wasm over http only.
import { init, value } from '../../pkg/browser.js';

const form = document.querySelector('form');
const output = document.querySelector('output');

function show() {
  const { share, rate } = Object.fromEntries(new FormData(form));
  try {
    const { value: found } = value({
      method: 'revenue-share',
      revenue: [12e6, 27e6, 32e6, 36e6, 38e6, 38e6, 35e6],
      share: Number(share),
      decay: 0.1,
      periods: { first: 0.5 },
      discount: { rate: Number(rate), timing: 'mid' },
    });
    output.textContent = found.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  } catch (error) {
    // `code` and `field` are for programs, the message is for developers.
    output.textContent = error.message;
  }
}

await init();
form.addEventListener('input', show);
show();
