// `npm run test:linear`: every parser and regular expression of ours over text that people send, against texts that are
// known to hurt such code, at n and 4 n. Four times the text may take about four times the time. `npm test` goes through a part.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const load = (file) => import(pathToFileURL(join(root, file)).href);

/** One line for each way that a text comes in. What it throws is an answer. `most` = longer texts are refused before. */
export async function entries() {
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
  ];
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
];

/** Below this, the clock of the processor says nothing. */
const leastMs = 12;
/** Four times the text: linear is 4, with a sort 4.5, the square 16. Caches that no longer hold it all make some linear ones 5.6. */
const mostRatio = 7;

/** @returns what grew too fast, a line each */
export async function sweep({ deep, log = () => {} }) {
  const found = [];
  for (const entry of await entries())
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
