// The finished paper: page by page as it is printed, or as the web has it. Both show where what is being written stands,
// and lead from there to its field.

import { h } from './dom.js';
import { picture } from './api.js';

/** Of the places that are known on the pages, the one that what is being written stands at. */
export function nearest(places, at) {
  if (!at) return null;
  const shared = (path) => { let n = 0; while (n < path.length && n < at.path.length && path[n] === at.path[n]) n += 1; return n; };
  const counted = places.map((place) => ({ place, n: shared(place.path) })).filter(({ place, n }) => n > 1 || (n === place.path.length && n === at.path.length));
  const most = Math.max(...counted.map(({ n }) => n));
  const near = counted.filter(({ n }) => n === most).map(({ place }) => place);
  const own = near.filter((place) => place.path.length === at.path.length && place.nth <= (at.nth ?? 0));
  return own.at(-1) ?? near[0] ?? null;
}

const KEPT = 80;
/** How much of a page is marked from where something stands on it, unless something else does before. */
const REACH = 0.05;

/** The pages as they are printed. Only those that changed are asked for, and only when they are near what is in sight. */
export function printed(paper, { onplace }) {
  const list = h('ol', { class: 'pages' }); const here = h('div', { class: 'here', 'aria-hidden': 'true' });
  const node = h('div', { class: 'sheets', tabindex: '0', role: 'region', 'aria-label': 'The pages as they are printed' }, list);
  const pictures = new Map(); let places = []; let edition = '';
  async function load(sheet) {
    const { name } = sheet.dataset;
    if (sheet.desk === name) return;
    sheet.desk = name;
    try {
      if (!pictures.has(name)) { const blob = await picture({ file: paper.file, edition, name }); if (!blob) { sheet.desk = ''; return; } pictures.set(name, URL.createObjectURL(blob)); }
      const page = h('img', { alt: sheet.dataset.called, src: pictures.get(name), draggable: 'false' });
      await page.decode();
      // One that came too late is not shown.
      if (sheet.dataset.name === name) { sheet.querySelector('img')?.remove(); sheet.prepend(page); }
    } catch { sheet.desk = ''; }
  }
  function tidy() {
    const used = new Set([...list.children].map((sheet) => sheet.dataset.name));
    for (const [name, url] of pictures) if (pictures.size > KEPT && !used.has(name)) { URL.revokeObjectURL(url); pictures.delete(name); }
  }
  const near = new Set();
  const watch = new IntersectionObserver((seen) => seen.forEach(({ target, isIntersecting }) => { if (isIntersecting) { near.add(target); load(target); } else near.delete(target); }), { root: node, rootMargin: '60%' });
  list.addEventListener('click', (e) => {
    const sheet = e.target.closest('li'); if (!sheet) return;
    const box = sheet.getBoundingClientRect(); const down = (e.clientY - box.top) / box.height; const page = [...list.children].indexOf(sheet);
    const above = places.filter((place) => place.page < page || (place.page === page && place.down <= down + 0.01)).sort((one, other) => one.page - other.page || one.down - other.down);
    if (above.length) onplace(above.at(-1));
  });
  let at = null;
  return {
    node,
    draw(told) {
      edition = told.edition; places = told.places;
      while (list.children.length > told.pages.length) { watch.unobserve(list.lastChild); near.delete(list.lastChild); list.lastChild.remove(); }
      told.pages.forEach((page, n) => {
        const sheet = list.children[n] ?? h('li', {});
        sheet.dataset.name = page.name; sheet.dataset.called = `Page ${n + 1} of ${told.pages.length}`; sheet.style.aspectRatio = `${page.width} / ${page.height}`;
        if (!sheet.parentNode) { list.append(sheet); watch.observe(sheet); } else if (near.has(sheet)) load(sheet);
      });
      tidy(); this.mark(at, false);
    },
    /** Marks where what is being written stands, and brings it into sight if it is not. */
    mark(to, scroll) {
      at = to; here.remove();
      const place = nearest(places, at); const sheet = place && list.children[place.page];
      if (!sheet) return;
      const below = places.filter((one) => one.page === place.page && one.down > place.down + 0.004).map((one) => one.down);
      const end = Math.min(...below, place.down + REACH, 1);
      here.style.insetBlockStart = `${100 * (place.down - 0.004)}%`; here.style.blockSize = `${100 * Math.max(end - place.down, 0.015)}%`;
      sheet.append(here);
      const box = here.getBoundingClientRect(); const room = node.getBoundingClientRect();
      if (scroll && (box.top < room.top || box.bottom > room.bottom)) node.scrollBy({ top: box.top - room.top - room.height / 4 });
    },
  };
}

/** The page of the web, in a frame that runs nothing; it is put there piece by piece, so that the reader's place stays. */
export function web({ onplace }) {
  const frame = h('iframe', { src: '/frame.html', sandbox: 'allow-same-origin', title: 'The finished paper as a web page' });
  const inside = () => frame.contentDocument; let places = []; let at = null;
  const ready = new Promise((done) => { frame.addEventListener('load', () => done(), { once: true }); });
  const mark = (to, scroll) => {
    at = to;
    inside()?.querySelectorAll('[data-here]').forEach((one) => { one.removeAttribute('data-here'); one.style.background = ''; one.style.boxShadow = ''; });
    const place = nearest(places, at); const node = place && inside()?.getElementById(place.id);
    if (!node) return;
    node.setAttribute('data-here', ''); node.style.background = 'color-mix(in srgb, #ffd84d 28%, transparent)'; node.style.boxShadow = '-0.3rem 0 #b07a00';
    const box = node.getBoundingClientRect(); const height = frame.clientHeight;
    if (scroll && (box.top < 0 || box.bottom > height)) inside().scrollingElement.scrollBy({ top: box.top - height / 4 });
  };
  ready.then(() => inside().addEventListener('click', (e) => {
    const link = e.target.closest?.('a[href]');
    if (link) {
      e.preventDefault();
      const target = link.getAttribute('href');
      if (target.startsWith('#')) inside().getElementById(decodeURIComponent(target.slice(1)))?.scrollIntoView();
      if (!link.classList.contains('number')) return;
    }
    const place = [...places].reverse().find((one) => inside().getElementById(one.id)?.contains(e.target));
    if (place) onplace(place);
  }));
  return {
    node: frame, mark,
    async draw(told) {
      await ready;
      const top = inside().scrollingElement?.scrollTop ?? 0; const root = inside().documentElement; const { html } = told;
      places = told.places;
      root.lang = /<html lang="([^"]+)"/.exec(html)?.[1] ?? 'en-GB'; root.dir = /<html [^>]*dir="rtl"/.test(html) ? 'rtl' : 'ltr';
      root.innerHTML = html;
      inside().scrollingElement.scrollTop = top;
      mark(at, false);
    },
  };
}
