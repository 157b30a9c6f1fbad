// Two check-ups in one page. Serve the folder `embed` with any static server and open
// examples/html/host.html?page=<address of the check-up>; that page's embed.json must list this page's origin.
import { mount } from '../../pkg/element.js';

const page = new URLSearchParams(location.search).get('page') ?? 'http://localhost:8080/';
const log = document.querySelector('#log');

/** What this page knows of its tenants. A real one has a store; the check-up keeps nothing. */
const dossiers = {
  left: { format: 'ip-health-check', version: 1, dossier: { enterprise: { name: 'Tenant 1' } } },
  right: { format: 'ip-health-check', version: 1, dossier: { enterprise: { name: 'Tenant 2' } } },
};

const left = document.querySelector('#left');
left.setAttribute('src', page);
const right = mount(document.querySelector('#place'), { src: page, language: 'en', results: true });
const elements = { left, right };

for (const [name, element] of Object.entries(elements)) {
  for (const event of ['ready', 'change', 'autosave', 'save', 'result', 'exit', 'error']) {
    element.addEventListener(`iphc-${event}`, ({ detail }) => {
      const line = document.createElement('li');
      const told = event === 'save' || event === 'autosave' ? { hash: detail.hash } : detail;
      line.textContent = `${name} ${event} ${JSON.stringify(told).slice(0, 160)}`;
      line.dataset.event = `${name} ${event}`;
      log.append(line);
    });
  }
  // The person pressed the button in the frame.
  element.addEventListener('iphc-save', ({ detail }) => keep(name, detail));
  element.load(dossiers[name], { show: 'interview' });
}

function keep(name, { file, hash }) {
  dossiers[name] = file;
  document.querySelector(`output[data-of="${name}"]`).textContent = `saved ${hash.slice(0, 8)}`;
}

document.addEventListener('click', async ({ target }) => {
  const { act, of } = target.dataset;
  if (act === 'save') keep(of, await elements[of].save());
  if (act === 'export') {
    const { name, mediaType, bytes } = await elements[of].export('workbook');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
});

document.addEventListener('change', async ({ target }) => {
  const [file] = target.files ?? [];
  if (file) await elements[target.dataset.of].load(await file.arrayBuffer());
});
