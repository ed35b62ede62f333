// Tries the desk in a browser as an officer would.
//
//     node check.mjs PAPERS [NAME …]    all that is tried, or what has one of these names; PAPERS is the program
//     node check.mjs PAPERS --guide     draws the picture of the desk for the guide anew, and tries nothing
//
// In comes the program; out goes a line for each thing that is tried, with what is wrong under it, and last `N passed, N
// failed`. Exits 1 when anything failed. Needs Chromium, found by the name `chromium` or in the variable CHROMIUM, and the
// packages of tests/axe. With SHOTS in the environment, pictures of each view are put into that folder.

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { request as ask } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, "../axe/package.json"));
const { chromium } = require("playwright-core");
const AXE = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SAMPLE = join(here, "../../data/staffordshire");
const PATIENCE = 15_000;

const [program, ...names] = process.argv.slice(2);
const scratch = await mkdtemp(join(tmpdir(), "desk-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});

/** Says what is wrong, and stops what is tried. */
function must(is, words) {
  if (!is) throw new Error(words);
}

let folders = 0;
/** A folder of its own, with a copy of the sample workspace if that is wanted. */
async function folder(sample = true) {
  const path = join(scratch, `workspace-${++folders}`, "anyshire");
  await mkdir(path, { recursive: true });
  if (sample) await cp(SAMPLE, path, { recursive: true });
  return path;
}

/** Starts the program on a folder, and gives the address that it prints. */
async function serve(path, port = 0) {
  const child = spawn(resolve(program), ["desk", path, "--no-open", "--port", String(port)], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const address = await new Promise((done, fail) => {
    child.stderr.on("data", (words) => {
      said += words;
      const found = /http:\S+/.exec(said);
      if (found) done(found[0]);
    });
    child.on("exit", () => fail(new Error(`the program ended: ${said}`)));
  });
  return { address, stop: () => new Promise((done) => { child.removeAllListeners("exit"); child.on("exit", done); child.kill(); }) };
}

/** Opens an address in a window of its own; what the page complains of is wrong. */
async function open(address, options = {}) {
  const context = options.context ?? (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" }));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.wrong = [];
  page.on("pageerror", (error) => page.wrong.push(`the page fails: ${error.message}`));
  page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource/.test(message.text())) page.wrong.push(`the page says: ${message.text()}`); });
  page.on("request", (request) => { if (!request.url().startsWith(new URL(address).origin) && !/^(data|blob):/.test(request.url())) page.wrong.push(`the page asks elsewhere: ${request.url()}`); });
  await page.goto(address);
  await page.waitForSelector("main h1");
  return page;
}

/** Opens a file of the workspace, until its finished paper stands there. */
async function openFile(page, file) {
  await page.evaluate((name) => { location.hash = `#/file/${name}`; }, file);
  await page.waitForFunction((name) => document.querySelector(".editor .crumb")?.textContent.includes(name), file);
  await page.waitForFunction(() => document.querySelector(".finished:not([aria-busy]) .found li"));
}

const field = (page, ...path) => page.locator(`:is(input, textarea, select)[data-path='${JSON.stringify(path)}']`);
/** Has the finished paper shown as the web has it, in which words can be looked for. */
async function asWeb(page) {
  await page.getByText("As a web page", { exact: true }).click();
  await page.locator("iframe").waitFor();
}
const saved = (page) => page.waitForFunction(() => /^Saved at/.test(document.querySelector(".saved").textContent));
const unsaved = (page) => page.waitForFunction(() => /Not saved/.test(document.querySelector(".saved").textContent));

/** What a file says, whatever its lines. */
const words = async (file) => (await readFile(file, "utf8")).replace(/\s+/g, " ");

/** Presses Tab until what has the focus is called so. */
async function tabTo(page, name, most = 120) {
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press("Tab");
    const called = await page.evaluate(() => {
      const node = document.activeElement;
      return [node?.getAttribute?.("aria-label"), ...[...(node?.labels ?? [])].map((label) => label.textContent), node?.textContent].find((words) => words?.trim())?.trim() ?? "";
    });
    if (called.startsWith(name)) return;
  }
  throw new Error(`no Tab leads to “${name}”`);
}

/** What axe-core finds on a page as it stands, in both schemes of colour, wide and narrow. */
async function accessible(page, name) {
  const wrong = new Set();
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(60);
      if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}-${width}-${colorScheme}.png`) });
      await page.evaluate(AXE);
      const found = await page.evaluate(async (tags) => (await window.axe.run({ exclude: ["iframe"] }, { runOnly: tags, resultTypes: ["violations"] })).violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`), RULES);
      for (const one of found) wrong.add(`${name}, ${width}, ${colorScheme}: ${one}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) wrong.add(`${name} scrolls sideways: ${wide} of ${width} pixels`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
  return [...wrong];
}

const TRIED = {
  "an empty folder becomes a paper by the keyboard alone": async () => {
    const path = await folder(false);
    const { address, stop } = await serve(path);
    const page = await open(address);
    const started = Date.now();
    await tabTo(page, "What is the council called?");
    await page.keyboard.type("Anyshire County Council");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Begin something new");
    await tabTo(page, "Title");
    await page.keyboard.type("Repairs to bridges");
    await tabTo(page, "Committee");
    await page.keyboard.type("Transport Scrutiny Committee");
    await tabTo(page, "Day of the meeting");
    await page.keyboard.type("19/1/27");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".editor");
    for (let n = 0; n < 40; n += 1) {
      await page.waitForFunction(() => !document.querySelector(".finished[aria-busy]"));
      const left = await page.evaluate(() => document.querySelectorAll(".found button.finding").length);
      if (!left) break;
      await page.keyboard.press("F8");
      const value = await page.evaluate(() => document.activeElement.value ?? "");
      must(/\[/.test(value), `F8 leads to “${value}”, which has nothing to fill in`);
      await page.keyboard.press("Control+A");
      await page.keyboard.type("Twelve bridges need repair.\n\nThe work takes a year.".slice(0, await page.evaluate(() => (document.activeElement.tagName === "TEXTAREA" ? 99 : 27))));
      await saved(page);
      await page.waitForTimeout(150);
    }
    await tabTo(page, "Add a recommendation");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.value?.startsWith("[insert"));
    await page.keyboard.type("approves the repairs.");
    await saved(page);
    await page.keyboard.press("Control+Home");
    await tabTo(page, "Make the PDF", 300);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /It is made|could not be made/.test(document.querySelector("dialog[open] h2")?.textContent ?? ""));
    const said = await page.evaluate(() => document.querySelector("dialog[open]").textContent);
    must(said.includes("It is made"), `it is not made: ${said}`);
    const pdf = await readFile(join(path, "output/anyshire/repairs-to-bridges.pdf"));
    must(pdf.subarray(0, 5).toString() === "%PDF-", "what is made is not a PDF");
    const text = await readFile(join(path, "repairs-to-bridges.toml"), "utf8");
    must(text.includes("\n[[recommendation]]\ntext = \"approves the repairs.\"\n"), `the file is not written as by hand:\n${text}`);
    must(text.startsWith("# A report to a committee.") && !/\[(insert|describe|explain|name of)/.test(text.replace(/^#.*$/gm, "")), `notes are left:\n${text}`);
    must(Date.now() - started < 120_000, "it takes too long");
    await stop();
    return page.wrong;
  },

  "what changes on disk while one writes is kept, and asked about where both changed it": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "report.toml");
    const file = join(path, "report.toml");
    const text = field(page, "section", 1, "text");
    await text.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" First", { delay: 5 });
    await writeFile(file, (await readFile(file, "utf8")).replace('name = "Eleanor Whitcombe"', 'name = "Eleanor W. Whitcombe"'));
    await page.keyboard.type(" and last words of mine.", { delay: 15 });
    await saved(page);
    await page.waitForTimeout(2500);
    const now = await readFile(file, "utf8");
    must(now.includes("Eleanor W. Whitcombe"), "what somebody else wrote is gone");
    must((await words(file)).includes("First and last words of mine."), "what was written here is gone");
    must((await field(page, "contact", 0, "name").inputValue()) === "Eleanor W. Whitcombe", "the form does not show what changed");
    // Both change the same: nothing is written until one is chosen.
    await text.click();
    await page.keyboard.press("Control+End");
    await page.route("**/api/state*", (route) => route.abort());
    await writeFile(file, now.replace(/First\s+and\s+last\s+words\s+of\s+mine\./, "Words of theirs."));
    await page.keyboard.type(" More of mine.", { delay: 5 });
    await page.waitForSelector("dialog[open]");
    must((await readFile(file, "utf8")).includes("Words of theirs."), "it was written over before anyone chose");
    const wrong = await accessible(page, "conflict");
    await page.getByRole("button", { name: "Keep both" }).click();
    await saved(page);
    const both = await words(file);
    must(both.includes("Words of theirs.") && both.includes("More of mine."), "not both are kept");
    await stop();
    return [...page.wrong, ...wrong];
  },

  "a file that breaks is left alone, and comes back": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "report.toml");
    const file = join(path, "report.toml");
    const good = await readFile(file, "utf8");
    await writeFile(file, `${good}\nbroken = \n`);
    await field(page, "title").fill("Another title");
    await unsaved(page);
    must((await readFile(file, "utf8")).endsWith("broken = \n"), "a broken file was written to");
    await writeFile(file, good);
    await field(page, "title").fill("A third title");
    await saved(page);
    must((await readFile(file, "utf8")).includes('title = "A third title"'), "it does not come back");
    await stop();
    return page.wrong;
  },

  "two windows see what each other writes": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const one = await open(address);
    const other = await open(address, { context: one.context() });
    await openFile(one, "report.toml");
    await openFile(other, "report.toml");
    await field(one, "committee").fill("Committee of the first window");
    await saved(one);
    await other.waitForFunction(() => document.querySelector(`[data-path='["committee"]']`).value === "Committee of the first window");
    await field(other, "front", "report-of").fill("Second window");
    await saved(other);
    await field(one, "title").fill("Title of the first window");
    await saved(one);
    await one.waitForFunction(() => document.querySelector(`[data-path='["front","report-of"]']`).value === "Second window");
    const text = await readFile(join(path, "report.toml"), "utf8");
    for (const words of ["Committee of the first window", "Second window", "Title of the first window"]) must(text.includes(words), `“${words}” is lost`);
    await stop();
    return [...one.wrong, ...other.wrong];
  },

  "nothing is lost when the program is closed": async () => {
    const path = await folder();
    const first = await serve(path);
    const page = await open(first.address);
    await openFile(page, "report.toml");
    await first.stop();
    await field(page, "title").fill("Written while nobody listened");
    await unsaved(page);
    const again = await serve(path, Number(new URL(first.address).port));
    const next = await open(again.address, { context: page.context() });
    await page.close();
    await openFile(next, "report.toml");
    must((await field(next, "title").inputValue()) === "Written while nobody listened", "the page does not have it");
    must((await readFile(join(path, "report.toml"), "utf8")).includes("Written while nobody listened"), "the file does not have it");
    await again.stop();
    return next.wrong;
  },

  "lists are put in order, taken out of, and put back": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "report.toml");
    const file = join(path, "report.toml");
    const before = await readFile(file, "utf8");
    const headings = () => page.evaluate(() => [...document.querySelectorAll(`[data-path]`)].filter((node) => /^\["section",\d+,"heading"\]$/.test(node.dataset.path)).map((node) => node.value));
    const old = await headings();
    await field(page, "section", 2, "heading").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.waitForFunction((name) => document.querySelector(`[data-path='["section",1,"heading"]']`).value === name, old[2]);
    must(await page.evaluate(() => document.activeElement.closest("[data-path]").dataset.path.startsWith('["section",1')), "the focus does not go with it");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.waitForFunction((name) => document.querySelector(`[data-path='["section",1,"heading"]']`).value === name, old[1]);
    must((await readFile(file, "utf8")) === before, "undoing does not give the same bytes");
    // What the house style places stays, and nothing goes past it unseen.
    await page.locator(`[data-path='["section",0,"text"]']`).focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForFunction(() => document.getElementById("spoken").textContent.includes("stands where the house style puts it"));
    await field(page, "section", 1, "heading").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.waitForFunction(() => document.getElementById("spoken").textContent.includes("Background is already first"));
    must((await readFile(file, "utf8")) === before, "a section that is placed by the style was moved");
    await page.getByRole("button", { name: "Take Background out" }).click();
    await page.waitForFunction((name) => document.querySelector(`[data-path='["section",1,"heading"]']`).value === name, old[2]);
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction((name) => document.querySelector(`[data-path='["section",1,"heading"]']`).value === name, old[1]);
    must((await readFile(file, "utf8")) === before, "putting back does not give the same bytes");
    await stop();
    return page.wrong;
  },

  "a figure is chosen, and matter is withheld": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "report.toml");
    await asWeb(page);
    await field(page, "section", 2, "text").fill("Bids came from firms in the county.");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n\nThere are {{");
    await page.waitForSelector("dialog[open] input");
    const wrong = await accessible(page, "figure");
    await page.keyboard.type("overdue how many plan");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await page.keyboard.type(" late.");
    await saved(page);
    const file = join(path, "report.toml");
    must((await readFile(file, "utf8")).includes("There are {{ plan.overdue.count }} late."), "the figure is not in the file");
    await page.frameLocator("iframe").getByText("There are 3 late.").waitFor();
    await page.getByRole("button", { name: "Withhold Overview of the re-visit" }).click();
    wrong.push(...(await accessible(page, "withhold")));
    await page.getByRole("button", { name: "Withhold it" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await page.getByLabel("Paragraph 3:").check();
    await page.getByLabel("Why does the public interest").fill("Prices could rise");
    await page.getByLabel("What does the public read").fill("A contract");
    await page.getByRole("button", { name: "Withhold it" }).click();
    await page.frameLocator("iframe").locator("main").getByText("A contract").first().waitFor();
    must(!(await page.frameLocator("iframe").locator("body").textContent()).includes("There are 3 late."), "the public page has what is withheld");
    await page.getByText("Restricted", { exact: true }).click();
    await page.frameLocator("iframe").getByText("There are 3 late.").waitFor();
    must((await readFile(file, "utf8")).includes('exempt = { paragraphs = [3], reason = "Prices could rise", public-title = "A contract" }'), "the file does not say it as by hand");
    wrong.push(...(await accessible(page, "restricted")));
    await stop();
    return [...page.wrong, ...wrong];
  },

  "the paper is seen as it is printed, at the place where one types": async () => {
    const path = await folder();
    await cp(join(here, "../../data/county-meeting"), join(path, "meeting"), { recursive: true });
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "report.toml");
    const first = page.getByRole("img", { name: "Page 1 of" });
    await first.waitFor();
    const drawn = () => first.evaluate((node) => node.naturalWidth > 500 && node.complete);
    must(await drawn(), "the first page is not drawn");
    const text = field(page, "section", 2, "text");
    await text.click();
    await page.keyboard.press("Control+End");
    const seen = () => page.evaluate(() => { const at = document.querySelector(".here")?.getBoundingClientRect(); const room = document.querySelector(".sheets").getBoundingClientRect(); return at && at.top >= room.top && at.bottom <= room.bottom; });
    must(await seen(), "what is being written is not in sight");
    const shown = () => document.querySelector(".here")?.parentNode.querySelector("img")?.src;
    const before = await (await page.waitForFunction(shown)).jsonValue();
    await page.keyboard.type("\n\nA few words more.");
    await saved(page);
    await page.waitForFunction((old) => ![old, undefined].includes(document.querySelector(".here")?.parentNode.querySelector("img")?.src), before);
    must(await seen(), "the place is lost when the page changes");
    // A click on the page leads to the field.
    await field(page, "title").focus();
    const heading = await page.locator(".sheets li").first().boundingBox();
    await page.mouse.click(heading.x + heading.width / 2, heading.y + heading.height * 0.35);
    const led = await page.evaluate(() => document.activeElement.dataset.path ?? "");
    must(/^\["(section|recommendation|front)"/.test(led), `a click on the page leads to “${led}”`);
    await openFile(page, "meeting/meeting.toml");
    await page.getByRole("img", { name: "Page 1 of" }).waitFor();
    must(!(await page.locator(".stale").isVisible()), "the agenda cannot be seen");
    await page.getByText("Restricted", { exact: true }).click();
    await page.locator(".finished.members img").first().waitFor();
    await stop();
    return page.wrong;
  },

  "a plan of a hundred actions is filled like a spreadsheet": async () => {
    const path = await folder();
    const file = join(path, "plan.toml");
    const action = (n) => `\n[[area.action]]\nid = "7.${n}"\naction = "Do thing ${n} of many."\nlead = "Head of SEND"\ndue = 2023-01-31\n`;
    const small = await readFile(file, "utf8");
    await writeFile(file, small.replace("\n[[area.measure]]", `${Array.from({ length: 100 }, (_, n) => action(n + 1)).join("")}\n[[area.measure]]`));
    const { address, stop } = await serve(path);
    const page = await open(address);
    await page.evaluate(() => { window.long = []; new PerformanceObserver((list) => window.long.push(...list.getEntries().map((one) => one.duration))).observe({ type: "longtask" }); });
    await openFile(page, "plan.toml");
    const long = await page.evaluate(() => Math.max(0, ...window.long));
    must(long < 600, `the form keeps the browser from anything else for ${long} ms`);
    const cell = (row, key) => page.locator(`.grid [data-path='["area",0,"action",${row},"${key}"]']`);
    const at = () => page.evaluate(() => document.activeElement.dataset.path);
    await cell(20, "action").click();
    // Arrows move, Enter changes, Enter again goes down.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    must((await at()) === '["area",0,"action",21,"lead"]', `the arrows lead to ${await at()}`);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Hub Manager");
    await page.keyboard.press("Enter");
    must((await at()) === '["area",0,"action",22,"lead"]', `Enter leads to ${await at()}`);
    await page.keyboard.press("Escape");
    await saved(page);
    must((await readFile(file, "utf8")).includes('id = "7.9"\naction = "Do thing 9 of many."\nlead = "Hub Manager"\ndue = 2023-01-31\n'), "what was typed into a cell is not in the file");
    // One Tab stop, whatever its size.
    const stops = await page.locator(".grid:has([data-path^='[\"area\",0,\"action\"']) [tabindex='0']").count();
    must(stops === 1, `the table has ${stops} Tab stops`);
    // Days in the form of the United Kingdom; what is not understood is said at its cell and is not in the file.
    await cell(0, "due").click();
    await page.keyboard.type("31/09/2022");
    await page.keyboard.press("Enter");
    must((await cell(0, "due").textContent()).includes("no day that exists") && (await cell(0, "due").getAttribute("aria-invalid")) === "true", "nothing is said of a day that does not exist");
    await cell(0, "due").click();
    await page.keyboard.type("1/7/22");
    await page.keyboard.press("Enter");
    await saved(page);
    must((await cell(0, "due").textContent()) === "1 July 2022" && (await readFile(file, "utf8")).includes("due = 2022-07-01"), "a day is not understood");
    const wrong = await accessible(page, "grid");
    // Rows from a spreadsheet: by their headings where they have some, from the cell where one stands otherwise.
    const paste = (text) => page.evaluate((words) => { const clipboard = new DataTransfer(); clipboard.setData("text/plain", words); document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true })); }, text);
    await cell(0, "action").click();
    await paste('Ref\tOwner\tAction\tDeadline\r\n7.2\tHub Manager\t"Say ""no"" to\nmore"\t3 Feb 2023\r\n8.1\tHead of SEND\tOpen a hub\tsoon\r\n');
    await page.locator("#toast").getByText("6 cells filled, 1 rows added, 1 not understood").waitFor();
    must((await at()).endsWith('"due"]') && (await page.evaluate(() => document.activeElement.textContent)).includes("“soon”"), "what was not understood has not the focus");
    const text = await readFile(file, "utf8");
    must(text.includes(`id = "7.2"\naction = 'Say "no" to more'\nlead = "Hub Manager"\ndue = 2023-02-03\n`) && text.includes('id = "8.1"\naction = "Open a hub"\nlead = "Head of SEND"\n'), "the pasted rows are not in the file");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.waitForFunction(() => !document.body.textContent.includes("Open a hub"));
    await cell(3, "lead").click();
    await paste("One\tTwo\nThree\tFour");
    await page.locator("#toast").getByText("4 cells filled, 0 rows added").waitFor();
    must((await cell(4, "accountable").textContent()) === "Four", "cells do not go where one stands");
    // A row is opened, with all that has no column.
    await page.keyboard.press("Space");
    await page.locator(".opened h4").first().waitFor();
    wrong.push(...(await accessible(page, "grid-open")));
    await stop();
    return [...page.wrong, ...wrong];
  },

  "figures that were typed by hand are brought in instead": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "report.toml");
    const text = field(page, "section", 2, "text");
    await text.fill("Of 26 schools none wrote.\n\nThe plan was submitted on 1 April 2022. The plan has 26 actions.");
    // What the data contradict is found, and put right by one press; what they bear out is offered at the field.
    await page.locator(".found").getByRole("button", { name: "Use the figure in place of “26”" }).click();
    await page.waitForFunction(() => /The plan has ‹27› actions/.test(document.querySelector(`[data-path='["section",2,"text"]']`).value));
    await page.locator("details.used summary", { hasText: "typed that the data hold" }).click();
    const wrong = await accessible(page, "bind");
    await page.getByRole("button", { name: "Use the figure in place of “1 April 2022”" }).click();
    await saved(page);
    const said = await words(join(path, "report.toml"));
    must(said.includes("Of 26 schools none wrote. The plan was submitted on {{ plan.submitted | date }}. The plan has {{ plan.total }} actions."), `it is not in the file: ${said.match(/Of 26 schools.{0,160}/)}`);
    await stop();
    return [...page.wrong, ...wrong];
  },

  "a paper begins with the words of an old one, and takes a picture": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const page = await open(address);
    await page.evaluate(() => { location.hash = "#/new"; });
    await page.getByLabel("What does it begin with?").selectOption("report.toml");
    await page.getByLabel("Title", { exact: true }).fill("The plan, a year on");
    await page.getByLabel("Day of the meeting").fill("14 November 2023");
    await page.getByText("Its agenda must be out by").waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    const wrong = await accessible(page, "new-copy");
    await page.getByLabel("A review of a plan").press(" ");
    await page.getByLabel("Which plan is reviewed?").waitFor();
    await page.locator("input[value=report]").press(" ");
    await page.getByLabel("What does it begin with?").selectOption("report.toml");
    await page.getByRole("button", { name: "Begin it" }).click();
    await page.waitForSelector(".editor");
    const file = join(path, "the-plan-a-year-on.toml");
    const text = await readFile(file, "utf8");
    must(text.includes('title = "The plan, a year on"') && text.includes("meeting = 2023-11-14") && text.includes("{{ plan.submitted | date }}"), "it has not the words of the old one");
    must(!/as-at/.test(text), "a day of the old one is left");
    const area = field(page, "section", 1, "text");
    await area.click();
    await page.locator(".prose", { has: area }).getByRole("button", { name: "Figure" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Put it in" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    wrong.push(...(await accessible(page, "picture")));
    await page.getByLabel("The picture").setInputFiles(join(here, "../cases/what-markdown-would-take-for-something-else/Town map (2).png"));
    await page.getByLabel("What does it show?").fill("The town and its three bridges.");
    await page.getByRole("button", { name: "Put it in" }).click();
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await saved(page);
    must((await readFile(file, "utf8")).includes("![The town and its three bridges.](pictures/town-map-2.png)"), "the picture is not in the text");
    must((await readdir(join(path, "pictures"))).join() === "town-map-2.png", "the picture is not in the folder");
    await stop();
    return [...page.wrong, ...wrong];
  },

  "the items of a meeting are moved by dragging and by keyboard": async () => {
    const path = await folder();
    await cp(join(here, "../../data/county-meeting"), join(path, "meeting"), { recursive: true });
    const { address, stop } = await serve(path);
    const page = await open(address);
    await openFile(page, "meeting/meeting.toml");
    const items = () => page.evaluate(() => [...document.querySelectorAll("li[data-path]")].filter((node) => /^\["item",\d+\]$/.test(node.dataset.path)).map((node) => node.querySelector("h3").lastChild.textContent));
    const old = await items();
    const card = (n) => page.locator(`li[data-path='["item",${n}]']`);
    await card(0).locator(".rank").first().dragTo(card(1).locator("h3"));
    await page.waitForFunction((name) => document.querySelector(`li[data-path='["item",1]'] h3`).lastChild.textContent === name, old[0]);
    await card(1).getByRole("button", { name: /^Move .* up$/ }).first().focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.waitForFunction((name) => document.querySelector(`li[data-path='["item",0]'] h3`).lastChild.textContent === name, old[0]);
    must((await items()).join() === old.join(), "the items are not as they were");
    await stop();
    return page.wrong;
  },

  "every view can be used by everyone": async () => {
    const path = await folder();
    await cp(join(here, "../../data/county-meeting/meeting.toml"), join(path, "meeting.toml"));
    const { address, stop } = await serve(path);
    const page = await open(address);
    const wrong = await accessible(page, "home");
    await page.evaluate(() => { location.hash = "#/new"; });
    await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Begin something new");
    wrong.push(...(await accessible(page, "new")));
    for (const file of ["report.toml", "plan.toml", "review.toml", "inspection.toml", "brief.toml", "meeting.toml"]) {
      await openFile(page, file);
      wrong.push(...(await accessible(page, file)));
      for (const closed of await page.locator("details.inner > summary").all()) {
        if (await closed.isVisible()) { await closed.click(); break; }
      }
      wrong.push(...(await accessible(page, `${file}-open`)));
      await page.setViewportSize({ width: 800, height: 900 });
      await page.getByRole("button", { name: "Page", exact: true }).click();
      wrong.push(...(await accessible(page, `${file}-page`)));
    }
    const empty = await serve(await folder(false));
    const fresh = await open(empty.address);
    wrong.push(...(await accessible(fresh, "start")));
    await empty.stop();
    await stop();
    return [...page.wrong, ...fresh.wrong, ...wrong];
  },

  "who does not know the secret, or comes from elsewhere, gets nothing": async () => {
    const path = await folder();
    const { address, stop } = await serve(path);
    const { port, hash } = new URL(address);
    const key = hash.replace("#key=", "");
    const answer = (target, headers) => new Promise((done, fail) => {
      const asked = ask({ host: "127.0.0.1", port, path: target, headers }, (response) => { let body = ""; response.on("data", (words) => { body += words; }); response.on("end", () => done({ status: response.statusCode, body })); });
      asked.on("error", fail);
      asked.end();
    });
    const wrong = [];
    const good = { host: `127.0.0.1:${port}`, "x-papers-key": key };
    const expect = async (words, status, target, headers) => { const got = await answer(target, headers); if (got.status !== status || (status === 403 && got.body)) wrong.push(`${words}: ${got.status} ${got.body.slice(0, 80)}`); };
    await expect("the page itself", 200, "/api/paper?file=report.toml", good);
    await expect("without the secret", 403, "/api/paper?file=report.toml", { host: good.host });
    await expect("another origin", 403, "/api/paper?file=report.toml", { ...good, origin: "http://evil.example" });
    await expect("another name of this machine", 403, "/api/paper?file=report.toml", { ...good, host: `evil.example:${port}` });
    await expect("a file outside", 404, "/api/paper?file=..%2Freport.toml", good);
    await expect("a path outside", 404, "/../../etc/passwd", good);
    const page = await open("about:blank").catch(() => null);
    const context = await browser.newContext();
    const other = page ?? (await context.newPage());
    const seen = await other.evaluate(async (to) => { try { await fetch(to, { mode: "cors" }); return "it was read"; } catch { return "refused"; } }, `http://127.0.0.1:${port}/api/workspace`);
    if (seen !== "refused") wrong.push(`a page from elsewhere: ${seen}`);
    await stop();
    return wrong;
  },
};

/** The desk as the guide shows it: its own plan, where a cell is being filled. */
async function draw() {
  const path = join(scratch, "guide");
  await cp(join(here, "../../data/guide"), path, { recursive: true });
  const { address, stop } = await serve(path);
  const page = await open(address, { context: await browser.newContext({ viewport: { width: 1280, height: 720 } }) });
  await openFile(page, "plan.toml");
  await page.locator(".grid [data-path='[\"area\",0,\"action\",1,\"action\"]']").click();
  await page.getByRole("img", { name: "Page 1 of" }).waitFor();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(here, "../../data/guide/pictures/desk.jpg"), type: "jpeg", quality: 72 });
  await stop();
}

if (names[0] === "--guide") {
  await draw();
  await browser.close();
  process.exit(0);
}

let failed = 0; let passed = 0;
for (const [name, tried] of Object.entries(TRIED)) {
  if (names.length && !names.some((wanted) => name.includes(wanted))) continue;
  const wrong = await tried().catch((error) => [error.message]);
  if (wrong.length) failed += 1; else passed += 1;
  console.log(`${wrong.length ? "FAILED" : "ok"} ${name}`);
  for (const one of wrong.slice(0, 40)) console.log(`    ${one}`);
}
await browser.close();
await rm(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
