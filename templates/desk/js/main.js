// The shell: what is at the top and on the left, and which view stands in the middle.

import { h, icon, button, iconButton, say } from './dom.js';
import { Refusal, get } from './api.js';
import { homeView, newView, startView } from './home.js';
import { editorView } from './editor.js';
import { setLaw } from './exempt.js';

const main = document.getElementById('main'); const side = document.getElementById('side');
const bar = document.getElementById('bar'); const notice = document.getElementById('notice');
let shelf = null; let view = null; let stamp = null;

// Saving: the one place that says whether work is safe.
const saved = h('p', { class: 'saved', role: 'status', hidden: true });
const time = () => new Date().toTimeString().slice(0, 5);
const put = (state, picture, words) => { saved.hidden = false; saved.className = `saved ${state}`; saved.replaceChildren(icon(picture), h('span', {}, words)); };
document.addEventListener('desk:saving', () => { if (!saved.classList.contains('bad')) put('', 'clock', 'Saving'); });
document.addEventListener('desk:saved', () => { notice.replaceChildren(); put('good', 'tick', `Saved at ${time()}`); });
document.addEventListener('desk:conflict', () => put('bad', 'stop', 'Not saved: changed elsewhere'));
document.addEventListener('desk:unsaved', ({ detail }) => {
  put('bad', 'stop', 'Not saved');
  const more = detail.status === 422 ? 'Change it, and it is tried again.' : 'Your writing is kept in this window, and is tried again every few seconds.';
  notice.replaceChildren(h('div', { class: 'notice bad' }, icon('stop'), h('p', {}, h('b', {}, `${detail.message[0].toUpperCase()}${detail.message.slice(1)}. `), more)));
});
const undo = iconButton('Undo', 'undo', { onclick: () => step('undo') }); const redo = iconButton('Redo', 'redo', { onclick: () => step('redo') });
document.addEventListener('desk:steps', ({ detail }) => { undo.setAttribute('aria-disabled', String(!detail.undo)); redo.setAttribute('aria-disabled', String(!detail.redo)); });
async function step(name) {
  const paper = view?.paper; if (!paper || !paper[name]) { say(`There is nothing to ${name}`); return; }
  try { await paper.step(name); view.redraw(); say(name === 'undo' ? 'Taken back' : 'Done again'); } catch (refusal) { document.dispatchEvent(new CustomEvent('desk:unsaved', { detail: refusal })); }
}

const menu = button('Contents', { class: 'plain menu', 'aria-expanded': 'false', 'aria-controls': 'side', onclick: () => { const open = side.classList.toggle('open'); menu.setAttribute('aria-expanded', String(open)); if (open) side.querySelector('a')?.focus(); } }, 'menu');
const close = () => { side.classList.remove('open'); menu.setAttribute('aria-expanded', 'false'); };
side.addEventListener('keydown', (e) => { if (e.key === 'Escape' && side.classList.contains('open')) { close(); menu.focus(); } });
const council = h('span', { class: 'council' });
bar.append(menu, h('a', { href: '#/', class: 'brand' }, icon('page'), h('span', {}, 'papers')), council, h('div', { class: 'bar-end' }, saved, undo, redo));
document.getElementById('skip').addEventListener('click', (e) => { e.preventDefault(); (main.querySelector('h1') ?? main).focus(); });

function drawSide() {
  const now = decodeURIComponent(location.hash.replace('#/file/', ''));
  const line = (one) => {
    const current = one.file === now && location.hash.startsWith('#/file/');
    const parts = current && view?.outline?.length ? h('ol', { class: 'outline' }, view.outline.map((part) => h('li', {}, h('a', { href: `#${part.id}`, onclick: (e) => { e.preventDefault(); close(); view.turn('write'); const head = document.getElementById(part.id); head.focus(); head.scrollIntoView({ block: 'start' }); } }, part.label)))) : '';
    return h('li', {}, h('a', { href: `#/file/${one.file}`, 'aria-current': current ? 'page' : undefined }, icon(one.kind), h('span', {}, one.title)), parts);
  };
  const groups = shelf.fresh ? [] : shelf.groups.filter((group) => group.files.length);
  side.replaceChildren(...groups.map((group) => h('section', {}, h('h2', {}, group.name), h('ul', {}, group.files.map(line)))), shelf.fresh ? h('p', { class: 'help' }, 'Your papers, plans and meetings will be listed here.') : h('p', { class: 'add' }, h('a', { href: '#/new' }, icon('plus'), h('span', {}, 'Begin something new'))));
}

async function show(first = false) {
  view?.gone?.(); close(); notice.replaceChildren();
  try {
    shelf = await get('workspace'); setLaw(shelf.law);
    council.textContent = shelf.council ?? ''; council.hidden = !shelf.council;
    const [, kind, ...rest] = location.hash.split('/'); const file = decodeURIComponent(rest.join('/'));
    if (shelf.fresh) view = startView(shelf, () => { location.hash = '#/new'; });
    else if (kind === 'file') view = await editorView(shelf, file);
    else if (kind === 'new') view = newView(shelf, file, (made) => { location.hash = `#/file/${made}`; });
    else view = homeView(shelf);
  } catch (refusal) {
    view = { title: 'Not open', node: h('div', { class: 'single' }, h('h1', { tabindex: '-1' }, 'This cannot be shown'), h('p', { class: 'lead' }, `${refusal.message[0].toUpperCase()}${refusal.message.slice(1)}.`), h('p', {}, h('a', { href: '#/' }, 'To your papers'))) };
    shelf ??= { fresh: true, groups: [] };
  }
  const isFile = Boolean(view.paper && !view.paper.problem);
  saved.hidden = !isFile; undo.hidden = redo.hidden = !isFile; if (isFile) put('good', 'tick', 'Saved');
  main.replaceChildren(view.node); drawSide();
  document.body.classList.toggle('editing', Boolean(view.paper));
  document.title = `${view.title} – papers desk`;
  if (!first) { window.scrollTo(0, 0); main.querySelector('h1')?.focus(); }
}

// Where the program no longer answers, that is said, whatever asked it.
window.addEventListener('unhandledrejection', (e) => { if (e.reason instanceof Refusal) { e.preventDefault(); document.dispatchEvent(new CustomEvent('desk:unsaved', { detail: e.reason })); } });
window.addEventListener('hashchange', () => show());
window.addEventListener('pagehide', () => view?.paper?.save());
document.addEventListener('keydown', (e) => {
  const writing = e.target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select');
  if ((e.ctrlKey || e.metaKey) && e.key === 's') { e.preventDefault(); view?.paper?.save(); say('Everything is saved as you write'); }
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z' && !writing && view?.paper) { e.preventDefault(); step(e.shiftKey ? 'redo' : 'undo'); }
});

// What changes elsewhere: an editor, a colleague, another window.
setInterval(async () => {
  const paper = view?.paper;
  if (document.hidden || !shelf || shelf.fresh) return;
  const asked = paper?.revision;
  try {
    const told = await get('state', paper ? { file: paper.file } : {});
    if (paper !== view?.paper || asked !== paper?.revision) return;
    const busy = paper && (paper.waiting?.length || paper.sending);
    if (paper && told.revision && told.revision !== paper.revision && !busy) { await view.fresh(); put('good', 'tick', 'Changed elsewhere, and taken'); say('The file was changed elsewhere. What it says now is shown.'); } else if (paper && stamp && told.stamp !== stamp) view.refresh();
    else if (!paper && stamp && told.stamp !== stamp && !location.hash.startsWith('#/new')) show(true);
    stamp = told.stamp;
    if (saved.classList.contains('bad') && paper && !paper.waiting.length && !paper.asking) { notice.replaceChildren(); put('good', 'tick', 'Saved'); }
  } catch (refusal) { if (paper) document.dispatchEvent(new CustomEvent('desk:unsaved', { detail: refusal })); }
}, 2000);

show(true);
