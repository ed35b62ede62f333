// Fields made from the description that the program sends: label, help, control, and what is wrong at the field.

import { h, uid, iconButton, button, say, dayWords, readDay } from './dom.js';
import { get } from './api.js';
import { prose } from './prose.js';

const NEED = { required: '', expected: 'expected', optional: 'optional' };
const wait = (words) => `[insert ${words.toLowerCase()}]`;

/** What a value is as the program takes it. */
export const datum = (is, value) => ({ text: { text: value }, line: { text: value }, prose: { prose: value }, day: { day: value }, time: { time: value }, number: { number: value }, truth: { truth: value === true || value === 'true' }, choice: { text: value } })[is] ?? { text: value };

/** What stands in a new value that has to be there: words that say what belongs in its place, or the nearest that can be read. */
export function blank(field) {
  const today = new Date().toISOString().slice(0, 10);
  const value = { day: today, time: '14:00', number: '0', truth: false, choice: field.words?.[0] }[field.is] ?? wait(field.label);
  return datum(field.is === 'prose' ? 'text' : field.is, value);
}

/** A new group: all that has to be there, or its first text. */
export function blankGroup(fields) {
  const needed = fields.filter((f) => f.need === 'required' && !['group', 'list', 'entries', 'other'].includes(f.is));
  const first = fields.filter((f) => ['text', 'line', 'prose'].includes(f.is) && !f.rare && !f.files);
  return { group: (needed.length ? needed : first.slice(0, 1)).map((f) => [f.path[0], blank(f)]) };
}

/** The label, the help and the mark of need that go with a control. */
function frame(field, id, control, { hideLabel, extra } = {}) {
  const need = NEED[field.need]; const helpId = `${id}-help`;
  if (field.help) control.setAttribute('aria-describedby', helpId);
  if (field.need === 'required') control.setAttribute('aria-required', 'true');
  const half = ['day', 'number', 'choice', 'time'].includes(field.is) || (field.is === 'text' && field.brief);
  return h('div', { class: half ? 'field half' : 'field' },
    h('label', { for: id, class: hideLabel ? 'away' : '' }, field.label, need && h('span', { class: 'quiet' }, ` (${need})`)),
    field.help && h('p', { id: helpId, class: hideLabel ? 'away' : 'help' }, field.help), extra?.before, control, extra?.after);
}

/** A field at a path of the open paper. */
export function field(paper, about, path, options = {}) {
  const id = uid('field'); const value = paper.value(path);
  const put = (is, written, shown = written) => {
    const gone = written === '' && about.need !== 'required' && !options.element;
    paper.set(path, gone ? null : datum(is, written), shown);
  };
  const marks = { id, 'data-path': JSON.stringify(path), autocomplete: 'off', onblur: () => paper.save() };
  if (about.files) return files(paper, about, path, id, put);
  if (about.is === 'prose') return prose(paper, about, path, { ...options, id, put: (text) => put('prose', text) });
  if (about.is === 'truth') {
    const box = h('input', { ...marks, type: 'checkbox', checked: value === true, onchange: () => { put('truth', box.checked, box.checked); paper.save(); } });
    return h('div', { class: 'field check' }, box, h('label', { for: id }, about.label), about.help && h('p', { class: 'help' }, about.help));
  }
  if (about.is === 'choice') {
    const words = [...(about.need === 'required' ? [] : ['']), ...about.words];
    const known = value === undefined || Array.isArray(value) || words.includes(value) ? words : [value, ...words];
    const select = h('select', { ...marks, onchange: () => { put('choice', select.value); paper.save(); } }, known.map((word) => h('option', { value: word, selected: word === value }, word.replaceAll('-', ' ') || '–')));
    return frame(about, id, select, options);
  }
  if (about.is === 'day') return day(paper, about, path, id, marks, put, options);
  if (about.is === 'line') {
    const area = h('textarea', { ...marks, rows: '1', class: 'grow', value: value ?? '', spellcheck: 'true', oninput: () => { if (area.value.includes('\n')) area.value = area.value.replaceAll('\n', ' '); put('line', area.value); } });
    return frame(about, id, area, options);
  }
  const shown = about.is === 'time' ? (value ?? '').slice(0, 5) : value ?? '';
  const input = h('input', { ...marks, type: 'text', inputmode: about.is === 'number' ? 'decimal' : undefined, value: shown, placeholder: about.default, class: ['number', 'time'].includes(about.is) ? 'short' : '', spellcheck: 'true', oninput: () => check() });
  const error = h('p', { class: 'error-line', role: 'alert', hidden: true });
  const check = () => {
    const text = input.value.trim();
    const wrong = about.is === 'number' && !/^[-+]?\d[\d_]*(\.\d+)?$/.test(text) ? 'Give a number in digits, such as 61.5' : about.is === 'time' && !/^([01]?\d|2[0-3]):[0-5]\d$/.test(text) ? 'Give a time, such as 14:00' : '';
    const bad = wrong && (text || about.need === 'required');
    error.hidden = !bad; error.textContent = bad ? wrong : '';
    if (bad) input.setAttribute('aria-invalid', 'true'); else { input.removeAttribute('aria-invalid'); put(about.is, about.is === 'time' && text.length === 4 ? `0${text}` : about.is === 'text' ? input.value : text); }
  };
  return frame(about, id, input, { ...options, extra: { after: error } });
}

/** A day, in words; a browser's own field shows it in the order of the browser's language. */
function day(paper, about, path, id, marks, put, options) {
  const error = h('p', { class: 'error-line', role: 'alert', hidden: true });
  const notice = h('p', { class: 'notice-day', role: 'status' });
  const isMeeting = ['["meeting"]', '["date"]'].includes(JSON.stringify(path));
  const count = async () => {
    const iso = readDay(input.value);
    if (!isMeeting || !iso) { notice.textContent = ''; return; }
    try { const told = await get('notice', { day: iso }); notice.textContent = told.words; notice.classList.toggle('late', told.late); } catch (refusal) { notice.textContent = refusal.message; }
  };
  const input = h('input', { ...marks, type: 'text', class: 'short', value: dayWords(paper.value(path)), oninput: () => {
    const iso = readDay(input.value); if (iso || (!input.value.trim() && about.need !== 'required')) { show(''); put('day', iso); count(); }
  }, onblur: () => {
    const iso = readDay(input.value); const empty = !input.value.trim();
    show(iso || (empty && about.need !== 'required') ? '' : 'Give a day that exists, such as 10 November 2022');
    if (iso) input.value = dayWords(iso);
    paper.save();
  } });
  const show = (words) => { error.hidden = !words; error.textContent = words; if (words) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid'); };
  count();
  return frame({ ...about, help: about.help || 'Such as 10 November 2022.' }, id, input, { ...options, extra: { after: [error, notice] } });
}

/** A file of the workspace, chosen by its title. */
function files(paper, about, path, id, put) {
  const value = paper.value(path); const depth = paper.file.split('/').length - 1;
  const near = (file) => (depth ? `${'../'.repeat(depth)}${file}` : file);
  const all = paper.shelf.groups.flatMap((group) => group.files).filter((one) => about.files.includes(one.kind) && one.file !== paper.file);
  const chosen = new Set(Array.isArray(value) ? value : Object.values(typeof value === 'object' && value ? value : {}));
  if (about.is === 'entries') {
    const boxes = all.map((one) => {
      const box = uid('source'); const name = Object.entries(value ?? {}).find(([, file]) => file === near(one.file))?.[0];
      const free = () => { const stem = one.kind; let n = 1; while (paper.value([...path, n > 1 ? `${stem}-${n}` : stem])) n += 1; return n > 1 ? `${stem}-${n}` : stem; };
      return h('div', { class: 'choice' }, h('input', { id: box, type: 'checkbox', checked: chosen.has(near(one.file)), 'data-path': JSON.stringify([...path, name ?? one.kind]), onchange: (e) => {
        if (e.target.checked) paper.set([...path, free()], { text: near(one.file) }, near(one.file)); else paper.set([...path, Object.entries(paper.value(path)).find(([, file]) => file === near(one.file))[0]], null);
        paper.save();
      } }), h('label', { for: box }, one.title, h('span', { class: 'quiet' }, ` ${one.kind}, ${one.file}`)));
    });
    return h('fieldset', { class: 'field' }, h('legend', {}, 'What its figures come from'), h('p', { class: 'help' }, boxes.length ? 'The text can bring in the figures of what is ticked.' : 'There is no plan, inspection or review in this folder yet.'), boxes);
  }
  if (about.is === 'list') {
    const boxes = all.map((one) => { const box = uid('file'); return h('div', { class: 'choice' }, h('input', { id: box, type: 'checkbox', checked: chosen.has(near(one.file)) || value === near(one.file), onchange: () => { const list = all.filter((_, n) => boxes[n].querySelector('input').checked).map((other) => near(other.file)); paper.set(path, list.length === 1 ? { text: list[0] } : list.length ? { list: list.map((text) => ({ text })) } : null, list); paper.save(); } }), h('label', { for: box }, one.title)); });
    return h('fieldset', { class: 'field' }, h('legend', {}, about.label), about.help && h('p', { class: 'help' }, about.help), boxes.length ? boxes : h('p', { class: 'quiet' }, 'There is none in this folder yet.'));
  }
  const names = all.map((one) => near(one.file));
  const options = [...(about.need === 'required' && names.includes(value) ? [] : [['', 'None']]), ...all.map((one) => [near(one.file), `${one.title} (${one.file})`]), ...(value && !names.includes(value) ? [[value, value]] : [])];
  const select = h('select', { id, 'data-path': JSON.stringify(path), onchange: () => { put('text', select.value); paper.save(); } }, options.map(([file, words]) => h('option', { value: file, selected: file === (value ?? '') }, words)));
  return frame(about, id, select);
}

/** A list of values, each in a field of its own. */
export function values(paper, about, path, redraw) {
  const list = paper.value(path) ?? []; const items = Array.isArray(list) ? list : [list];
  const change = async (edit, focus, words) => { await paper.change(edit); redraw(focus); say(words); };
  const rows = items.map((_, n) => {
    const own = [...path, n]; const label = `${about.label} ${n + 1}`;
    return h('li', {}, field(paper, { ...about.of, label, help: '', need: 'required' }, Array.isArray(list) ? own : path, { hideLabel: true, element: true }),
      h('div', { class: 'moves' },
        iconButton(`Move ${label} up`, 'up', { 'aria-disabled': n === 0, onclick: () => n && change({ move: [path, n, n - 1] }, [...path, n - 1], `Now ${n} of ${items.length}`) }),
        iconButton(`Move ${label} down`, 'down', { 'aria-disabled': n === items.length - 1, onclick: () => n < items.length - 1 && change({ move: [path, n, n + 1] }, [...path, n + 1], `Now ${n + 2} of ${items.length}`) }),
        iconButton(`Take ${label} out`, 'cross', { onclick: () => change({ remove: own }, [...path, Math.max(0, n - 1)], `${label} is taken out`) })));
  });
  return h('fieldset', { class: 'field values' }, h('legend', {}, about.label, NEED[about.need] && h('span', { class: 'quiet' }, ` (${NEED[about.need]})`)), about.help && h('p', { class: 'help' }, about.help),
    rows.length ? h('ol', {}, rows) : '', h('div', {}, button(`Add to ${about.label.toLowerCase()}`, { class: 'small', 'data-add': JSON.stringify(path), onclick: () => change({ insert: [path, items.length, blank({ ...about.of, label: 'words' })] }, [...path, items.length], 'Added') }, 'plus')));
}
