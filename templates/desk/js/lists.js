// Lists of groups: recommendations, sections, contacts, items of a meeting, actions of a plan. Each member is a card that
// can be moved by buttons or by Alt and an arrow, taken out, and withheld where the law lets it be. What the house style
// prints in a place of its own stays where it is.

import { h, uid, button, iconButton, icon, say, toast } from './dom.js';
import { blankGroup, field, values } from './fields.js';
import { grid } from './grid.js';
import { withholdGroup } from './exempt.js';

const noun = (about) => about.label.toLowerCase();

/** The words by which a member is known. */
export function titleOf(value, known, what, n) {
  const style = known?.find((one) => one.id === value?.id)?.heading;
  const words = value?.heading ?? style ?? value?.title ?? (typeof value?.action === 'string' ? value.action : null) ?? value?.risk ?? value?.name ?? value?.standing?.replaceAll('-', ' ') ?? value?.text ?? value?.report ?? value?.on ?? value?.by;
  const plain = String(words ?? '').replace(/\s+/g, ' ').trim();
  const id = value?.id && !style && value.id !== plain && typeof value.action === 'string' ? `${value.id} ` : '';
  return plain ? `${id}${plain.length > 70 ? `${plain.slice(0, 68)}…` : plain}` : `${what} ${n + 1}`;
}

/** The fields of a group, those that few need under a heading of their own. */
export function fieldsOf(paper, fields, path, redraw, known) {
  const one = (about) => {
    const own = [...path, ...about.path];
    if (about.is === 'group') return h('fieldset', { class: 'group' }, h('legend', {}, about.label), about.help && h('p', { class: 'help' }, about.help), h('div', { class: 'fields' }, about.fields.map((inner) => one({ ...inner, path: [...about.path, ...inner.path] }))));
    if (about.is === 'list' && about.of.is === 'group') return groups(paper, about, own, redraw, true);
    if (about.is === 'list' && !about.files) return values(paper, about, own, redraw);
    if (about.is === 'other' || (about.is === 'entries' && !about.files)) return paper.value(own) === undefined ? '' : h('p', { class: 'help' }, h('b', {}, `${about.label}: `), 'this is changed in the file itself.');
    if (known && about.path[0] === 'id') return '';
    const style = known?.find((section) => section.id === paper.value([...path, 'id']));
    const extra = style && about.path[0] === 'heading' ? { default: style.heading, help: 'The house style gives this heading; write another to replace it.' } : {};
    return field(paper, { ...about, ...extra }, own);
  };
  const given = (about) => paper.value([...path, ...about.path]) !== undefined;
  const often = fields.filter((about) => !about.rare || given(about)); const rare = fields.filter((about) => about.rare && !given(about));
  return [h('div', { class: 'fields' }, often.map(one)), rare.length ? later('More that few papers need', () => h('div', { class: 'fields' }, rare.map(one)), 'rare') : ''];
}

/** Something that is drawn when it is opened. */
function later(title, draw, cls, open = false, mark) {
  const box = h('div', {});
  const node = h('details', { class: cls, 'data-path': mark }, h('summary', {}, title), box);
  node.desk = () => { if (!box.childNodes.length) box.append(...[draw()].flat()); };
  node.addEventListener('toggle', () => node.open && node.desk());
  if (open) { node.desk(); node.open = true; }
  return node;
}

let held = null;
/** Lets a card be dragged by its number, and dropped where another of its list stands. */
function dragged(li, path, n, move) {
  const grip = li.querySelector('.rank'); const list = JSON.stringify(path);
  grip.setAttribute('draggable', 'true'); grip.title = 'Drag to move';
  grip.addEventListener('dragstart', (e) => { held = { list, move, n }; e.dataTransfer.effectAllowed = 'move'; e.dataTransfer.setData('text/plain', String(n + 1)); e.dataTransfer.setDragImage(li, 12, 12); });
  grip.addEventListener('dragend', () => { held = null; });
  const isOurs = () => held?.list === list && held.n !== n;
  li.addEventListener('dragover', (e) => { if (!isOurs()) return; e.preventDefault(); e.stopPropagation(); li.dataset.drop = held.n > n ? 'before' : 'after'; });
  li.addEventListener('dragleave', () => delete li.dataset.drop);
  li.addEventListener('drop', (e) => { delete li.dataset.drop; if (!isOurs()) return; e.preventDefault(); e.stopPropagation(); held.move(n); });
}

/** A list of groups at a path. `inner` says that it stands in another. */
export function groups(paper, about, path, redraw, inner = false) {
  if (about.grid) return grid(paper, about, path, redraw, fieldsOf, inner);
  const list = paper.value(path) ?? []; const what = about.label;
  const change = async (edit, focus, words) => { await paper.change(edit); redraw(focus); if (words) say(words); };
  const isPlaced = (n) => Boolean(about.known?.find((one) => one.id === list[n]?.id)?.placed);
  /** Where a member goes that goes up or down: past those that the house style places. */
  const next = (n, step) => { let to = n + step; while (to >= 0 && to < list.length && isPlaced(to)) to += step; return to; };
  const move = (n, to, title) => {
    if (isPlaced(n)) { say(`${title} stands where the house style puts it`); return; }
    if (to < 0 || to >= list.length) { say(`${title} is already ${to < 0 ? 'first' : 'last'}`); return; }
    change({ move: [path, n, to] }, [...path, to], `${title}: now ${to + 1} of ${list.length}`);
  };
  const card = (value, n) => {
    const own = [...path, n]; const title = titleOf(value, about.known, what, n); const closed = value.exempt ?? value.confidential;
    const up = next(n, -1); const down = next(n, 1);
    const moves = h('div', { class: 'moves' },
      isPlaced(n) ? '' : [iconButton(`Move ${title} up`, 'up', { 'aria-disabled': up < 0, onclick: () => move(n, up, title) }),
        iconButton(`Move ${title} down`, 'down', { 'aria-disabled': down >= list.length, onclick: () => move(n, down, title) })],
      iconButton(`Take ${title} out`, 'cross', { onclick: async () => { await change({ remove: own }, n ? [...path, n - 1] : null); toast(`“${title}” is taken out.`, button('Undo', { class: 'plain', onclick: async () => { await paper.step('undo'); redraw(own); } })); } }));
    const shut = about.of.exempt ? button(closed ? 'Not for publication' : 'Withhold…', { class: `small ${closed ? 'pink' : 'plain'}`, 'aria-label': closed ? `${title}: not for publication. Change` : `Withhold ${title}`, onclick: () => withholdGroup(paper, own, title, redraw) }, 'lock') : '';
    const body = () => fieldsOf(paper, about.of.fields, own, redraw, about.known);
    const small = (inner || path[0] === 'item') && about.of.fields.length > 4;
    const head = h('div', { class: 'card-head' }, h(inner ? 'h4' : 'h3', { id: uid('card') }, h('span', { class: 'rank', 'aria-hidden': 'true' }, `${n + 1}`), title), shut, moves);
    const li = h('li', { class: closed ? 'withheld' : '', 'data-path': JSON.stringify(own), tabindex: '-1' }, head, small ? later('Show and change it', body, 'inner', false, JSON.stringify(own)) : body());
    if (!isPlaced(n)) dragged(li, path, n, (to) => move(n, to, title));
    // In a list of words, and where a day is chosen, Alt and an arrow open what there is to choose from.
    li.addEventListener('keydown', (e) => { if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown') && !e.target.matches('select, input[type=date]')) { e.preventDefault(); e.stopPropagation(); move(n, e.key === 'ArrowUp' ? up : down, title); } });
    return li;
  };
  const add = (group) => change({ insert: [path, list.length, group] }, [...path, list.length], `${what} ${list.length + 1} is added`);
  const unused = (about.known ?? []).filter((one) => !list.some((value) => value.id === one.id));
  const pick = unused.length ? h('div', { class: 'pick' }, unused.map((one) => button(one.heading, { class: `small ${one.need === 'optional' ? '' : 'wanted'}`, 'aria-label': `Add the section ${one.heading}${one.need === 'optional' ? '' : `, which is ${one.need}`}`, onclick: () => add({ group: [['id', { text: one.id }], ['text', { prose: `[describe: ${one.heading.toLowerCase()}]` }]] }) }, 'plus'))) : '';
  const cards = list.map(card);
  return h('div', { class: `list ${inner ? 'inner' : ''}`, role: 'group', 'aria-label': about.heading ?? what },
    inner && h('p', { class: 'list-name' }, about.label, h('span', { class: 'quiet' }, list.length ? ` ${list.length}` : ' none')),
    cards.length ? h('ol', { class: 'cards' }, cards) : inner ? '' : h('p', { class: 'quiet' }, `None yet.`),
    pick && h('p', { class: 'help' }, 'Sections that the house style knows and this paper does not have yet:'), pick,
    h('div', {}, button(about.known ? 'Add a section of your own' : `Add ${/^[aeiou]/.test(noun(about)) ? 'an' : 'a'} ${noun(about)}`, { class: inner ? 'small' : '', 'data-add': JSON.stringify(path), onclick: () => add(blankGroup(about.of.fields.filter((f) => !(about.known && f.path[0] === 'id')))) }, 'plus')));
}

/** Opens what is closed around the field of a path, and gives the nearest that there is. */
export function reveal(root, path) {
  for (let length = 1; length <= path.length; length += 1) {
    const mark = JSON.stringify(path.slice(0, length));
    root.querySelectorAll('details[data-path]').forEach((node) => { if (node.dataset.path === mark) { node.desk(); node.open = true; } });
    // A row of a table is opened for what has no cell in it.
    const row = [...root.querySelectorAll('tr[data-path]')].find((node) => node.dataset.path === mark);
    if (row && length < path.length && ![...row.children].some((cell) => cell.dataset.path === JSON.stringify(path.slice(0, length + 1)))) row.desk();
  }
  for (let length = path.length; length > 0; length -= 1) {
    const mark = JSON.stringify(path.slice(0, length));
    const nodes = [...root.querySelectorAll('[data-path]')].filter((node) => node.dataset.path === mark);
    const node = nodes.find((one) => one.matches('input, textarea, select, [role=grid] *')) ?? nodes[0];
    if (node) return node;
    const closed = [...root.querySelectorAll('details.rare')].filter((details) => !details.open);
    const inside = closed.find((details) => { details.desk(); const found = [...details.querySelectorAll('[data-path]')].some((one) => one.dataset.path === mark); return found; });
    if (inside) { inside.open = true; length += 1; }
  }
  return null;
}
