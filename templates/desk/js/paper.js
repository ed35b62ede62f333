// The file that is open: what it says, what is not yet saved of it, and how saving goes.
// It says so by events on `document`: desk:saving, desk:saved, desk:unsaved, desk:conflict, desk:steps.

import { get, post } from './api.js';

const PAUSE = 250;
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));
const key = (path) => JSON.stringify(path);
const kept = (file) => `papers-unsaved:${file}`;

/** What stands at a path of a tree. */
export const at = (tree, path) => path.reduce((value, step) => value?.[step], tree);

export class Paper {
  constructor(told) {
    // What is not saved: each an edit, and what the form shows of it.
    this.waiting = []; this.flying = 0; this.sending = null;
    this.take(told);
  }

  /** Opens a file; what an earlier page could not save of it is saved first. */
  static async open(file) {
    const left = JSON.parse(localStorage.getItem(kept(file)) ?? 'null');
    const paper = new Paper(await get('paper', { file }));
    if (left?.waiting?.length && !paper.problem) {
      paper.revision = left.revision; paper.waiting = left.waiting;
      await paper.save();
      await paper.renew();
    }
    return paper;
  }

  /** Takes what the file says now; what waits to be saved stays as it was written. */
  take(told) {
    Object.assign(this, { problem: undefined }, told);
    for (const { edit, shown } of this.waiting) if (edit.set && this.values) this.put(edit.set[0], shown);
    tell('steps', this);
  }

  /** Takes what the file says now, unless something waits: that was written into what is shown, and is saved first. */
  async renew() {
    const told = this.waiting.length ? null : await get('paper', { file: this.file });
    if (!told || this.waiting.length) return false;
    this.take(told);
    return true;
  }

  put(path, shown) { const group = at(this.values, path.slice(0, -1)) ?? this.make(path.slice(0, -1)); group[path.at(-1)] = shown; }

  value(path) { return at(this.values, path); }

  /** Changes a value now, and in the file after a pause. `datum` is null to take it out. */
  set(path, datum, shown) {
    if (datum === null) delete (at(this.values, path.slice(0, -1)) ?? {})[path.at(-1)]; else this.put(path, shown);
    const before = this.waiting.length > this.flying ? this.waiting.at(-1).edit : null;
    if (before?.set && key(before.set[0]) === key(path)) this.waiting.pop();
    this.waiting.push({ edit: datum === null ? { remove: path } : { set: [path, datum] }, shown }); this.keep();
    tell('saving'); clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), PAUSE);
  }

  make(path) {
    return path.reduce((value, step, place) => { value[step] ??= typeof path[place + 1] === 'number' ? [] : {}; return value[step]; }, this.values);
  }

  /** Changes lists: what changes places is saved at once, and the file read again. */
  async change(...edits) {
    this.waiting.push(...edits.map((edit) => ({ edit }))); this.keep();
    await this.save();
    await this.renew();
  }

  /** What is not saved lies in the browser's storage, with the revision that it was made on. */
  keep() {
    if (this.waiting.length) localStorage.setItem(kept(this.file), JSON.stringify({ revision: this.revision, waiting: this.waiting }));
    else localStorage.removeItem(kept(this.file));
  }

  /** Saves what waits; a second call waits for the first. */
  async save() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (!this.waiting.length || this.asking) return;
    const edits = this.waiting.map((one) => one.edit);
    this.flying = edits.length;
    this.sending = this.send(edits);
    try { await this.sending; } finally { this.sending = null; this.flying = 0; }
  }

  async send(edits) {
    tell('saving');
    try {
      const told = await post('edit', { file: this.file, revision: this.revision, over: this.over, edits }, JSON.stringify(edits).length < 60000);
      this.waiting.splice(0, edits.length); Object.assign(this, { over: undefined, revision: told.shown, undo: told.undo, redo: told.redo });
      this.keep(); tell('steps', this);
      if (told.merged && await this.renew()) tell('merged', this);
      tell(this.waiting.length ? 'saving' : 'saved', this);
    } catch (refusal) {
      if (refusal.status === 409) { this.asking = true; tell('conflict', { paper: this, told: refusal.told, edits }); return; }
      if (refusal.status === 422) { this.waiting.splice(0, edits.length); this.keep(); }
      else { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), 3000); }
      tell('unsaved', refusal);
    }
  }

  /** Settles a conflict: `mine` puts what was written here into the file as it is now, `both` after what it has.
   * What still waits was made on the revision that it names, so that its place is found again in the file by its words. */
  async settle(choice, told, edits) {
    this.asking = false; this.over = choice === 'theirs' ? undefined : told.now;
    if (choice === 'theirs') { this.waiting.splice(0, edits.length); this.waiting = this.waiting.filter(({ edit }) => !told.path || key(edit.set?.[0]) !== key(told.path)); }
    if (choice === 'both') {
      for (const { edit } of this.waiting) {
        const prose = edit.set?.[1]?.prose;
        if (prose !== undefined && key(edit.set[0]) === key(told.path)) edit.set[1] = { prose: `${told.theirs ?? ''}\n\n${prose}` };
      }
    }
    this.keep();
    await this.save();
    if (await this.renew()) { tell('merged', this); tell('saved', this); }
  }

  /** Takes a step back, or forth. */
  async step(name) {
    await this.save();
    await post(name, { file: this.file, revision: this.revision });
    await this.renew();
    tell('saved', this);
  }
}
