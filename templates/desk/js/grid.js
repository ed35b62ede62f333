// A list of groups as a table that is moved through and filled like a spreadsheet: one Tab stop, arrows, Enter to change a
// cell, and cells copied from a spreadsheet pasted where one stands. What is not understood is said at its cell, and not
// written.

import { h, uid, button, openDialog, say, toast } from './dom.js';
import { headings, row, rowsOf, shown, understand, written } from './cells.js';
import { withholdGroup } from './exempt.js';

const SIMPLE = ['text', 'line', 'prose', 'day', 'number', 'choice', 'truth', 'time'];
const key = (path) => JSON.stringify(path);

/** The columns of a list: what stands on a line, and of what few need only that which some row has. */
const columnsOf = (about, list) => about.of.fields.filter((one) => SIMPLE.includes(one.is) && !one.files && (!one.rare || list.some((value) => value[one.path[0]] !== undefined)));

/** What of a row stands in lists of its own: how many, and how the last one is. */
function inner(value, one) {
  const list = value[one.path[0]] ?? [];
  const last = list.at?.(-1);
  return list.length ? `${list.length}${last?.status ? `, ${last.status.replaceAll('-', ' ')}` : last?.value !== undefined ? `, ${last.value}` : ''}` : '–';
}

/** The table of the list at a path. `fieldsOf` gives the whole form of a row. */
export function grid(paper, about, path, redraw, fieldsOf, isInner) {
  const list = paper.value(path) ?? []; const columns = columnsOf(about, list);
  const lists = about.of.fields.filter((one) => one.is === 'list' && one.of.is === 'group' && !one.rare);
  const width = columns.length + lists.length;
  // What stands here across drawings: where one was, which row is open, and what was not understood.
  paper.grids ??= new Map(); if (!paper.grids.has(key(path))) paper.grids.set(key(path), { at: [0, 0], open: null, wrong: new Map() });
  const state = paper.grids.get(key(path)); const { wrong } = state;
  const what = about.label.toLowerCase(); const helpId = uid('grid-help');
  const nameOf = (n) => { const value = list[n] ?? {}; const words = columns.slice(0, 2).map((one) => shown(one, value[one.path[0]])).filter(Boolean).join(' '); return (words.length > 70 ? `${words.slice(0, 68)}…` : words) || `${what} ${n + 1}`; };
  const body = h('tbody', {}); let rows = [];
  const cellAt = ([r, c]) => rows[r]?.[c];
  const mark = (r, c) => key([...path, r, columns[c].path[0]]);

  function fill(r, c) {
    const cell = cellAt([r, c]); const bad = c < columns.length && wrong.get(mark(r, c));
    const words = c < columns.length ? shown(columns[c], list[r][columns[c].path[0]]) : inner(list[r], lists[c - columns.length]);
    cell.replaceChildren(...(bad ? [h('span', {}, bad.text), h('span', { class: 'cell-error', id: uid('cell') }, h('b', {}, 'Not taken: '), bad.words)] : [words]));
    if (bad) { cell.setAttribute('aria-invalid', 'true'); cell.setAttribute('aria-describedby', cell.lastChild.id); } else { cell.removeAttribute('aria-invalid'); cell.removeAttribute('aria-describedby'); }
  }
  function line(value, r) {
    const cells = Array.from({ length: width }, (_, c) => h(c ? 'td' : 'th', { role: c ? 'gridcell' : 'rowheader', scope: c ? undefined : 'row', tabindex: '-1', class: `c-${columns[c]?.is ?? 'list'}`, 'aria-readonly': c < columns.length ? undefined : 'true', 'data-path': c < columns.length ? mark(r, c) : undefined }));
    rows[r] = cells;
    const tr = h('tr', { 'data-path': key([...path, r]), class: value.exempt ?? value.confidential ? 'withheld' : '', 'aria-rowindex': String(r + 2) }, cells);
    tr.desk = () => show(r);
    cells.forEach((_, c) => fill(r, c));
    return tr;
  }
  body.append(...list.map(line));
  const table = h('table', { role: 'grid', class: 'grid', 'aria-label': about.heading ?? about.label, 'aria-describedby': helpId, 'aria-rowcount': String(list.length + 1) },
    h('thead', {}, h('tr', { 'aria-rowindex': '1' }, [...columns, ...lists].map((one) => h('th', { scope: 'col', role: 'columnheader' }, one.label)))), body);

  /** Goes to a cell. */
  function go(to, focus = true) {
    if (!rows.length) return;
    cellAt(state.at)?.setAttribute('tabindex', '-1');
    state.at = [Math.max(0, Math.min(to[0], rows.length - 1)), Math.max(0, Math.min(to[1], width - 1))];
    cellAt(state.at).setAttribute('tabindex', '0');
    if (focus) cellAt(state.at).focus();
    name();
  }
  /** Writes a cell, or says at it why not. */
  function put(r, c, text) {
    const one = columns[c]; const own = [...path, r, one.path[0]];
    const { value, wrong: words } = understand(one, text);
    if (words) wrong.set(mark(r, c), { text, words });
    else { wrong.delete(mark(r, c)); if (shown(one, value) !== shown(one, list[r][one.path[0]])) paper.set(own, value === null ? null : written(one, value), value); }
    fill(r, c);
    return !words;
  }
  function edit(r, c, typed) {
    go([r, c]);
    if (c >= columns.length) { show(r, true); return; }
    const one = columns[c]; const cell = cellAt([r, c]); const bad = wrong.get(mark(r, c)); const old = bad?.text ?? shown(one, list[r][one.path[0]]);
    const label = `${one.label} of ${nameOf(r)}`;
    const control = one.is === 'choice' ? h('select', { 'aria-label': label }, [...(one.need === 'required' ? [] : ['']), ...one.words].map((word) => h('option', { value: word, selected: word === list[r][one.path[0]] }, word.replaceAll('-', ' ') || '–')))
      : ['text', 'line', 'prose'].includes(one.is) && !one.brief ? h('textarea', { rows: '2', class: 'grow', 'aria-label': label, spellcheck: 'true', value: typed ?? old }) : h('input', { type: 'text', 'aria-label': label, value: typed ?? old });
    cell.replaceChildren(control); cell.classList.add('changing'); control.focus(); if (typed === undefined) control.select?.();
    let over = false;
    const end = (keep, to) => {
      if (over) return; over = true; cell.classList.remove('changing');
      if (keep && control.value !== old && !put(r, c, control.value)) say(wrong.get(mark(r, c)).words); else fill(r, c);
      if (to) go([r + to[0], c + to[1]]);
      paper.save();
    };
    control.addEventListener('keydown', (e) => {
      e.stopPropagation();
      const to = e.key === 'Escape' ? [0, 0] : e.key === 'Enter' && !e.shiftKey ? [1, 0] : e.key === 'Tab' ? [0, e.shiftKey ? -1 : 1] : null;
      if (to) { e.preventDefault(); end(e.key !== 'Escape', to); }
    });
    control.addEventListener('blur', () => end(true, null));
  }
  /** Takes cells from a spreadsheet: by their headings, if they have any, or from the cell where one stands. */
  async function paste(text) {
    const cells = rowsOf(text); if (!cells.length) return;
    const named = headings(cells[0], columns); const from = list.length ? state.at : [0, 0];
    const order = named ?? columns.slice(Math.min(from[1], columns.length - 1)); const idAt = named?.findIndex((one) => one?.path[0] === 'id') ?? -1;
    const edits = []; const known = new Map(list.map((value, n) => [String(value.id ?? ''), n])); let filled = 0; let next = list.length; const left = [];
    (named ? cells.slice(1) : cells).forEach((words, n) => {
      const by = idAt >= 0 ? known.get(words[idAt]?.trim()) : named ? undefined : from[0] + n < list.length ? from[0] + n : undefined;
      const r = by ?? next; const given = {};
      order.forEach((one, m) => {
        if (!one || words[m] === undefined) return;
        const { value, wrong: why } = understand(one, words[m]); const spot = key([...path, r, one.path[0]]);
        if (why) { if (words[m].trim() || by === undefined) { wrong.set(spot, { text: words[m], words: why }); left.push(spot); } return; }
        wrong.delete(spot);
        if (by === undefined) { if (value !== null) { given[one.path[0]] = value; filled += 1; } } else if (shown(one, value) !== shown(one, list[r][one.path[0]])) { edits.push(value === null ? { remove: [...path, r, one.path[0]] } : { set: [[...path, r, one.path[0]], written(one, value)] }); filled += 1; }
      });
      if (by !== undefined) return;
      // A day that nobody gave must not pass for one that somebody did.
      for (const one of columns) { const spot = key([...path, r, one.path[0]]); if (one.is === 'day' && one.need === 'required' && !(one.path[0] in given) && !wrong.has(spot)) { wrong.set(spot, { text: '', words: 'no day was given; in the file stands today' }); left.push(spot); } }
      edits.push({ insert: [path, r, row(about.of.fields, given)] }); next += 1;
    });
    if (edits.length) await paper.change(...edits);
    redraw(left.length ? JSON.parse(left[0]) : [...path, Math.min(from[0], next - 1), order.find(Boolean).path[0]]);
    const told = `${filled} ${filled === 1 ? 'cell' : 'cells'} filled, ${next - list.length} rows added${left.length ? `, ${left.length} not understood: what is wrong stands in them` : ''}`;
    toast(told);
  }
  table.addEventListener('keydown', (e) => {
    if (e.target.closest('.changing')) return;
    const [r, c] = state.at;
    if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) { e.preventDefault(); move(e.key === 'ArrowUp' ? -1 : 1); return; }
    const end = e.ctrlKey || e.metaKey;
    const to = { ArrowDown: [r + 1, c], ArrowUp: [r - 1, c], ArrowRight: [r, c + 1], ArrowLeft: [r, c - 1], PageDown: [r + 10, c], PageUp: [r - 10, c], Home: [end ? 0 : r, 0], End: [end ? rows.length - 1 : r, width - 1] }[e.key];
    if (to) { e.preventDefault(); go(to); } else if (e.key === 'Enter' || e.key === 'F2') { e.preventDefault(); edit(r, c); } else if (e.key === 'Delete' || e.key === 'Backspace') { e.preventDefault(); if (c < columns.length) { put(r, c, ''); say(wrong.get(mark(r, c))?.words ?? 'Cleared'); paper.save(); } } else if (e.key.length === 1 && e.key !== ' ' && !end && !e.altKey && c < columns.length && columns[c].is !== 'choice') { e.preventDefault(); edit(r, c, e.key); } else if (e.key === ' ') { e.preventDefault(); show(r, true); }
  });
  table.addEventListener('click', (e) => { const cell = e.target.closest('td, tbody th'); if (!cell || cell.classList.contains('changing')) return; const r = rows.findIndex((cells) => cells.includes(cell)); go([r, rows[r].indexOf(cell)]); });
  table.addEventListener('dblclick', (e) => { if (!e.target.closest('.changing') && e.target.closest('tbody')) edit(...state.at); });
  table.addEventListener('focusin', (e) => { const r = rows.findIndex((cells) => cells.includes(e.target)); if (r >= 0) go([r, rows[r].indexOf(e.target)], false); });
  const box = h('div', { class: 'grid-box' }, table);
  box.addEventListener('paste', (e) => { if (e.target.closest('.changing')) return; const text = e.clipboardData.getData('text/plain'); if (text) { e.preventDefault(); paste(text); } });
  box.addEventListener('copy', (e) => { if (e.target.closest('.changing') || !getSelection().isCollapsed) return; const [r, c] = state.at; if (c < columns.length) { e.preventDefault(); e.clipboardData.setData('text/plain', shown(columns[c], list[r]?.[columns[c].path[0]])); } });

  // The row where one stands: opened as a form, moved, taken out, withheld.
  const opened = h('div', { class: 'opened' });
  function show(r, focus = false) {
    state.open = r; opened.replaceChildren();
    if (r === null || !list[r]) { state.open = null; return; }
    const head = h('h4', { tabindex: '-1' }, nameOf(r));
    opened.append(h('div', { class: 'card-head' }, head, button('Close', { class: 'small plain', 'aria-label': `Close ${nameOf(r)}`, onclick: () => { show(null); go(state.at); } }, 'cross')), ...[fieldsOf(paper, about.of.fields, [...path, r], redraw)].flat());
    if (focus) { head.focus(); head.scrollIntoView({ block: 'start' }); }
  }
  const change = async (edit_, focus, words) => { wrong.clear(); await paper.change(edit_); redraw(focus); say(words); };
  function move(by) {
    const [r] = state.at; const to = r + by; const title = nameOf(r);
    if (to < 0 || to >= list.length) { say(`${title} is already ${to < 0 ? 'first' : 'last'}`); return; }
    const column = columns[Math.min(state.at[1], columns.length - 1)].path[0];
    change({ move: [path, r, to] }, [...path, to, column], `${title}: now ${to + 1} of ${list.length}`);
  }
  const tools = [
    ['Open', 'page', (r) => show(r, true)], ['Up', 'up', () => move(-1)], ['Down', 'down', () => move(1)],
    ['Take out', 'cross', async (r) => { const title = nameOf(r); state.open = null; await change({ remove: [...path, r] }, r ? [...path, r - 1, columns[0].path[0]] : null, `${title} is taken out`); toast(`“${title}” is taken out.`, button('Undo', { class: 'plain', onclick: async () => { await paper.step('undo'); redraw([...path, r, columns[0].path[0]]); } })); }],
    ...(about.of.exempt ? [['Withhold…', 'lock', (r) => withholdGroup(paper, [...path, r], nameOf(r), redraw)]] : []),
  ].map(([words, picture, run]) => [words, button(words, { class: 'small', onclick: () => run(state.at[0]) }, picture)]);
  /** The tools say which row they mean. */
  function name() { for (const [words, tool] of tools) tool.setAttribute('aria-label', `${words.replace('…', '')}: ${nameOf(state.at[0])}`); }
  const an = /^[aeiou]/.test(what) ? 'an' : 'a';
  const add = button(`Add ${an} ${what}`, { class: 'small', 'data-add': key(path), onclick: () => change({ insert: [path, list.length, row(about.of.fields, {})] }, [...path, list.length, columns[0].path[0]], `${about.label} ${list.length + 1} is added`) }, 'plus');
  const node = h('div', { class: 'list gridded', role: 'group', 'aria-label': about.heading ?? about.label },
    isInner && h('p', { class: 'list-name' }, about.heading ?? about.label, h('span', { class: 'quiet' }, list.length ? ` ${list.length}` : ' none')),
    h('p', { class: 'help', id: helpId }, list.length ? 'Arrows move, Enter changes a cell, Space opens the row. Cells copied from a spreadsheet can be pasted here, with their headings or without.' : 'Add a row, or paste rows from a spreadsheet.'),
    list.length ? box : '', h('div', { class: 'tools' }, add, list.length ? tools.map(([, tool]) => tool) : '', pasteButton(about, paste)), opened);
  if (list.length) { go(state.at, false); if (state.open !== null) show(state.open); }
  return node;
}

/** A button that asks for cells, for those who cannot paste them into the table itself. */
function pasteButton(about, paste) {
  const name = (about.heading ?? about.label).toLowerCase();
  return button('Paste rows…', { class: 'small', 'aria-label': `Paste rows into ${name}`, onclick: () => {
    const id = uid('paste'); const area = h('textarea', { id, rows: '8', spellcheck: 'false', 'aria-describedby': `${id}-help` });
    const body = h('div', { class: 'field' }, h('label', { for: id }, 'The rows'), h('p', { class: 'help', id: `${id}-help` }, 'Copy them in the spreadsheet, and paste them here. With their headings they go into the columns of these names, and a row whose number is known replaces what it has; without, they go where you stand in the table.'), area);
    openDialog({ title: `Rows for ${name}`, wide: true, body, initial: 'textarea', actions: [{ label: 'Take the rows', main: true, run: (close) => { close(); paste(area.value); } }, { label: 'Cancel', run: (close) => close() }] });
  } });
}
