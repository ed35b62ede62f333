// What stands beside the form: the finished paper, for the public or for members, and what was found in it.

import { h, icon, uid, say, button } from './dom.js';
import { get } from './api.js';
import { printed, web } from './pages.js';

const plain = (words) => words.replace(/`([^`]*)`/g, '“$1”');
const LEVEL = { error: ['Stops the paper', 'stop'], warning: ['Worth a look', 'warning'] };
const MANNERS = [['printed', 'As printed'], ['web', 'As a web page']];

/** One choice of several, side by side. */
function segments(legend, options, chosen, onchoose) {
  const name = uid('choice');
  const inputs = options.map(([value, words]) => { const id = uid('e'); return [h('input', { type: 'radio', name, id, value, checked: value === chosen, onchange: () => onchoose(value) }), h('label', { for: id }, words)]; });
  return [h('legend', {}, legend), inputs];
}

export function preview(paper, { onfield, onbind }) {
  let edition = 'public'; let manner = localStorage.getItem('papers-manner') === 'web' ? 'web' : 'printed'; let at = null; let found = [];
  const onplace = (place) => onfield(place.path, place.nth);
  const views = { printed: printed(paper, { onplace }), web: web({ onplace }) };
  const stale = h('p', { class: 'stale', role: 'status', hidden: true }, icon('stop'), h('span', {}, 'This is the paper as it last could be made. What stops it is listed below.'));
  const members = h('p', { class: 'pink-line', hidden: true }, icon('lock'), 'Restricted version: it must not be published.');
  const editions = h('fieldset', { class: 'segments', hidden: true });
  const manners = h('fieldset', { class: 'segments', hidden: true }, segments('Shown', MANNERS, manner, (value) => { manner = value; localStorage.setItem('papers-manner', value); refresh(); say(MANNERS.find(([key]) => key === value)[1]); }));
  const list = h('ul', { class: 'found' }); const heading = h('h2', { id: uid('found'), tabindex: '-1' }, 'What was found');

  function drawEditions(given, shown) {
    editions.hidden = given.length < 2 && shown !== 'restricted';
    const had = editions.contains(document.activeElement);
    editions.replaceChildren(...segments('Version', given.map((key) => [key, key === 'public' ? 'Public' : 'Restricted']), shown, (key) => { edition = key; refresh(); say(`${key} version`); }).flat(2));
    if (had) editions.querySelector('input:checked')?.focus();
  }
  function drawFindings(findings) {
    found = findings;
    const stops = findings.filter((one) => one.severity === 'error').length;
    heading.replaceChildren('What was found', h('span', { class: `count ${stops ? 'stop' : findings.length ? '' : 'none'}` }, String(findings.length)));
    list.replaceChildren(...findings.map((one) => {
      const [words, picture] = LEVEL[one.severity] ?? LEVEL.warning;
      const line = plain(one.message[0].toUpperCase() + one.message.slice(1));
      const where = one.file && `${one.file}, line ${one.line}`;
      return h('li', { class: one.severity }, icon(picture), h('div', {}, h('p', {}, h('b', {}, `${words}: `), one.path ? button(line, { class: 'finding', onclick: () => onfield(one.path, one.nth, one) }) : one.file && !one.file.startsWith('built in') ? h('a', { href: `#/file/${one.file}` }, line) : line), ...one.hints.map((hint) => h('p', { class: 'help' }, plain(`${hint[0].toUpperCase()}${hint.slice(1)}.`))), where && h('p', { class: 'help' }, where), one.fix && one.path ? button('Use the figure', { class: 'small', 'aria-label': `Use the figure in place of “${one.words}”`, onclick: () => onbind(one) }, 'figures') : ''));
    }));
    if (!findings.length) list.replaceChildren(h('li', { class: 'good' }, icon('tick'), h('p', {}, 'Nothing. The paper can be made.')));
  }
  let busy = false; let again = false;
  /** Asks for the paper as it is now; what changes while it is made is asked for after that. */
  async function refresh() {
    if (busy) { again = true; return; }
    busy = true; node.setAttribute('aria-busy', 'true');
    try {
      const wanted = manner; const told = await get('preview', { file: paper.file, edition, as: wanted });
      const can = Boolean(told.pages ?? told.html);
      stale.hidden = !(told.stale && can); members.hidden = told.edition !== 'restricted'; manners.hidden = !can;
      node.classList.toggle('members', told.edition === 'restricted'); node.classList.toggle('stale-page', told.stale);
      drawEditions(told.editions, told.edition); drawFindings(told.findings);
      none.hidden = can;
      for (const [key, view] of Object.entries(views)) view.node.hidden = !can || key !== wanted;
      if (can) { await views[wanted].draw(told); views[wanted].mark(at, false); }
    } catch (refusal) { drawFindings([{ severity: 'error', message: refusal.message, hints: [] }]); }
    busy = false;
    if (again) { again = false; await refresh(); } else node.removeAttribute('aria-busy');
  }
  const none = h('p', { class: 'none', hidden: true }, ['report', 'plan', 'review', 'brief', 'meeting'].includes(paper.kind) ? 'The paper cannot be made yet. What stops it is listed below.' : 'This has no pages of its own: papers are made from it.');
  const node = h('section', { class: 'finished', 'aria-label': 'The finished paper' }, h('div', { class: 'row' }, manners, editions), members, stale, h('div', { class: 'sheet' }, views.printed.node, views.web.node, none), h('section', { class: 'finds', 'aria-labelledby': heading.id }, heading, list));
  let next = -1;
  return {
    node, refresh, heading,
    follow(place) { at = place; views[manner].mark(at, true); },
    /** Goes to the next finding, or the one before. */
    step(by) {
      const leading = found.filter((one) => one.path);
      if (!leading.length) { say(found.length ? 'What was found is in other files' : 'Nothing was found'); return; }
      next = (next + by + leading.length) % leading.length;
      onfield(leading[next].path, leading[next].nth, leading[next]); say(`${next + 1} of ${leading.length}: ${leading[next].message}`);
    },
  };
}
