// Elements, small pictures, dialogs, and what is said to a screen reader. Text only ever becomes a text node.

const SVG = 'http://www.w3.org/2000/svg';
let count = 0;

/** A fresh id. */
export const uid = (stem) => `${stem}-${++count}`;

/** An element: `h('p', { class: 'help' }, 'Words', h('b', {}, 'more'))`. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (['value', 'checked', 'selected', 'open', 'hidden'].includes(key)) node[key] = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SHAPES = {
  page: 'M4 1.5h6l3 3v10H4z M10 1.5v3h3', plan: 'M2.5 3.5h11v9h-11z M2.5 6.5h11 M6 6.5v6', inspection: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9z M10.5 10.5l3.5 3.5',
  review: 'M2.5 13V9 M6.5 13V6 M10.5 13V8 M14 13V3', meeting: 'M2.5 4h11v9.5h-11z M2.5 7h11 M5.5 2v3.5 M10.5 2v3.5', figures: 'M6 2.5L4.5 13.5 M11.5 2.5L10 13.5 M2.5 6h11.5 M2 10h11.5',
  up: 'M8 13V3 M4 7l4-4l4 4', down: 'M8 3v10 M4 9l4 4l4-4', undo: 'M6 3L2.5 6.5L6 10 M2.5 6.5h7a4 4 0 0 1 0 8H7', redo: 'M10 3l3.5 3.5L10 10 M13.5 6.5h-7a4 4 0 0 0 0 8H9',
  tick: 'M3 8.5l3.5 3.5L13 4.5', cross: 'M4 4l8 8 M12 4l-8 8', plus: 'M8 3v10 M3 8h10', clock: 'M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12z M8 5v3.5l2.5 1.5', menu: 'M2 4h12 M2 8h12 M2 12h12',
  warning: 'M8 2L15 14H1z M8 6.5v3.5 M8 11.8v.4', stop: 'M5.2 1.5h5.6L14.5 5.2v5.6l-3.7 3.7H5.2L1.5 10.8V5.2z M8 4.5v4.5 M8 11v.4', lock: 'M3.5 7.5h9v6.5h-9z M5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5', link: 'M3 8h10 M9 4l4 4l-4 4',
};

/** A small picture that says nothing of its own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16'); svg.setAttribute('class', 'icon'); svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[name] ?? SHAPES.page); svg.append(path);
  return svg;
}

/** A button with words, with a picture before them if it has one. */
export const button = (words, props = {}, picture) => h('button', { type: 'button', ...props }, picture && icon(picture), h('span', {}, words));

/** A button with a picture alone; its words are heard, and seen when pointed at. */
export const iconButton = (label, picture, props = {}) => h('button', { type: 'button', 'aria-label': label, title: label, ...props, class: `plain square ${props.class ?? ''}` }, icon(picture));

/** Says something to a screen reader, politely. */
let timer;
export function say(words) {
  const node = document.getElementById('spoken');
  clearTimeout(timer); node.textContent = '';
  timer = setTimeout(() => { node.textContent = words; }, 60);
}

/** Shows what was done, until the next thing is done or it is closed. */
export function toast(words, ...more) {
  const node = document.getElementById('toast');
  const clear = () => node.replaceChildren();
  node.replaceChildren(h('span', {}, words), ...more, iconButton('Close this message', 'cross', { onclick: clear }));
}

/** A dialog. `actions` are buttons at its foot: `{ label, main, run(close) }`; `initial` is what has the focus first. */
export function openDialog({ title, lead, body, actions = [], wide = false, initial }) {
  const id = uid('dialog'); const back = document.activeElement;
  const dialog = h('dialog', { 'aria-labelledby': id, class: wide ? 'wide' : '' });
  const close = () => dialog.close();
  dialog.append(
    h('div', { class: 'head' }, h('h2', { id, tabindex: '-1' }, title), iconButton('Close', 'cross', { onclick: close })),
    h('div', { class: 'body', tabindex: '0', role: 'group', 'aria-labelledby': id }, lead && h('p', { class: 'lead' }, lead), body),
    h('div', { class: 'foot' }, actions.map((a) => button(a.label, { class: a.main ? 'main' : a.danger ? 'danger' : 'plain', onclick: () => a.run(close) }))));
  dialog.addEventListener('close', () => { dialog.remove(); if (back?.isConnected && !dialog.contains(document.activeElement)) back.focus(); });
  document.body.append(dialog);
  dialog.showModal();
  (initial ? dialog.querySelector(initial) : dialog.querySelector('h2')).focus();
  return { dialog, close };
}

/** Problems of a form: a list at its head that has the focus, each leading to its field, and the words at the field. */
export function showErrors(box, errors) {
  box.querySelectorAll('.error-line, .summary').forEach((node) => node.remove());
  box.querySelectorAll('[aria-invalid]').forEach((node) => node.removeAttribute('aria-invalid'));
  if (!errors.length) return true;
  for (const [field, words] of errors) {
    const id = uid('error');
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', `${id} ${field.getAttribute('aria-describedby') ?? ''}`.trim());
    const holder = field.closest('.field, fieldset');
    holder.querySelector('label, legend').after(h('p', { class: 'error-line', id }, h('b', {}, 'Error: '), words));
  }
  const lines = errors.map(([field, words]) => h('li', {}, h('a', { href: `#${field.id}`, onclick: (e) => { e.preventDefault(); field.focus(); } }, words)));
  const summary = h('div', { class: 'summary', tabindex: '-1', role: 'alert' }, h(box.closest('dialog') ? 'h3' : 'h2', {}, 'There is a problem'), h('ul', {}, lines));
  box.prepend(summary); summary.focus();
  return false;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A day in words, from year-month-day. */
export function dayWords(iso) {
  const [year, month, day] = (iso ?? '').split('-').map(Number);
  return MONTHS[month - 1] && day ? `${day} ${MONTHS[month - 1]} ${year}` : iso ?? '';
}

/** A day as people in the United Kingdom write it (10 November 2022, 10/11/22, 2022-11-10) as year-month-day; '' if it is none. */
export function readDay(words) {
  const text = words.trim().toLowerCase().replace(/^(mon|tues|wednes|thurs|fri|satur|sun)day,? /, '');
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text);
  const digits = /^(\d\d?)[/.\- ](\d\d?)[/.\- ](\d{4}|\d\d)$/.exec(text);
  const named = /^(\d\d?)(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4}|\d\d)$/.exec(text);
  const month = named && MONTHS.findIndex((name) => name.toLowerCase().startsWith(named[2])) + 1;
  let [year, mon, day] = iso ? [iso[1], iso[2], iso[3]] : digits ? [digits[3], digits[2], digits[1]] : named ? [named[3], month, named[1]] : [];
  [year, mon, day] = [year, mon, day].map(Number);
  if (year < 100) year += 2000;
  const date = new Date(Date.UTC(year, mon - 1, day));
  return date.getUTCMonth() === mon - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : '';
}
