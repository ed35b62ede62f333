// The open file: its form in the middle, the finished paper on the right.

import { h, icon, button, openDialog, say, toast } from './dom.js';
import { post, output, get } from './api.js';
import { Paper } from './paper.js';
import { fieldsOf, groups, reveal } from './lists.js';
import { withholdGroup } from './exempt.js';
import { loadFigures } from './choosers.js';
import { preview } from './preview.js';
import { afterBlank } from './prose.js';
import { learnMore, saysNow, showMark } from './tokens.js';

const MADE = ['report', 'plan', 'review', 'brief', 'meeting'];

/** The view of a file. */
export async function editorView(shelf, file) {
  const paper = await Paper.open(file); paper.shelf = shelf;
  if (paper.problem) return broken(paper);
  const form = h('form', { class: 'form', onsubmit: (e) => e.preventDefault() });
  const finished = preview(paper, { onfield: goTo, onbind: bind });
  const title = h('h1', { tabindex: '-1' }, paper.title);
  const make = MADE.includes(paper.kind) ? button(paper.kind === 'meeting' ? 'Make the packs' : 'Make the PDF', { class: 'main', onclick: () => build(paper, make) }) : '';
  const write = button('Write', { 'aria-pressed': 'true', onclick: () => turn('write') }); const page = button('Page', { 'aria-pressed': 'false', onclick: () => turn('page') });
  const node = h('div', { class: 'editor', 'data-shows': 'write' },
    h('div', { class: 'doc-head' }, h('div', {}, h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Your papers'), ` / ${paper.kind[0].toUpperCase()}${paper.kind.slice(1)}, ${paper.file}`), title), h('div', { class: 'doc-tools' }, h('div', { class: 'switch', role: 'group', 'aria-label': 'What is shown' }, write, page), make)),
    h('div', { class: 'panes' }, h('div', { class: 'write', role: 'region', 'aria-label': 'The form' }, form), finished.node));
  function turn(to) { node.dataset.shows = to; write.setAttribute('aria-pressed', String(to === 'write')); page.setAttribute('aria-pressed', String(to === 'page')); }

  function draw() {
    const withheld = paper.values.exempt ?? paper.values.confidential;
    form.replaceChildren(...paper.parts.map((part) => {
      const head = h('h2', { id: `part-${part.id}`, tabindex: '-1' }, part.heading);
      const shut = part.exempt ? h('div', { class: 'row' }, button(withheld ? 'The whole of it is not for publication' : 'Withhold the whole of it…', { class: `small ${withheld ? 'pink' : 'plain'}`, onclick: () => withholdGroup(paper, [], paper.title, redraw) }, 'lock')) : '';
      const body = part.list ? groups(paper, part, part.path, redraw) : fieldsOf(paper, part.fields, [], redraw);
      return h('section', { class: 'part', 'aria-labelledby': head.id }, head, part.help && h('p', { class: 'help' }, part.help), body, shut);
    }));
    title.textContent = paper.title;
  }
  /** Draws the form anew where its lists changed, and gives the focus to a path. */
  function redraw(path) {
    const open = [...form.querySelectorAll('details[open][data-path]')].map((one) => one.dataset.path);
    const top = node.querySelector('.write').scrollTop; const had = document.activeElement; const here = had?.dataset?.path;
    const caret = had?.matches('textarea, input[type=text]') ? [had.selectionStart, had.selectionEnd] : null;
    draw();
    form.querySelectorAll('details[data-path]').forEach((one) => { if (open.includes(one.dataset.path)) { one.desk(); one.open = true; } });
    node.querySelector('.write').scrollTop = top;
    const wanted = path ?? (here && JSON.parse(here));
    if (wanted) focusOn(wanted, Boolean(path));
    if (!path && caret && document.activeElement.dataset.path === here) document.activeElement.setSelectionRange(...caret);
  }
  function focusOn(path, select) {
    const found = reveal(form, path); if (!found) return;
    const field = found.matches('input, textarea, select, td, th') ? found : found.querySelector('input:not([type=checkbox]), textarea, select') ?? found;
    field.focus(); field.scrollIntoView({ block: 'nearest' });
    if (select && /^\[(insert|describe)/.test(field.value ?? '')) field.select();
  }
  /** Leads from a finding, or from the page, to its field, and to the words in it. */
  function goTo(path, nth, finding) {
    turn('write'); focusOn(path, false);
    const field = document.activeElement;
    if (!field.matches('textarea, input[type=text]')) return;
    const words = finding?.words?.replace(/\s+/g, ' ').trim(); const start = nth ? afterBlank(field.value, nth) : 0;
    // What is brought in is not what was typed.
    const typed = field.value.replace(/‹[^‹›\n]*›/g, (mark) => '\0'.repeat(mark.length));
    let at = words ? typed.indexOf(words, start) : -1;
    for (let n = 0; at >= 0 && n < (finding.same ?? 0); n += 1) at = typed.indexOf(words, at + words.length);
    if (at >= 0) field.setSelectionRange(at, at + words.length); else if (nth) field.setSelectionRange(start, start);
  }
  /** Puts what brings a figure in into the place of words that were typed, so that it stays right. */
  async function bind(finding) {
    const { path, words, fix: mark, nth } = finding;
    await loadFigures(file); goTo(path, nth, finding);
    const field = document.activeElement;
    if (!field.matches('textarea') || field.value.slice(field.selectionStart, field.selectionEnd) !== words) { toast('These words are not there any more.'); return; }
    if (saysNow(mark) === undefined) learnMore(mark, words); document.execCommand('insertText', false, showMark(mark)); await paper.save(); say(`${words} is brought in from the data now`);
  }
  if (paper.kind === 'report') await loadFigures(file);
  draw();
  form.addEventListener('focusin', (e) => { const mark = e.target.dataset?.path; if (mark && e.target.tagName !== 'TEXTAREA') finished.follow({ path: JSON.parse(mark), nth: 0 }); });

  const on = { saved: () => { finished.refresh(); const words = paper.values.title ?? paper.values.name; if (typeof words === 'string' && words) title.textContent = words; }, follow: (e) => finished.follow(e.detail), merged: () => { redraw(); toast('The file was changed elsewhere. What does not touch your writing is here now.'); }, conflict: async (e) => { await quiet(); ask(e.detail, redraw); } };
  // A question waits until nobody types, so that no letter goes to it.
  let typed = 0; form.addEventListener('input', () => { typed = Date.now(); });
  const quiet = async () => { while (Date.now() - typed < 700) await new Promise((done) => { setTimeout(done, 100); }); };
  for (const [name, run] of Object.entries(on)) document.addEventListener(`desk:${name}`, run);
  const keys = (e) => { if (e.key === 'F8') { e.preventDefault(); finished.step(e.shiftKey ? -1 : 1); } };
  document.addEventListener('keydown', keys);
  finished.refresh();
  return {
    title: paper.title, node, paper, outline: paper.parts.map((part) => ({ id: `part-${part.id}`, label: part.heading })),
    redraw, turn,
    /** The file changed under us: nothing of ours waits, so what it says now is shown. */
    async fresh() { if (!await paper.renew()) return; if (paper.kind === 'report') await loadFigures(file); redraw(); finished.refresh(); },
    refresh: () => finished.refresh(),
    gone() { paper.save(); for (const [name, run] of Object.entries(on)) document.removeEventListener(`desk:${name}`, run); document.removeEventListener('keydown', keys); },
  };
}

/** A file that cannot be read is left alone. */
function broken(paper) {
  const finished = preview(paper, { onfield: () => {} }); finished.refresh();
  return { title: paper.file, paper, outline: [], refresh: () => finished.refresh(), redraw() {}, turn() {}, gone() {}, fresh: async () => { location.reload(); },
    node: h('div', { class: 'editor', 'data-shows': 'write' }, h('div', { class: 'doc-head' }, h('div', {}, h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Your papers')), h('h1', { tabindex: '-1' }, paper.file))), h('div', { class: 'panes' }, h('div', { class: 'write' }, h('p', { class: 'notice bad' }, icon('stop'), h('span', {}, 'This file cannot be shown as a form: ', paper.problem, '. Open it in an editor; it is left as it is.'))), finished.node)) };
}

/** What was changed here and elsewhere: nothing is chosen beforehand. */
function ask({ paper, told, edits }, redraw) {
  const mine = paper.waiting.map((one) => one.edit).findLast((edit) => edit.set && (told.lost || JSON.stringify(edit.set[0]) === JSON.stringify(told.path)))?.set[1];
  const words = (value) => (value === undefined || value === null ? 'It is not there any more.' : typeof value === 'string' ? value : Object.values(value).map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', '));
  const isProse = mine?.prose !== undefined && typeof told.theirs === 'string';
  const choose = (choice) => async (close) => { settled = true; close(); await paper.settle(choice, told, edits); redraw(); say(choice === 'theirs' ? 'The file’s text was taken' : 'Your text was saved'); };
  let settled = false;
  const body = h('div', { class: 'two even' }, h('section', { class: 'side-of' }, h('h3', {}, 'Yours'), h('p', { class: 'words' }, mine ? words(Object.values(mine)[0]) : 'A change to the order or the number of these.')), told.lost ? '' : h('section', { class: 'side-of' }, h('h3', {}, 'In the file'), h('p', { class: 'words' }, words(told.theirs))));
  const leave = { label: told.lost ? 'Leave mine out' : 'Take the file’s', run: choose('theirs') };
  const { dialog } = openDialog({ title: 'Changed elsewhere', lead: told.lost ? `Your writing is not in the file: ${told.problem}.` : 'This was changed outside the desk while you wrote it. Your writing is safe and not yet in the file; nothing was overwritten.', wide: true, body, actions: told.lost ? [leave] : [{ label: 'Keep mine', run: choose('mine') }, leave, ...(isProse ? [{ label: 'Keep both', run: choose('both') }] : [])] });
  dialog.addEventListener('close', () => { if (!settled) toast('Not saved: your writing waits until you choose.', button('Choose', { class: 'plain', onclick: () => ask({ paper, told, edits }, redraw) })); });
}

/** Makes the finished files. */
async function build(paper, from) {
  await paper.save();
  const words = h('p', { class: 'now', role: 'status' }, 'Both versions are made, searched for what is withheld, and checked.');
  const { dialog } = openDialog({ title: 'Making it', body: h('div', {}, h('progress', { 'aria-label': 'Making it' }), words), actions: [{ label: 'Go on writing', run: (close) => close() }] });
  let told;
  try { told = await post('build', { file: paper.file }); } catch (refusal) { told = { files: [], failures: [refusal.message] }; }
  dialog.close(); from.focus();
  const save = async (file) => { const url = URL.createObjectURL(await output(file)); const link = h('a', { href: url, download: file.split('/').pop() }); link.click(); setTimeout(() => URL.revokeObjectURL(url), 10000); };
  const made = told.files.map((file) => h('li', {}, icon('tick'), h('span', {}, h('b', {}, file.split('/').pop()), h('span', { class: 'quiet' }, ` ${file}`)), file.endsWith('.pdf') ? button('Download', { class: 'small', 'aria-label': `Download ${file.split('/').pop()}`, onclick: () => save(file) }) : ''));
  const failed = told.failures.map((problem) => h('li', { class: 'error' }, icon('stop'), h('span', {}, problem)));
  openDialog({ title: told.failures.length ? 'It could not be made' : 'It is made', lead: told.failures.length ? 'Put these right; F8 leads from one to the next.' : 'The files stand in the folder of the workspace, under “output”.', body: h('ul', { class: 'made' }, failed.length ? failed : made), actions: [{ label: 'Close', main: true, run: (close) => close() }] });
}
