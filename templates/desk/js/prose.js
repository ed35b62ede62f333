// A field for prose: a plain text area, so that spelling, dictation, undo and screen readers work as everywhere, over a
// layer that draws the same text unseen and colours what is brought in.

import { h, uid, button, say, toast } from './dom.js';
import { chooseFigure, choosePicture, chooseReference, held } from './choosers.js';
import { carry, readable, saysNow, showMark, whole, written } from './tokens.js';
import { withholdParagraph } from './exempt.js';

const MARKS = /\{\{[^{}]*\}\}|\{[#.][\w.-]+\}|‹[^‹›\n]+›/g;
/** Figures and days that may have been typed by hand. */
const TYPED = /(?<![\w.,‹/-])(?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|\d[\d,]*(?:\.\d+)?)(?![\w›/-]|[.,]\d)/g;
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));

/** The paragraphs of a text: where each starts and ends. */
function blocks(text) {
  let start = 0;
  return text.split('\n\n').map((words) => {
    const block = { start, end: start + words.length, words };
    start = block.end + 2;
    return block;
  });
}

/** How many blank lines stand before a place in a text, by which the finished page knows its paragraphs. */
const blankBefore = (text, place) => text.slice(0, place).split('\n').slice(0, -1).filter((line) => !line.trim()).length;

/** The place in a text before which so many blank lines stand. */
export function afterBlank(text, nth) {
  const lines = text.split('\n'); let left = nth; let place = 0;
  for (const line of lines) { if (!left) break; if (!line.trim()) left -= 1; place += line.length + 1; }
  return Math.min(place, text.length);
}

export function prose(paper, about, path, { id, put, hideLabel }) {
  const isReport = paper.kind === 'report'; const helpId = `${id}-help`;
  let { text, tokens } = readable(paper.value(path) ?? '');
  const area = h('textarea', { id, rows: '2', class: 'grow', value: text, spellcheck: 'true', 'data-path': JSON.stringify(path), 'aria-describedby': helpId, 'aria-required': about.need === 'required' ? 'true' : undefined });
  const mirror = h('div', { class: 'mirror', 'aria-hidden': 'true' });
  const used = h('details', { class: 'used' });
  const here = () => blocks(area.value).find((block) => area.selectionEnd <= block.end + 1) ?? blocks(area.value).at(-1);

  function draw() {
    let last = 0; mirror.replaceChildren();
    for (const found of text.matchAll(MARKS)) {
      const token = tokens.some((one) => one.start === found.index);
      const kind = token ? 'figure' : found[0].startsWith('{.exempt') || found[0] === '{.confidential}' ? 'withheld' : found[0].startsWith('{{') ? 'unknown' : 'mark';
      mirror.append(text.slice(last, found.index), h('span', { class: kind }, found[0]));
      last = found.index + found[0].length;
    }
    mirror.append(text.slice(last), '\u200b');
    const brought = [...new Set(tokens.map((token) => token.raw))];
    const typed = isReport ? [...text.matchAll(TYPED)].filter((found) => found[0].length > 1 && !tokens.some((token) => found.index >= token.start && found.index < token.end)).map((found) => ({ found, figure: held(found[0], text.slice(Math.max(0, found.index - 80), found.index), /^\s+([\w-]+)/.exec(text.slice(found.index + found[0].length))?.[1] ?? '') })).filter(({ figure }) => figure) : [];
    used.hidden = !brought.length && !typed.length;
    const tally = [brought.length && `${brought.length} ${brought.length === 1 ? 'thing' : 'things'} brought in`, typed.length && `${typed.length} typed that the data hold, too`].filter(Boolean).join(', ');
    used.replaceChildren(h('summary', {}, tally), h('ul', {}, typed.map(({ found, figure }) => h('li', {}, h('span', {}, h('b', {}, found[0]), ` ${figure.source}: ${figure.name}`), button('Use the figure', { class: 'small', 'aria-label': `Use the figure in place of “${found[0]}”`, onclick: () => { area.focus(); area.setSelectionRange(found.index, found.index + found[0].length); write(showMark(figure.write)); paper.save(); say(`${found[0]} is brought in from the data now`); } }))), brought.map((mark) => h('li', {}, h('b', {}, saysNow(mark)), h('code', {}, mark.slice(2, -2).trim())))));
  }
  function write(words) {
    area.focus();
    // The browser's own way of putting words in keeps its undo.
    if (!document.execCommand('insertText', false, words)) { area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end'); area.dispatchEvent(new Event('input')); }
  }
  let caret = [area.value.length, area.value.length];
  const back = () => { area.focus(); area.setSelectionRange(...caret); };
  const insert = (mark, isBlock) => { back(); const words = showMark(mark); write(isBlock ? `\n\n${words}\n\n` : words); say(`${saysNow(mark) ?? 'It'} is in the text`); };
  const figure = () => { caret = [area.selectionStart, area.selectionEnd]; chooseFigure(paper, insert); };
  const tools = [
    ['Figure', 'figures', figure],
    ['Reference', 'link', () => { caret = [area.selectionStart, area.selectionEnd]; chooseReference(paper, insert); }],
    ...(path[0] === 'section' ? [['Picture', 'page', () => { caret = [area.selectionStart, area.selectionEnd]; choosePicture(paper, insert); }], ['Withhold paragraph', 'lock', () => { const block = here(); withholdParagraph(paper, block.words, (mark) => { area.focus(); area.setSelectionRange(block.end, block.end); write(` ${mark}`); toast('The paragraph is marked as not for publication.'); }); }]] : []),
  ];
  const bar = h('div', { role: 'toolbar', 'aria-label': `Put into ${about.label.toLowerCase()}`, 'aria-controls': id, class: 'tools' }, tools.map(([words, picture, run], n) => button(words, { class: 'tool', tabindex: n ? '-1' : '0', onclick: run }, picture)));
  bar.addEventListener('keydown', (e) => {
    const all = [...bar.children]; const now = all.indexOf(document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault(); const next = all[(to + all.length) % all.length];
    all.forEach((one) => one.setAttribute('tabindex', one === next ? '0' : '-1')); next.focus();
  });
  const follow = () => tell('follow', { path, nth: blankBefore(area.value, area.selectionEnd) });
  area.addEventListener('input', () => {
    if (isReport && area.value.slice(0, area.selectionEnd).endsWith('{{') && !area.value.slice(area.selectionEnd).startsWith('}')) {
      area.setSelectionRange(area.selectionEnd - 2, area.selectionEnd); document.execCommand('delete'); figure(); return;
    }
    tokens = carry(text, area.value, tokens); text = area.value;
    draw(); put(written(text, tokens));
  });
  area.addEventListener('beforeinput', (e) => whole(area, tokens, e.inputType));
  area.addEventListener('blur', () => paper.save());
  for (const type of ['keyup', 'click', 'focus']) area.addEventListener(type, follow);
  draw();
  const need = { required: '', expected: ' (expected)', optional: ' (optional)' }[about.need];
  return h('div', { class: 'field prose' },
    h('label', { for: id, class: hideLabel ? 'away' : '' }, about.label, h('span', { class: 'quiet' }, need)),
    h('p', { class: hideLabel ? 'away' : 'help', id: helpId }, path.at(-1) === 'text' && path[0] === 'section' ? 'An empty line begins a new paragraph. “- ” begins an item of a list, “> ” a quotation.' : about.help),
    isReport ? bar : '', h('div', { class: 'stack' }, mirror, area), used);
}
