// Checks HTML papers in a browser against WCAG 2.2 AA.
//
//     node check.mjs FILE.html …    checks each file
//     node check.mjs --self-test    checks a good page and faulty ones made of it
//
// In come files; out goes one line a file with what is wrong under it, and last `N passed, N failed`.
// Exits 1 when anything failed. Besides what axe-core finds, on a wide screen and on a narrow one, a paper
// must be one file that asks for no other, must not scroll sideways on a narrow screen nor break a word
// there that has room on a line, must not stop the tab key there at what does not move, must print no part of it over another, and must lay its tables out as tables or say by roles what is one, since
// screen readers take no other layout for one. Needs Chromium, found by the name
// `chromium` or in the variable CHROMIUM, and the packages in package.json.

import { createRequire } from "node:module";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// WCAG 2.2, 1.4.10: 320 pixels wide without scrolling sideways.
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };

/** Every finding about one file. */
async function check(browser, path) {
  const address = pathToFileURL(resolve(path)).href;
  const findings = new Set();
  const page = await browser.newPage();
  try {
    await page.route("**/*", (route) => {
      const asked = route.request().url();
      if (asked === address || asked.startsWith("data:")) return route.continue();
      findings.add(`it asks for another file: ${asked}`);
      return route.abort();
    });
    await page.goto(address);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const finding of await axe(page)) findings.add(finding);
    }
    const broken = await page.evaluate(laidOutOtherwise);
    if (broken > 0) findings.add(`it lays tables out as something else: ${broken} of their elements`);
    const over = await page.evaluate(partsOverOthers);
    if (over.length > 0) findings.add(`it prints a part over another: ${over.join(", ")}`);
    await page.setViewportSize(NARROW);
    for (const finding of await axe(page)) findings.add(finding);
    const unsaid = await page.evaluate(unsaidTables);
    if (unsaid > 0) findings.add(`it lays tables out as something else and does not say so: ${unsaid} of their elements`);
    const words = await page.evaluate(brokenWords);
    if (words.length > 0) findings.add(`it breaks words that have room on a line: ${words.join(", ")}`);
    const stops = await page.evaluate(idleStops);
    if (stops > 0) findings.add(`it stops the tab key where nothing can be moved or followed: ${stops} times`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > NARROW.width) findings.add(`it scrolls sideways: ${width} of ${NARROW.width} pixels`);
  } finally {
    await page.close();
  }
  return [...findings];
}

/** How many elements of tables are displayed as anything but what they are; runs inside the page. */
function laidOutOtherwise() {
  const usual = { TABLE: "table", THEAD: "table-header-group", TBODY: "table-row-group", TR: "table-row", TH: "table-cell", TD: "table-cell" };
  const parts = [...document.querySelectorAll("table, thead, tbody, tr, th, td")];
  return parts.filter((part) => getComputedStyle(part).display !== usual[part.tagName]).length;
}

/** How many elements of tables are displayed as anything else without a role; runs inside the page. */
function unsaidTables() {
  const parts = [...document.querySelectorAll("table, tbody, tr, th, td")];
  const other = (part) => !getComputedStyle(part).display.startsWith("table");
  return parts.filter((part) => other(part) && !part.hasAttribute("role")).length;
}

/** The parts of the page that lie over others at its end, with all that can be opened open; runs inside the page. */
function partsOverOthers() {
  const closed = [...document.querySelectorAll("details:not([open])")];
  for (const one of closed) one.open = true;
  window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  const parts = [...document.body.children].map((part) => [part.className || part.tagName.toLowerCase(), part.getBoundingClientRect()]);
  const shared = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const found = parts.flatMap(([name, box], at) =>
    parts.slice(at + 1).filter(([, other]) => shared(box, other)).map(([other]) => `${name} and ${other}`),
  );
  for (const one of closed) one.open = false;
  window.scrollTo({ top: 0, behavior: "instant" });
  return found;
}

/** Words of up to sixteen letters that stand on more than one line; runs inside the page. */
function brokenWords() {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const word of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (word[0].length > 16) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
      if (lines.size > 1) found.add(word[0]);
    }
  }
  return [...found];
}

/** How many parts the tab key reaches that are there to be moved sideways, and cannot be; runs inside the page. */
function idleStops() {
  const stops = [...document.querySelectorAll('div[tabindex="0"]')].filter((part) => {
    part.focus({ preventScroll: true });
    return document.activeElement === part && part.scrollWidth <= part.clientWidth;
  });
  document.activeElement?.blur();
  return stops.length;
}

/** What axe-core finds in an open page, one sentence for each place. */
async function axe(page) {
  await page.evaluate(AXE);
  const run = (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } });
  const { violations } = await page.evaluate(run, RULES);
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${rule.help} (${node.target.join(" ")})`),
  );
}

/** One line, and what is wrong under it. */
function say(passed, name, findings = []) {
  console.log(`${passed ? "ok  " : "FAIL"} ${name}`);
  for (const finding of findings) console.log(`       ${finding}`);
  return passed;
}

const GOOD = `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Review</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Review</h1><p>See <a href="https://example.org/">the letter</a>.</p>
<table><caption>Areas</caption><tr><th scope="col">Area</th><th scope="col">Count</th></tr>
<tr><th scope="row">Waiting</th><td>2</td></tr></table></main></body></html>`;

// Name of the fault: what is replaced by what, and the word by which the finding must name it.
const FAULTS = {
  "nothing changed": ["", "", null],
  "language removed": [' lang="en-GB"', "", "html-has-lang"],
  "title removed": ["<title>Review</title>", "", "document-title"],
  "text too pale": ["<p>", '<p style="color: #bbb">', "color-contrast"],
  "text too pale in the dark": [
    "</head>",
    "<style>@media (prefers-color-scheme: dark) { body { background: #111; color: #333 } }</style></head>",
    "color-contrast",
  ],
  "image without alternative text": ["</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>', "image-alt"],
  "link without text": ["the letter", "", "link-name"],
  "level of heading skipped": ["<table>", "<h3>Areas</h3><table>", "heading-order"],
  "main part not marked": [/<\/?main>/g, "", "landmark-one-main"],
  "stylesheet elsewhere": ["</head>", '<link rel="stylesheet" href="style.css"></head>', "another file"],
  "table laid out as a grid": ["<table>", '<table style="display: grid">', "tables out"],
  "table of blocks without roles": [
    "</head>",
    "<style>@media (max-width: 40em) { td { display: block } }</style></head>",
    "does not say so",
  ],
  "word broken letter by letter": ["<td>", '<td style="display: inline-block; width: 0; overflow-wrap: anywhere">two', "breaks words"],
  "parts over one another": ["</main>", '</main><aside style="margin-top: -4em"><p>Where from</p></aside>', "part over another"],
  "stop of the tab key": ["<table>", '<div tabindex="0" role="group" aria-label="Areas"></div><table>', "tab key"],
  "wider than a telephone": ["<p>", '<p style="width: 50em">', "sideways"],
};

/** Plants each fault in a good page; gives whether each was found. */
async function checkTheCheck(browser, folder) {
  const results = [];
  for (const [name, [old, replacement, sign]] of Object.entries(FAULTS)) {
    const path = join(folder, "page.html");
    await writeFile(path, GOOD.replaceAll(old, replacement));
    const findings = await check(browser, path);
    const passed = sign ? findings.some((finding) => finding.includes(sign)) : findings.length === 0;
    results.push(say(passed, name, passed ? [] : findings));
  }
  return results;
}

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error("usage: check.mjs FILE.html … or --self-test");
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), "axe-"));
const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS,
  viewport: WIDE,
});
const results = [];
try {
  if (paths[0] === "--self-test") {
    results.push(...(await checkTheCheck(browser, folder)));
  } else {
    for (const path of paths) {
      const findings = await check(browser, path);
      results.push(say(findings.length === 0, path, findings));
    }
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
const failed = results.filter((passed) => !passed).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
