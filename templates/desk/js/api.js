// Questions to the program. The secret of the address is taken out of it at once, and sent with each question.

const given = new URLSearchParams(location.hash.slice(1)).get('key');
if (given) {
  localStorage.setItem('papers-key', given);
  history.replaceState(null, '', `${location.pathname}#/`);
}

/** What the program refuses, with what it says of it. */
export class Refusal extends Error {
  constructor(status, told) { super(told.problem ?? 'the program did not do it'); this.status = status; this.told = told; }
}

async function ask(name, options) {
  const headers = { 'X-Papers-Key': localStorage.getItem('papers-key') ?? '', ...options.headers };
  let answer;
  try { answer = await fetch(`/api/${name}`, { ...options, headers }); } catch { throw new Refusal(0, { problem: 'the program was closed' }); }
  if (answer.status === 403) throw new Refusal(403, { problem: 'this address is of an earlier start: open the one that `papers desk` printed last' });
  return answer;
}

async function told(answer) {
  const value = await answer.json();
  if (!answer.ok) throw new Refusal(answer.status, value);
  return value;
}

/** Asks for something. */
export const get = async (name, values = {}) => told(await ask(`${name}?${new URLSearchParams(values)}`, {}));

/** Has something done. */
export const post = async (name, body, keepalive = false) =>
  told(await ask(name, { method: 'POST', keepalive, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }));

/** A finished file. */
export const output = async (file) => {
  const answer = await ask(`output?${new URLSearchParams({ file })}`, {});
  return answer.ok ? answer.blob() : told(answer);
};

/** The picture of a page; nothing where it is not the last any more. */
export const picture = async (values) => { const answer = await ask(`page?${new URLSearchParams(values)}`, {}); return answer.ok ? answer.blob() : null; };
