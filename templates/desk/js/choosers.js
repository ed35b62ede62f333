// What can be brought into prose: figures with their present values, and references.

import { h, uid, openDialog, showErrors } from './dom.js';
import { get, post } from './api.js';
import { learn, learnMore } from './tokens.js';

let offered = [];

/** Asks what the sources of a report offer. */
export async function loadFigures(file) {
  let marks = [];
  try { ({ figures: offered, marks } = await get('figures', { file })); } catch { offered = []; }
  learn([...marks.map((one) => [one.write, one.shows]), ...offered.flatMap((one) => one.forms.map((form) => [form.write, form.shows]))]);
}

/** The figure of the sources that is now just what was typed: a day, or a number before a word that the figure goes by. */
export function held(words, before, next) {
  const same = offered.filter((one) => one.kind === 'date' || (one.kind === 'number' && next.length > 3 && one.name.toLowerCase().includes(next.toLowerCase().slice(0, 5))))
    .flatMap((one) => one.forms.filter((form) => form.shows === words).map((form) => ({ ...one, write: form.write })));
  // One that the sentence names comes first.
  const rank = (one) => (before.toLowerCase().includes(one.name.toLowerCase().split(/[ ,]+/).at(-1)) ? 0 : 1000) + one.write.length;
  return same.sort((one, other) => rank(one) - rank(other))[0] ?? null;
}

const LARGEST = 5 << 20;
/** Asks for a picture and what it shows, and gives what puts it into a text. */
export function choosePicture(paper, insert) {
  const field = (label, help, control) => { control.id = uid('picture'); control.setAttribute('aria-describedby', `${control.id}-help`); return h('div', { class: 'field' }, h('label', { for: control.id }, label), h('p', { class: 'help', id: `${control.id}-help` }, help), control); };
  const file = h('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/webp' }); const words = h('textarea', { rows: '3' });
  const body = h('form', { class: 'narrow-form', onsubmit: (e) => e.preventDefault() }, field('The picture', 'A PNG, JPEG, GIF or WebP of up to 5 MB. What a camera notes in it, such as the place, is taken out.', file), field('What does it show?', 'A sentence for those who cannot see it. What needs more belongs in the text.', words));
  openDialog({ title: 'Put in a picture', body, initial: 'input', actions: [{ label: 'Put it in', main: true, run: async (close) => {
    const errors = []; const [given] = file.files;
    if (!given) errors.push([file, 'Choose a picture']); else if (given.size > LARGEST) errors.push([file, 'The picture has more than 5 MB: make it smaller']);
    if (!words.value.trim()) errors.push([words, 'Say what the picture shows']);
    if (!showErrors(body, errors)) return;
    const bytes = new Uint8Array(await given.arrayBuffer()); let letters = '';
    for (let n = 0; n < bytes.length; n += 8192) letters += String.fromCharCode(...bytes.subarray(n, n + 8192));
    try {
      const { path } = await post('picture', { file: paper.file, name: given.name, bytes: btoa(letters) });
      close(); insert(`![${words.value.trim().replace(/\s+/g, ' ').replace(/[[\]]/g, '\\$&')}](${path})`, true);
    } catch (refusal) { showErrors(body, [[file, `${refusal.message[0].toUpperCase()}${refusal.message.slice(1)}`]]); }
  } }, { label: 'Cancel', run: (close) => close() }] });
}

/** A list of choices under a search box: type to narrow, arrows to move, Enter to take. */
function finder({ label, options, render, text, onactive, onchoose, empty }) {
  const listId = uid('list');
  const input = h('input', { type: 'text', role: 'combobox', id: uid('find'), 'aria-expanded': 'true', 'aria-controls': listId, 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false' });
  const list = h('div', { role: 'listbox', id: listId, 'aria-label': label, class: 'choices' });
  const tally = h('p', { class: 'help', role: 'status' });
  let hits = []; let now = 0;
  const activate = (n, scroll) => {
    now = Math.max(0, Math.min(n, hits.length - 1));
    hits.forEach(({ node }, i) => node.setAttribute('aria-selected', String(i === now)));
    if (hits[now]) { input.setAttribute('aria-activedescendant', hits[now].node.id); if (scroll) hits[now].node.scrollIntoView({ block: 'nearest' }); } else input.removeAttribute('aria-activedescendant');
    onactive?.(hits[now]?.option);
  };
  const fill = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const found = options.filter((option) => words.every((word) => text(option).toLowerCase().includes(word))).slice(0, 300);
    hits = []; list.replaceChildren();
    let group = null; let box = null;
    for (const option of found) {
      if (option.source !== group) { group = option.source; const id = uid('group'); box = h('div', { role: 'group', 'aria-labelledby': id }, h('div', { id, class: 'group-name' }, group)); list.append(box); }
      const n = hits.length;
      const node = h('div', { role: 'option', id: uid('option'), 'aria-selected': 'false', onclick: () => { activate(n); input.focus(); }, ondblclick: () => onchoose(option) }, render(option));
      hits.push({ option, node }); box.append(node);
    }
    list.hidden = !found.length; input.setAttribute('aria-expanded', String(found.length > 0));
    tally.textContent = found.length ? `${found.length} of ${options.length}` : empty;
    activate(0, false);
  };
  input.addEventListener('input', fill);
  input.addEventListener('keydown', (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
    if (step) { e.preventDefault(); activate(now + step, true); } else if (e.key === 'Enter' && hits[now]) { e.preventDefault(); onchoose(hits[now].option); }
  });
  fill();
  return h('div', { class: 'finder' }, h('label', { for: input.id }, label), input, tally, list);
}

/** Asks for a figure, and gives what writes it. */
export async function chooseFigure(paper, insert) {
  await paper.save(); await loadFigures(paper.file);
  let active = null; let close = () => {};
  const detail = h('div', { class: 'detail', role: 'region', 'aria-label': 'The chosen figure', 'aria-live': 'polite' });
  const take = () => { if (!active) return; const form = Number(detail.querySelector('input:checked')?.value ?? 0); close(); insert(active.forms[form].write, active.kind === 'block'); };
  const show = (figure) => {
    active = figure ?? null;
    if (!figure) { detail.replaceChildren(h('p', { class: 'quiet' }, 'No figure is chosen.')); return; }
    const name = uid('form');
    detail.replaceChildren(h('h3', {}, figure.name), h('p', { class: 'big' }, figure.value), h('p', { class: 'quiet' }, `From: ${figure.source.toLowerCase()}`),
      figure.forms.length > 1 ? h('fieldset', {}, h('legend', {}, 'How to print it'), figure.forms.map((form, n) => { const id = uid('r'); return h('div', { class: 'choice' }, h('input', { type: 'radio', name, id, value: String(n), checked: n === 0 }), h('label', { for: id }, form.shows)); })) : '',
      h('p', { class: 'quiet' }, 'In the file: ', h('code', {}, figure.forms[0].write)));
  };
  const body = offered.length
    ? h('div', { class: 'two' }, finder({ label: 'Find a figure by its name or value', options: offered, text: (one) => `${one.name} ${one.source} ${one.value} ${one.forms[0].write}`, render: (one) => [h('span', {}, one.name), h('span', { class: 'value' }, one.kind === 'block' ? '' : one.value)], onactive: show, onchoose: (one) => { if (one !== active) show(one); take(); }, empty: 'Nothing in the sources has these words. A figure that is not there belongs into the plan, the inspection or the review first.' }), detail)
    : h('p', {}, 'This paper has no figures to bring in yet: tick what they come from under “About this report”, and put right what stops the paper.');
  ({ close } = openDialog({ title: 'Put in a figure', lead: 'It stays right when the data change.', wide: true, body, initial: offered.length ? 'input' : undefined, actions: [...(offered.length ? [{ label: 'Put it in', main: true, run: take }] : []), { label: 'Cancel', run: (shut) => shut() }] }));
}

const labelOf = (words) => words.toLowerCase().replace(/\{\{.*?\}\}/g, '').split(/[^a-z0-9]+/).filter(Boolean).slice(0, 5).join('-') || 'here';

/** Asks what to refer to: an appendix, a section, or a paragraph that has a label. */
export async function chooseReference(paper, insert) {
  const values = paper.values; let close = () => {};
  const named = (key, source, words) => (values[key] ?? []).map((value, n) => ({ source, name: words(value), label: value.label, path: [key, n, 'label'] }));
  const marked = (values.section ?? []).flatMap((section) => [...(section.text ?? '').matchAll(/([^\n]*?)\{#([\w.-]+)\}/g)].map((found) => ({ source: 'Paragraphs that have a label', name: found[1].trim().slice(0, 90), label: found[2] })));
  const options = [...named('appendix', 'Appendices', (one) => one.title ?? ''), ...named('section', 'Sections', (one) => one.heading ?? one.id ?? ''), ...named('recommendation', 'Recommendations', (one) => (one.text ?? '').slice(0, 90)), ...marked];
  let active = null;
  const take = () => {
    if (!active) return;
    close();
    if (!active.label) { active.label = labelOf(active.name); paper.set(active.path, { text: active.label }, active.label); }
    learnMore(`{{ ref("${active.label}") }}`, `reference: ${active.label}`);
    insert(`{{ ref("${active.label}") }}`);
  };
  const body = options.length ? finder({ label: 'Find what to refer to', options, text: (one) => `${one.name} ${one.source} ${one.label ?? ''}`, render: (one) => h('span', {}, one.name || one.label), onactive: (one) => { active = one; }, onchoose: (one) => { active = one; take(); }, empty: 'Nothing in this paper has these words.' }) : h('p', {}, 'There is nothing to refer to yet: add an appendix, or end a paragraph with a label such as {#progress}.');
  ({ close } = openDialog({ title: 'Put in a reference', lead: 'Its number is given when the paper is made, and moves with it.', body, initial: options.length ? 'input' : undefined, actions: [...(options.length ? [{ label: 'Put it in', main: true, run: take }] : []), { label: 'Cancel', run: (shut) => shut() }] }));
}
