// What is in the folder, and how a workspace or a file is begun.

import { h, uid, icon, button, showErrors, readDay, dayWords, say } from './dom.js';
import { get, post } from './api.js';

const KINDS = [
  ['report', 'A report', 'A paper for a committee, in the council’s style'], ['meeting', 'A meeting', 'An agenda and its packs, for the public and for members'],
  ['plan', 'An action plan', 'Actions, milestones and measures that reports take their figures from'], ['review', 'A review of a plan', 'What moved, what slipped, what comes next'],
  ['brief', 'A brief for members', 'Two pages on a review'], ['inspection', 'An inspection', 'What inspectors found and judged'],
];

const field = (label, help, control) => {
  control.id ||= uid('new');
  if (help) control.setAttribute('aria-describedby', `${control.id}-help`);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), help && h('p', { class: 'help', id: `${control.id}-help` }, help), control);
};
const input = (props = {}) => h('input', { type: 'text', autocomplete: 'off', ...props });

/** A choice of cards, one of which is taken. */
function cards(legend, options, chosen) {
  const name = uid('cards');
  const node = h('fieldset', { class: 'cards-of-choice' }, h('legend', {}, legend), options.map(([value, title, words]) => {
    const id = uid('card');
    return h('div', { class: 'choice card' }, h('input', { type: 'radio', name, id, value, checked: value === chosen }), h('label', { for: id }, h('b', {}, title), words && h('span', { class: 'help' }, words)));
  }));
  return { node, value: () => node.querySelector('input:checked')?.value };
}

/** The first start in a folder that is no workspace yet. */
export function startView(shelf, done) {
  const council = input(); const style = cards('How do its papers look?', shelf.styles.map((one) => [one.name, one.name[0].toUpperCase() + one.name.slice(1), one.summary]), shelf.styles[0]?.name);
  const law = cards('Whose law does it keep?', [['england', 'England', ''], ['wales', 'Wales', ''], ['scotland', 'Scotland', '']], 'england');
  const form = h('form', { class: 'narrow-form', novalidate: true, onsubmit: async (e) => {
    e.preventDefault();
    if (!showErrors(form, council.value.trim() ? [] : [[council, 'Say what the council is called']])) return;
    try { done(await post('start', { council: council.value, style: style.value(), jurisdiction: law.value() })); } catch (refusal) { showErrors(form, [[council, refusal.message]]); }
  } }, field('What is the council called?', 'As papers print it, such as Anyshire County Council.', council), law.node, style.node, h('div', {}, h('button', { type: 'submit', class: 'main' }, 'Begin')));
  return { title: 'Welcome', node: h('div', { class: 'single' }, h('h1', { tabindex: '-1' }, 'Welcome'), h('p', { class: 'lead' }, `Three questions, and the folder “${shelf.folder}” is ready for its first paper. All can be changed later.`), form) };
}

/** Everything in the workspace. */
export function homeView(shelf) {
  const line = (one) => h('li', {}, icon(one.kind), h('div', {}, h('a', { href: `#/file/${one.file}` }, one.title), h('p', { class: 'quiet' }, [one.kind[0].toUpperCase() + one.kind.slice(1), one.by, dayWords(one.day)].filter(Boolean).join(' · '))), h('code', { class: 'quiet' }, one.file));
  const groups = shelf.groups.filter((group) => group.files.length);
  return { title: 'Your papers', node: h('div', { class: 'single' },
    h('div', { class: 'doc-head' }, h('div', {}, h('p', { class: 'crumb' }, shelf.council), h('h1', { tabindex: '-1' }, 'Your papers')), h('a', { class: 'button main', href: '#/new' }, icon('plus'), 'Begin something new')),
    shelf.problems.map((problem) => h('p', { class: 'notice bad' }, icon('stop'), problem)), shelf.passed.map((words) => h('p', { class: 'notice' }, icon('warning'), words)),
    groups.length ? groups.map((group) => h('section', {}, h('h2', {}, group.name), h('ul', { class: 'things' }, group.files.map(line)))) : h('div', { class: 'empty' }, icon('page'), h('h2', {}, 'There is no paper here yet'), h('p', {}, 'Begin with a report; what it needs is asked for as you write.'), h('a', { class: 'button main', href: '#/new' }, icon('plus'), 'Begin a report')),
    h('p', { class: 'help foot' }, `Everything here is text files in the folder “${shelf.folder}”. Nothing leaves this computer.`)) };
}

/** A choice of the files of a kind. */
const choiceOf = (files, none) => h('select', {}, none && h('option', { value: '' }, none), files.map((one) => h('option', { value: one.file }, [one.title, dayWords(one.day)].filter(Boolean).join(', '))));

/** Begins a file: what is asked for depends on what it is. */
export function newView(shelf, kind, done) {
  const chosen = cards('What do you want to begin?', KINDS, kind || 'report'); const files = shelf.groups.flatMap((group) => group.files);
  const title = input(); const committee = input({ value: committees(shelf)[0] ?? '', list: 'committees' }); const day = input({ class: 'short' });
  const titleBox = field('Title', 'As the agenda will have it. It can be changed later.', title); const dayBox = field('Day of the meeting', 'Such as 10 November 2026, or 10/11/26.', day);
  const committeeBox = h('div', { class: 'fields' }, field('Committee', '', committee), h('datalist', { id: 'committees' }, committees(shelf).map((name) => h('option', { value: name }))));
  const from = h('div', {}); const plan = h('div', {});
  const notice = h('p', { class: 'notice-day', role: 'status' });
  /** What is asked of each kind: the title, the committee, and what the day is. */
  const ASKED = { report: ['Title', true, 'Day of the meeting'], meeting: ['', true, 'Day of the meeting'], plan: ['Name', false, 'Its first day'], review: ['', false, 'Day of the review'], brief: ['', false, ''], inspection: ['', false, ''] };
  day.addEventListener('input', async () => { const iso = readDay(day.value); notice.textContent = ''; if (iso && ASKED[chosen.value()][1]) try { const told = await get('notice', { day: iso }); notice.textContent = told.words; notice.classList.toggle('late', told.late); } catch (refusal) { notice.textContent = refusal.message; } });
  day.addEventListener('blur', () => { const iso = readDay(day.value); if (iso) day.value = dayWords(iso); });
  const show = () => {
    const is = chosen.value(); const [titled, met, dated] = ASKED[is]; const old = files.filter((one) => one.kind === is); const plans = files.filter((one) => one.kind === 'plan');
    titleBox.hidden = !titled; titleBox.querySelector('label').textContent = titled || 'Title'; committeeBox.hidden = !met; dayBox.hidden = !dated; dayBox.querySelector('label').textContent = dated || 'Day'; notice.textContent = '';
    from.replaceChildren(...(old.length && is !== 'inspection' ? [field('What does it begin with?', 'From an old one its words are taken over. Days, figures and what was reported are cleared: where a sentence needs one, words in brackets stand in its place.', choiceOf(old, is === 'report' ? 'The headings of the house style' : 'What one of its kind needs'))] : []));
    plan.replaceChildren(...(is === 'review' && plans.length ? [field('Which plan is reviewed?', '', choiceOf(plans))] : []));
  };
  chosen.node.addEventListener('change', show); show();
  const form = h('form', { class: 'narrow-form', novalidate: true, onsubmit: async (e) => {
    e.preventDefault();
    const errors = []; const is = chosen.value(); const [titled, met, dated] = ASKED[is]; const iso = readDay(day.value);
    if (titled && !title.value.trim()) errors.push([title, `Give a ${titled.toLowerCase()}`]);
    if (dated && day.value.trim() && !iso) errors.push([day, 'Give a day that exists, such as 10 November 2026']);
    if (!showErrors(form, errors)) return;
    const reviewed = plan.querySelector('select')?.value; const key = { plan: 'submitted', review: 'held' }[is];
    const values = [...(reviewed ? [['plan', { text: reviewed }]] : []), ...(dated && key && iso ? [[key, { day: iso }]] : [])];
    try {
      const told = await post('new', { kind: is, title: titled ? title.value : '', committee: met ? committee.value : '', meeting: met ? iso : '', copy: from.querySelector('select')?.value || null, values });
      say('It is begun'); done(told.file);
    } catch (refusal) { showErrors(form, [[titled ? title : chosen.node.querySelector('input:checked'), refusal.message]]); }
  } }, chosen.node, from, titleBox, plan, h('div', { class: 'fields' }, committeeBox, dayBox, notice), h('div', { class: 'row' }, h('button', { type: 'submit', class: 'main' }, 'Begin it'), h('a', { class: 'button plain', href: '#/' }, 'Cancel')));
  return { title: 'Begin something new', node: h('div', { class: 'single' }, h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Your papers')), h('h1', { tabindex: '-1' }, 'Begin something new'), form) };
}

const committees = (shelf) => [...new Set(shelf.groups.flatMap((group) => group.files).filter((one) => ['report', 'meeting'].includes(one.kind) && one.by && !one.by.startsWith('[')).map((one) => one.by))];
