// `npm run test:linear`: every parser and regular expression of ours over text that people send, against texts that are
// known to hurt such code, at n and 4 n. Four times the text may take about four times the time. `npm test` goes through a part.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const load = (file) => import(pathToFileURL(join(root, file)).href);

/** One line for each way that a text comes in. What it throws is an answer. `most` = longer texts are refused before, or tell nothing more. */
export async function entries({ deep = false } = {}) {
  const languages = await load("packages/languages/dist/index.js");
  const { quickDiagnostics } = await load("packages/languages/dist/editor.js");
  const model = await load("packages/model/dist/index.js");
  const { docComment } = await load("packages/host-kit/dist/declarations/jsdoc.js");
  const { identity } = await load("packages/hosts/dist/index.js");
  const { translate } = await load("packages/hosts/dist/identity/text/translate.js");
  const { emailDomainOf } = await load("packages/hosts/dist/identity/text/email.js");
  const { parseRange } = await load("packages/hosts/dist/identity/text/ip.js");
  const { requestParts, pathProblem } = await load("packages/runner/dist/starters/triggers/http/route.js");
  const { fieldsOf } = await load("packages/runner/dist/starters/triggers/http/request.js");
  const { parseScriptPath } = await load("packages/runner/dist/texts/registry/script-path.js");
  const { topicMatches, topicPatternSchema } = await load("packages/runner/dist/bus/topic.js");
  const { validateOutcome } = await load("packages/runner/dist/engine/validate.js");
  const { refineFrame } = await load("packages/sandbox/dist/executor/refine-frame.js");
  const { parseFrames } = await load("packages/sandbox/dist/executor/frames.js");
  const { userAgentOf, localeOf } = await load("packages/serving/dist/flow-page/visitor.js");
  const compile = (id) => (text) => languages.languageById(id).compile(text, "x");
  // What these read has passed `compile`: of a text that did not, the parser may run out of stack, or tell thousands of errors.
  const compiled = (run) => (text) => {
    const { code } = compile("javascript")(text);
    return code !== null && run(code);
  };
  const half = (text) => text.slice(text.length / 2);
  return [
    { name: "caps of the editor", run: quickDiagnostics, most: 256_000 },
    { name: "compile typescript", run: compile("typescript"), most: 120_000 },
    { name: "compile javascript", run: compile("javascript"), most: 120_000 },
    { name: "names from outside", run: compiled(languages.outsideReferences), most: 60_000 },
    {
      name: "outcomes",
      run: compiled((text) => languages.outcomesIn(text, "onExecute", identity.waysOut("onExecute"))),
      most: 60_000,
    },
    {
      name: "linking",
      most: 60_000,
      run: (source) =>
        languages.linkLibraries({
          entry: { specifier: "a/b", language: "typescript", source },
          resolve: new Map([["b", { language: "typescript", source }]]),
        }),
    },
    { name: "changed lines", run: (text) => model.changedLines(text, half(text)), most: 60_000 },
    { name: "did you mean", run: (text) => model.didYouMean(text, text.split(";")) },
    { name: "names of scripts", run: (text) => model.scriptName.safeParse(text) },
    { name: "specifiers", run: model.isSpecifier },
    {
      name: "masked texts",
      run: (text) => model.sameButMasked(text, `${model.maskText}${half(text)}x${model.maskText}`),
    },
    { name: "comments of a host", run: (text) => docComment(text, [], "") },
    { name: "texts of a catalogue", run: (text) => translate(text, {}, { texts: { en: { [text]: text } } }) },
    { name: "e-mail", run: emailDomainOf },
    { name: "address ranges", run: (text) => parseRange(text, "range") },
    { name: "paths of hooks", run: pathProblem, most: 64_000 },
    { name: "paths asked for", run: (text) => requestParts(`/${text}`) },
    { name: "forms", run: fieldsOf },
    { name: "names of files", run: parseScriptPath, most: 16_000 },
    { name: "topics", run: (text) => topicPatternSchema.safeParse(text) },
    { name: "topics that match", run: (text) => topicMatches(text, text) },
    { name: "where a hook is", run: (source) => validateOutcome(hookOf(source), {}, answer) },
    {
      name: "frames",
      run: (text) => parseFrames(`Error\n    at f (${text}:1:1)\n${text}`, new Set(["x"])),
    },
    {
      name: "frames to refine",
      most: 120_000,
      run: (text) =>
        refineFrame(
          {
            type: "execution",
            name: "ReferenceError",
            message: "zzz is not defined",
            stack: [{ file: "x", line: 1, column: 1 }],
          },
          () => text,
        ),
    },
    { name: "user agents", run: userAgentOf },
    { name: "locales", run: localeOf },
    ...(await standardEntries()),
    // A guest pays for its own time: long ones go through it where the sweep is a long one.
    ...(deep ? await guestEntries() : []),
  ];
}

/** What the host does for the standard library: texts of scripts, in native code that nobody could stop. */
async function standardEntries() {
  const { answerStandard } = await load("packages/sandbox/dist/standard/answer.js");
  const ask =
    (operation, argsOf, bufferOf = () => []) =>
    (text) =>
      answerStandard(JSON.stringify([operation, argsOf(text)]), bufferOf(text), () => {});
  const bytes = (text) => [Buffer.from(text)];
  const intl = (kind, method, args, options = {}) =>
    ask("intl.call", (t) => [[kind, ["en"], options], method, args(t)]);
  /** @type {[string, (text: string) => unknown][]} */
  const asked = [
    ["url.parse", ask("url.parse", (t) => [t])],
    ["url.parse host", ask("url.parse", (t) => [`https://${t}`])],
    ["url.parse path", ask("url.parse", (t) => [`https://a.example/${t}`])],
    ["url.parse relative", ask("url.parse", (t) => [t, "https://a.example/b/c?d"])],
    ["url.parse base", ask("url.parse", (t) => ["x", `https://${t}`])],
    ...["host", "pathname", "search", "hash", "username", "port", "protocol"].map((part) => [
      `url.set ${part}`,
      ask("url.set", (t) => ["https://a.example/", part, t]),
    ]),
    ["domain", ask("domain", (t) => [t])],
    ["query.read", ask("query.read", (t) => [t])],
    ["query.text", ask("query.text", (t) => [[t, t]])],
    ["text.encoding", ask("text.encoding", (t) => [t])],
    ...["utf-8", "utf-16le", "windows-1252", "gbk", "shift_jis", "iso-2022-jp"].map((encoding) => [
      `text.decode ${encoding}`,
      ask("text.decode", () => [encoding, false, true, false], bytes),
    ]),
    ["text.decode piece", ask("text.decode", () => ["utf-8", false, true, true], bytes)],
    ["base64.decode", ask("base64.decode", (t) => [t])],
    ["base64.encode", ask("base64.encode", () => [], bytes)],
    ["utf8", ask("utf8", (t) => [t])],
    ["digest", ask("digest", () => [{ name: "SHA-256" }], bytes)],
    ["time.offset", ask("time.offset", (t) => [t, 0])],
    ["intl locale", ask("intl.check", (t) => ["NumberFormat", [t], {}])],
    ["intl locales", ask("intl.check", (t) => ["NumberFormat", t.split(" "), {}])],
    ["intl option", ask("intl.check", (t) => ["DateTimeFormat", ["en"], { timeZone: t }])],
    [
      "intl options",
      ask("intl.check", (t) => [
        "DateTimeFormat",
        ["en"],
        Object.fromEntries(t.split("").map((c, i) => [c + i, c])),
      ]),
    ],
    ["intl canonical", ask("intl.canonical", (t) => [[t]])],
    ["intl supported", ask("intl.supported", (t) => ["Collator", [t], {}])],
    ["intl compare", intl("Collator", "compare", (t) => [t, `${t}x`])],
    ["intl compare numeric", intl("Collator", "compare", (t) => [t, `${t}x`], { numeric: true })],
    ["intl graphemes", intl("Segmenter", "segment", (t) => [t], { granularity: "grapheme" })],
    ["intl words", intl("Segmenter", "segment", (t) => [t], { granularity: "word" })],
    ["intl sentences", intl("Segmenter", "segment", (t) => [t], { granularity: "sentence" })],
    ["intl number", intl("NumberFormat", "format", (t) => [["s", t]])],
    ["intl digits", intl("NumberFormat", "format", (t) => [["s", "9".repeat(t.length)]])],
    ["intl list", intl("ListFormat", "format", (t) => [t.split(";")])],
    ["intl names", intl("DisplayNames", "of", (t) => [t], { type: "region" })],
    ["intl relative", intl("RelativeTimeFormat", "format", (t) => [["n", 0, 0], t])],
    ["intl upper", ask("intl.case", (t) => [["lt"], "toLocaleUpperCase", t])],
    ["intl lower", ask("intl.case", (t) => [["tr"], "toLocaleLowerCase", t])],
    ["parts of a program", partsOf(await load("packages/sandbox/dist/standard/parts.js"))],
    ["no call", (text) => answerStandard(text, [], () => {})],
  ];
  // More than the texts of scripts: above that, memory is what is measured.
  return asked.map(([name, run]) => ({ name: `standard ${name}`, run, most: 200_000 }));
}

const partsOf =
  ({ standardParts, writesItself }) =>
  (code) => [standardParts([{ code }]), writesItself([{ code }])];

/** The standard library of the guest, in the guest: each of these reads a text that somebody sent to a script. */
const guestCalls = {
  "csv.parse": "csv.parse(text)",
  "csv.parseRecords": "csv.parseRecords(text)",
  "csv.format": "csv.format([text.split(';')])",
  "email.parse": "email.parse(text)",
  "email.isOf": "email.isOf('a@b.example', text)",
  "html.escape": "html.escape(text)",
  "html.html": "html.html(['<p>', '</p>'], text).toString()",
  "ip.normalize": "ip.normalize(text)",
  "ip.inRange": "ip.inRange('10.0.0.1', text)",
  "jwt.decode": "jwt.decode(text)",
  "jwt.decode parts": "jwt.decode(btoa('{}') + '.' + text + '.' + text)",
  "money.round": "money.round(text, 2)",
  "money.round digits": "money.round('9'.repeat(text.length), 2)",
  "money.format": "money.format('1.50', 'EUR', text)",
  "time.wallTime": "time.wallTime(text, 'Europe/Vienna')",
  "time.momentAt": "time.momentAt(text, 'Europe/Vienna')",
  "time.zone": "time.wallTime(0, text)",
  "validate.validate":
    "validate.validate(text, { type: 'string', minLength: 1, maxLength: 9e9, format: 'email' })",
  "validate.uri": "validate.validate(text, { format: 'uri' })",
  "validate.date": "validate.validate(text, { format: 'date-time' })",
  "validate.list": "validate.validate(text.split(';'), { uniqueItems: true, items: { enum: ['a', 'b'] } })",
  "validate.object":
    "validate.validate(Object.fromEntries(text.split(';').map((k, i) => [k + i, i])), { additionalProperties: false })",
  URL: "new URL(text, 'https://a.example').href",
  "URL.search":
    "{ const url = new URL('https://a.example'); url.search = text; url.searchParams.append('a', text); }",
  URLSearchParams: "new URLSearchParams(text).toString()",
  "URLSearchParams.sort": "new URLSearchParams(text).sort()",
  Headers: "new Headers([['a', text]]).get('a')",
  "Headers.name": "new Headers([[text, 'a']])",
  TextEncoder: "new TextEncoder().encode(text)",
  TextDecoder: "new TextDecoder().decode(new TextEncoder().encode(text))",
  atob: "atob(text)",
  btoa: "btoa(text)",
  Blob: "new Blob([text, text], { type: text }).slice(1, 9)",
  FormData: "{ const form = new FormData(); for (const part of text.split(';')) form.append(part, part); }",
  structuredClone: "structuredClone({ text, list: text.split(';') })",
  localeCompare: "text.localeCompare(text + 'x')",
  toLocaleUpperCase: "text.toLocaleUpperCase('tr')",
  "Intl.NumberFormat": "new Intl.NumberFormat(text).format(1)",
  "Intl.DateTimeFormat": "new Intl.DateTimeFormat('en', { timeZone: text }).format(0)",
  "console.log": "console.log(text, { text })",
};

async function guestEntries() {
  const { createInlineSandbox } = await load("packages/sandbox/dist/index.js");
  const { defaultLimits } = await load("packages/model/dist/index.js");
  const sandbox = await createInlineSandbox({});
  const libraries = ["csv", "email", "html", "ip", "jwt", "money", "time", "validate"];
  const code = `${libraries.map((name) => `import * as ${name} from "std/${name}";`).join("\n")}
const calls = { ${Object.entries(guestCalls)
    .map(([name, call]) => `${JSON.stringify(name)}(text) { ${call}; }`)
    .join(",\n")} };
export function onExecute(name, text) { try { calls[name](text); } catch (error) { return error.message; } }`;
  const compiled = await sandbox.compile({
    entry: "linear/program",
    modules: [{ specifier: "linear/program", code }],
    bindings: { hash: "", functions: [], hooks: [] },
    host: null,
  });
  if (compiled.status !== "ok") throw new Error(compiled.error.message);
  const limits = {
    ...defaultLimits,
    timeoutMs: 60_000,
    memoryLimitBytes: 60_000_000,
    inputBytes: 4_000_000,
    operationLimit: 100_000_000_000,
  };
  const call = { hook: "onExecute", limits, seed: "linear", clockMs: 0, capabilities: [], realm: "linear" };
  return Object.keys(guestCalls).map((name) => ({
    name: `guest ${name}`,
    most: 200_000,
    run: (text) => sandbox.executeSync(compiled.image, { ...call, args: [name, text] }),
  }));
}

const answer = { status: "ok", result: {}, effects: [], logs: [], metrics: {} };
/** A host whose hook's answer is wrong, so that the hook is looked for in the text. */
const hookOf = (source) => ({
  source,
  hook: "onExecute",
  specifier: "a/b",
  script: { module: "a", name: "b" },
  allowedHosts: [],
  realm: { allowedHosts: [] },
  host: { validateResult: () => [{ path: "result", message: "wrong" }], validateEffect: () => [] },
});

/** Pieces that are repeated: unclosed, nested, escaped, empty, many errors, long lines. The first `few` are the short form. */
const few = 9;
const pieces = [
  "const a=1;",
  "=/[",
  "`/*x` ",
  "[/]",
  " ",
  "export   ",
  "a.",
  "-a",
  "{a}",
  "return;",
  "'\\8';",
  "export{a};",
  "import a from'b';",
  "/*x",
  "\\u{",
  "`${",
  "'a\n",
  "\n",
  "\t\n",
  "a\u2028",
  "😀",
  "let a:b;",
  "type T=1;(a);",
  "@a class B{}\n",
  "let b;\n",
  "(c,c)=>1;\n",
  ";",
  "//",
  "%",
  "1.",
  ":",
  "a@",
  "a/",
  "*/",
  "(",
  ")",
  "a=b&",
  "%20",
  "{{",
  "<!--",
  "zzz",
  "x:1:1\n    at ",
  "en-US,",
  "Mozilla/5.0 (",
  // What the lint looks for.
  "x.push(1);",
  "const token=random();",
  "a.split('@')[1];",
  "/(?<a>b)/;",
  "exports.a=1;",
  "function f(){f();}\n",
  // What the standard library reads.
  '"a""b",',
  "::",
  "1.2.3.4/",
  "xn--a.",
  "\u00e4",
  "a\u0301",
  "\u0e01",
  "-u-co-x",
  "eyJ.",
  "9",
  "&a=%",
  "../",
];

/** Below this, the clock of the processor says nothing. */
const leastMs = 12;
/** Four times the text: linear is 4, with a sort 4.5, the square 16. Caches that no longer hold it all make some linear ones 5.6. */
const mostRatio = 7;

/** @returns what grew too fast, a line each */
export async function sweep({ deep, log = () => {} }) {
  const found = [];
  for (const entry of await entries({ deep }))
    for (const piece of pieces.slice(0, deep ? pieces.length : few)) {
      const growth = measure(entry, piece);
      const line = `${entry.name}: ${JSON.stringify(piece)} ${growth.text}`;
      log(line);
      if (growth.ratio > mostRatio) found.push(line);
    }
  return found;
}

function measure({ run, most = 1_000_000 }, piece) {
  const make = (length) => piece.repeat(Math.max(1, Math.floor(length / piece.length)));
  const time = (text, times = 1) => {
    const started = process.cpuUsage();
    for (let n = 0; n < times; n++)
      try {
        run(text);
      } catch {
        // Refused is answered.
      }
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1_000 / times;
  };
  let length = 2_000;
  let ms = time(make(length));
  while (ms < leastMs && length < most / 2) {
    length *= 2;
    ms = time(make(length));
  }
  if (ms < leastMs) return { ratio: 0, text: `${length} in ${ms.toFixed(1)} ms` };
  // Compilers of the engine and collectors disturb one time, not the least of five; and a ratio is asked for again.
  const least = (text, times) => Math.min(...[0, 1, 2, 3, 4].map(() => time(text, times)));
  let ratio = Number.POSITIVE_INFINITY;
  let text = "";
  for (let again = 0; again < 3 && ratio > mostRatio; again++) {
    // Four of the short ones leave the collector as much to do as one long: a single one often meets it not at all, and
    // its least time would then be compared with one that always does (measured: 6.5 instead of 4 for what is linear).
    const [one, two] = [least(make(length / 2), 4), least(make(2 * length), 1)];
    // What is not linear shows more, not less, where the text is longer: so it is doubled each time.
    ratio = two / Math.max(one, leastMs / 4);
    text = `${length / 2}: ${one.toFixed(1)} ms, four times that: ${two.toFixed(1)} ms`;
    if (length * 4 <= most) length *= 2;
  }
  return { ratio, text };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await sweep({ deep: true, log: (line) => process.stdout.write(`${line}\n`) });
  for (const line of found) process.stdout.write(`✗ ${line}\n`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
