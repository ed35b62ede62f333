// The finished paper beside the form, and what was found in it. The paper stands in a frame that runs nothing; it is put
// there piece by piece, so that the reader's place stays.

import { h, icon, uid, say, button } from './dom.js';
import { get } from './api.js';

const plain = (words) => words.replace(/`([^`]*)`/g, '“$1”');
const LEVEL = { error: ['Stops the paper', 'stop'], warning: ['Worth a look', 'warning'] };

export function preview(paper, { onfield }) {
  let edition = 'public'; let places = []; let at = null; let asked = 0; let found = [];
  const frame = h('iframe', { src: '/frame.html', sandbox: 'allow-same-origin', title: 'The finished paper' });
  const stale = h('p', { class: 'stale', role: 'status', hidden: true }, icon('stop'), h('span', {}, 'This is the paper as it last could be made. What stops it is listed below.'));
  const members = h('p', { class: 'pink-line', hidden: true }, icon('lock'), 'Restricted version: it must not be published.');
  const editions = h('fieldset', { class: 'segments' }, h('legend', {}, 'Version'));
  const list = h('ul', { class: 'found' }); const heading = h('h2', { id: uid('found'), tabindex: '-1' }, 'What was found');
  const document_ = () => frame.contentDocument;
  const ready = new Promise((done) => { frame.addEventListener('load', () => done(), { once: true }); });

  async function draw(html) {
    await ready;
    const inside = document_(); const top = inside.scrollingElement?.scrollTop ?? 0; const root = inside.documentElement;
    root.lang = /<html lang="([^"]+)"/.exec(html)?.[1] ?? 'en-GB'; root.dir = /<html [^>]*dir="rtl"/.test(html) ? 'rtl' : 'ltr';
    root.innerHTML = html;
    inside.scrollingElement.scrollTop = top;
    mark(false);
  }
  /** Marks the paragraph that is being written, and brings it into sight if it is not. */
  function mark(scroll) {
    const inside = document_(); inside?.querySelectorAll('[data-here]').forEach((node) => { node.removeAttribute('data-here'); node.style.background = ''; node.style.boxShadow = ''; });
    if (!at || !inside) return;
    const same = (path) => at.path.every((step, n) => path[n] === step) || path.every((step, n) => at.path[n] === step);
    const ids = places.filter((place) => same(place.path) && (place.path.length >= at.path.length || place.path.length > 1));
    const place = ids[Math.min(at.nth ?? 0, ids.length - 1)];
    const node = place && inside.getElementById(place.id);
    if (!node) return;
    node.setAttribute('data-here', ''); node.style.background = 'color-mix(in srgb, #ffd84d 28%, transparent)'; node.style.boxShadow = '-0.3rem 0 #b07a00';
    const box = node.getBoundingClientRect(); const height = frame.clientHeight;
    if (scroll && (box.top < 0 || box.bottom > height)) inside.scrollingElement.scrollBy({ top: box.top - height / 4 });
  }
  ready.then(() => document_().addEventListener('click', (e) => {
    const link = e.target.closest?.('a[href]');
    if (link) {
      e.preventDefault();
      const target = link.getAttribute('href');
      if (target.startsWith('#')) document_().getElementById(decodeURIComponent(target.slice(1)))?.scrollIntoView();
      if (!link.classList.contains('number')) return;
    }
    const place = [...places].reverse().find((one) => document_().getElementById(one.id)?.contains(e.target));
    if (place) onfield(place.path, places.filter((one) => JSON.stringify(one.path) === JSON.stringify(place.path)).indexOf(place));
  }));

  function drawEditions(given, shown) {
    editions.hidden = given.length < 2 && shown !== 'restricted';
    const name = uid('edition');
    editions.replaceChildren(h('legend', {}, 'Version'), ...given.flatMap((key) => { const id = uid('e'); return [h('input', { type: 'radio', name, id, checked: key === shown, onchange: async () => { edition = key; await refresh(); editions.querySelectorAll('input')[given.indexOf(key)]?.focus(); say(`${key} version`); } }), h('label', { for: id }, key === 'public' ? 'Public' : 'Restricted')]; }));
  }
  function drawFindings(findings) {
    found = findings;
    const stops = findings.filter((one) => one.severity === 'error').length;
    heading.replaceChildren('What was found', h('span', { class: `count ${stops ? 'stop' : findings.length ? '' : 'none'}` }, String(findings.length)));
    list.replaceChildren(...findings.map((one) => {
      const [words, picture] = LEVEL[one.severity] ?? LEVEL.warning;
      const line = plain(one.message[0].toUpperCase() + one.message.slice(1));
      const where = one.here ? '' : `${one.file}, line ${one.line}`;
      return h('li', { class: one.severity }, icon(picture), h('div', {}, h('p', {}, h('b', {}, `${words}: `), one.path && one.here ? button(line, { class: 'finding', onclick: () => onfield(one.path, 0, one) }) : one.path && one.file && !one.file.startsWith('built in') ? h('a', { href: `#/file/${one.file}` }, line) : line), ...one.hints.map((hint) => h('p', { class: 'help' }, plain(`${hint[0].toUpperCase()}${hint.slice(1)}.`))), where && h('p', { class: 'help' }, where)));
    }));
    if (!findings.length) list.replaceChildren(h('li', { class: 'good' }, icon('tick'), h('p', {}, 'Nothing. The paper can be made.')));
  }
  /** Asks for the paper as it is now. Of several that are under way, the last alone is shown. */
  async function refresh() {
    const mine = ++asked; node.setAttribute('aria-busy', 'true');
    try {
      const told = await get('preview', { file: paper.file, edition });
      if (mine !== asked) return;
      places = told.places ?? []; stale.hidden = !(told.stale && told.html); members.hidden = told.edition !== 'restricted';
      node.classList.toggle('members', told.edition === 'restricted'); node.classList.toggle('stale-page', told.stale);
      drawEditions(told.editions, told.edition); drawFindings(told.findings);
      frame.hidden = !told.html; none.hidden = Boolean(told.html);
      if (told.html) await draw(told.html);
    } catch (refusal) { if (mine === asked) drawFindings([{ severity: 'error', message: refusal.message, hints: [], here: true }]); }
    finally { if (mine === asked) node.removeAttribute('aria-busy'); }
  }
  const none = h('p', { class: 'none', hidden: true }, ['report', 'plan', 'review', 'brief'].includes(paper.kind) ? 'The paper cannot be made yet. What stops it is listed below.' : paper.kind === 'meeting' ? 'The agenda and its packs are made by “Make the packs”.' : 'This has no pages of its own: papers are made from it.');
  const node = h('section', { class: 'finished', 'aria-label': 'The finished paper' }, h('div', { class: 'row' }, editions), members, stale, h('div', { class: 'sheet' }, frame, none), h('section', { class: 'finds', 'aria-labelledby': heading.id }, heading, list));
  let next = -1;
  return {
    node, refresh, heading,
    follow(place) { at = place; mark(true); },
    /** Goes to the next finding, or the one before. */
    step(by) {
      const leading = found.filter((one) => one.path && one.here);
      if (!leading.length) { say(found.length ? 'What was found is in other files' : 'Nothing was found'); return; }
      next = (next + by + leading.length) % leading.length;
      onfield(leading[next].path, 0, leading[next]); say(`${next + 1} of ${leading.length}: ${leading[next].message}`);
    },
  };
}
