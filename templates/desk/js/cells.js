// What is typed or pasted into a cell, understood: days, numbers and choices as people in the United Kingdom write them;
// and rows as a spreadsheet copies them.

import { dayWords, readDay } from './dom.js';
import { blank, datum } from './fields.js';

const plain = (words) => words.trim().toLowerCase().replace(/[^a-z0-9%]+/g, ' ').trim();
/** What spreadsheets call the columns that a plan knows by another name. */
const ALSO = {
  id: ['no', 'number', 'ref', 'reference', 'action no', 'action ref'], action: ['what', 'description', 'action required'], lead: ['owner', 'lead officer', 'responsible', 'who'], due: ['deadline', 'due date', 'by when', 'target date', 'end date'],
  start: ['start date', 'from'], success: ['success measure', 'success criteria', 'outcome'], status: ['rag', 'rag status'], on: ['date', 'day', 'as at'], note: ['update', 'comment', 'comments', 'progress'], by: ['date', 'by when', 'due'], name: ['measure', 'indicator', 'what is measured'],
};

/** What stands in a cell, in words. */
export const shown = (about, value) => (value === undefined || value === null ? '' : about.is === 'day' ? dayWords(value) : about.is === 'choice' ? String(value).replaceAll('-', ' ') : about.is === 'truth' ? (value ? 'yes' : 'no') : about.is === 'time' ? value.slice(0, 5) : String(value));

/** What words mean in a column: `{ value }`, nothing at all as `{ value: null }`, or `{ wrong }`. */
export function understand(about, words) {
  const text = words.trim().replace(/\s*\n\s*/g, ' ');
  if (!text) return about.need === 'required' ? { wrong: 'This cannot be left out' } : { value: null };
  if (about.is === 'day') { const value = readDay(text); return value ? { value } : { wrong: `“${text}” is no day that exists; write 10 November 2022 or 10/11/2022` }; }
  if (about.is === 'number') { const value = text.replace(/^[£$€]\s*|\s*%$|[,\s](?=\d{3}\b)/g, '').replace(/^\u2212/, '-'); return /^[-+]?\d+(\.\d+)?$/.test(value) ? { value } : { wrong: `“${text}” is no number; write it in digits, such as 61.5` }; }
  if (about.is === 'time') { const value = /^(\d\d?)[:.](\d\d)$/.exec(text); return value && value[1] < 24 && value[2] < 60 ? { value: `${value[1].padStart(2, '0')}:${value[2]}` } : { wrong: `“${text}” is no time; write 14:00` }; }
  if (about.is === 'truth') { const value = { yes: true, y: true, true: true, x: true, no: false, n: false, false: false }[plain(text)]; return value === undefined ? { wrong: `Write yes or no, not “${text}”` } : { value }; }
  if (about.is === 'choice') { const value = about.words.find((word) => plain(word) === plain(text)); return value ? { value } : { wrong: `“${text}” is none of: ${about.words.map((word) => word.replaceAll('-', ' ')).join(', ')}` }; }
  return { value: text };
}

/** What goes into the file for a value that was understood. */
export const written = (about, value) => datum(about.is === 'choice' || about.is === 'prose' ? 'text' : about.is, value);

/** A new row: what is given, and for what has to be there and is not, words that say what belongs in its place. */
export function row(fields, given) {
  const needed = fields.filter((about) => about.path[0] in given || (about.need === 'required' && !['group', 'list', 'entries', 'other'].includes(about.is)));
  return { group: needed.map((about) => [about.path[0], about.path[0] in given ? written(about, given[about.path[0]]) : blank(about)]) };
}

/** Rows of cells as a spreadsheet copies them: tabs between cells, quotation marks around those that have lines or tabs in them. */
export function rowsOf(text) {
  const rows = [[]]; let cell = ''; let quoted = false;
  const end = () => { rows.at(-1).push(cell); cell = ''; };
  for (let n = 0; n < text.length; n += 1) {
    const next = text[n];
    if (quoted && next === '"') { if (text[n + 1] === '"') { cell += '"'; n += 1; } else quoted = false; }
    else if (!quoted && next === '"' && !cell) quoted = true;
    else if (!quoted && next === '\t') end();
    else if (!quoted && (next === '\n' || next === '\r')) { if (next === '\r' && text[n + 1] === '\n') n += 1; end(); rows.push([]); } else cell += next;
  }
  end();
  return rows.filter((cells) => cells.some((words) => words.trim()));
}

/** The columns that a row of headings names, or nothing if it is no such row. */
export function headings(cells, columns) {
  const free = [...columns];
  const found = cells.map((words) => {
    const name = plain(words);
    const about = name && (free.find((one) => plain(one.label) === name) ?? free.find((one) => (ALSO[one.path[0]] ?? []).includes(name)));
    if (about) free.splice(free.indexOf(about), 1);
    return about || null;
  });
  return found.filter(Boolean).length >= Math.min(2, cells.length) ? found : null;
}
