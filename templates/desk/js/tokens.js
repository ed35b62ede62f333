// Prose as the file has it, `{{ plan.overdue.count }}`, and as an officer reads it, ‹3›. What stands for a figure is one
// thing: it is taken out whole, not typed into, and known again after undoing and pasting.

const MARK = /\{\{[^{}]*\}\}/g;
const squeeze = (mark) => mark.replace(/\s+/g, '');
let shown = new Map();
/** What each shown token stands for, across all fields. */
const known = new Map();

/** Takes what the marks of a paper say now. */
export function learn(pairs) { shown = new Map(pairs.map(([mark, words]) => [squeeze(mark), words])); }

/** Takes what one more says. */
export const learnMore = (mark, words) => shown.set(squeeze(mark), words);

/** What a mark says now; nothing where it is not known. */
export const saysNow = (mark) => shown.get(squeeze(mark));

/** What is shown for a mark: itself where it is not known what it says. */
export function showMark(mark) {
  const words = saysNow(mark);
  if (words === undefined) return mark;
  const text = `‹${words.replace(/[‹›\n]/g, ' ')}›`;
  known.set(text, mark);
  return text;
}

/** The readable text, with the place of each token in it. */
export function readable(raw) {
  let text = ''; let last = 0; const tokens = [];
  for (const found of raw.matchAll(MARK)) {
    text += raw.slice(last, found.index);
    const words = showMark(found[0]);
    if (words !== found[0]) tokens.push({ start: text.length, end: text.length + words.length, raw: found[0] });
    text += words; last = found.index + found[0].length;
  }
  return { text: text + raw.slice(last), tokens };
}

/** What goes into the file. */
export function written(text, tokens) {
  let out = ''; let last = 0;
  for (const token of tokens) { out += text.slice(last, token.start) + token.raw; last = token.end; }
  return out + text.slice(last);
}

/** Carries the tokens through a change: those that it touches go, those after it move, those that came back are known. */
export function carry(before, after, tokens) {
  let head = 0; while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0; while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const shift = after.length - before.length;
  const stays = (token) => token.end <= head || token.start >= before.length - tail;
  for (const token of tokens) if (!stays(token)) known.set(before.slice(token.start, token.end), token.raw);
  const kept = tokens.filter(stays)
    .map((token) => (token.end <= head ? token : { ...token, start: token.start + shift, end: token.end + shift }));
  for (const found of after.matchAll(/‹[^‹›\n]+›/g)) {
    const raw = known.get(found[0]);
    if (raw && !kept.some((token) => token.start === found.index)) kept.push({ start: found.index, end: found.index + found[0].length, raw });
  }
  return kept.sort((one, other) => one.start - other.start);
}

/** Widens what is about to be deleted or typed over to whole tokens; puts the caret behind one that it stands in. */
export function whole(area, tokens, inputType) {
  const [start, end] = [area.selectionStart, area.selectionEnd];
  if (start !== end) {
    const cut = tokens.filter((token) => token.start < end && token.end > start);
    if (cut.length) area.setSelectionRange(Math.min(start, cut[0].start), Math.max(end, cut.at(-1).end));
    return;
  }
  const back = inputType.startsWith('delete') && inputType.endsWith('Backward'); const forth = inputType.startsWith('delete') && inputType.endsWith('Forward');
  const token = tokens.find((one) => (back ? start > one.start && start <= one.end : forth ? start >= one.start && start < one.end : start > one.start && start < one.end));
  if (token) area.setSelectionRange(back || forth ? token.start : token.end, token.end);
}
