// What is not for publication: the paragraph of the law that describes it, and why.

import { h, uid, openDialog, showErrors, say } from './dom.js';

let law = null;
/** The law of the council, with its descriptions of exempt information. */
export const setLaw = (given) => { law = given; };

function grounds(chosen) {
  const boxes = law.categories.map((one) => ({ one, input: h('input', { type: 'checkbox', id: uid('x'), checked: chosen.includes(one.paragraph) }) }));
  const group = h('fieldset', {}, h('legend', {}, 'Which description of exempt information applies?'), h('p', { class: 'help' }, `${law.schedule} (${law.name}). Choose all that apply.`),
    boxes.map(({ one, input }) => { const id = uid('d'); input.setAttribute('aria-describedby', id); return h('div', { class: 'choice' }, input, h('label', { for: input.id }, h('b', {}, `Paragraph ${one.paragraph}: `), one.short), h('p', { class: 'help', id }, `${one.text[0].toUpperCase()}${one.text.slice(1)}.${one.only ? ` Only ${one.only}.` : ''}`)); }));
  const paragraphs = () => boxes.filter(({ input }) => input.checked).map(({ one }) => one.paragraph);
  return { group, first: boxes[0].input, paragraphs };
}

function text(label, help, value) {
  const id = uid('x');
  const area = h('textarea', { id, rows: '3', 'aria-describedby': `${id}-help`, value });
  return { area, node: h('div', { class: 'field' }, h('label', { for: id }, label), h('p', { class: 'help', id: `${id}-help` }, help), area) };
}

const WHY = ['Why does the public interest lie in withholding it?', 'The public agenda prints this, so it must not itself give away what is withheld.'];
const number = (paragraph) => (/^\d+$/.test(paragraph) ? { number: paragraph } : { text: paragraph });

/** Withholds a section, an appendix, an item or the whole file at a path. */
export function withholdGroup(paper, path, title, redraw) {
  const now = paper.value([...path, 'exempt']);
  const which = grounds((now?.paragraphs ?? []).map(String));
  const why = text(...WHY, now?.reason ?? '');
  const instead = text('What does the public read in place of its title?', 'Leave this empty if everyone may read the title itself.', now?.['public-title'] ?? '');
  // Parts of a plan are withheld with all that they are called.
  const hasTitle = !path.length || ['section', 'appendix', 'item', 'supplement'].includes(path[0]);
  const body = h('form', { class: 'stack', onsubmit: (e) => e.preventDefault() }, which.group, why.node, hasTitle && instead.node);
  const put = async (edit, words, close) => { close(); await paper.change(edit); redraw(path); say(words); };
  const actions = [{ label: 'Withhold it', main: true, run: (close) => {
    const errors = []; const paragraphs = which.paragraphs();
    if (!paragraphs.length) errors.push([which.first, 'Choose the paragraph that applies']);
    if (!why.area.value.trim()) errors.push([why.area, 'Say why the public interest lies in withholding it']);
    if (!showErrors(body, errors)) return;
    const public_ = instead.area.value.trim();
    const group = [['paragraphs', { list: paragraphs.map(number) }], ['reason', { text: why.area.value.trim() }]];
    if (hasTitle) group.push(public_ ? ['public-title', { text: public_ }] : ['open-title', { truth: true }]);
    put({ set: [[...path, 'exempt'], { group }] }, 'It is not for publication', close);
  } }];
  if (now) actions.push({ label: 'Publish it after all', danger: true, run: (close) => put({ remove: [...path, 'exempt'] }, 'It is for publication', close) });
  actions.push({ label: 'Cancel', run: (close) => close() });
  openDialog({ title: `Not for publication: ${title}`, lead: 'It is taken out before the public version is made, and the finished file is searched for it. Numbers stay the same in both versions.', wide: true, body, actions, initial: 'input' });
}

/** Withholds a paragraph: gives the mark that is to end it. */
export function withholdParagraph(paper, words, done) {
  const which = grounds([]);
  const why = text(WHY[0], `${WHY[1]} One reason serves for all marked paragraphs of the paper.`, paper.value(['exempt-reason']) ?? '');
  const body = h('form', { class: 'stack', onsubmit: (e) => e.preventDefault() }, h('blockquote', {}, words), which.group, why.node);
  openDialog({ title: 'Not for publication: this paragraph', wide: true, body, initial: 'input', actions: [{ label: 'Withhold it', main: true, run: (close) => {
    const errors = []; const paragraphs = which.paragraphs();
    if (!paragraphs.length) errors.push([which.first, 'Choose the paragraph that applies']);
    if (!why.area.value.trim()) errors.push([why.area, 'Say why the public interest lies in withholding it']);
    if (!showErrors(body, errors)) return;
    paper.set(['exempt-reason'], { prose: why.area.value.trim() }, why.area.value.trim());
    close(); done(`{.exempt-${paragraphs.join('-')}}`);
  } }, { label: 'Cancel', run: (close) => close() }] });
}
