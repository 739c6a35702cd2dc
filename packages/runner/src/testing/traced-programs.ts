import * as fc from "fast-check";

/**
 * Programs that say what they do in all ways that statements can be written in: a hook `onCall(input)` whose body is made
 * of loops, branches, closures, classes, generators, promises and exceptions, with and without semicolons.
 */
export const programs: fc.Arbitrary<string> = fc
  .letrec<{ statement: string; block: string; expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("a", "b", "c", "1", "2.5", '"x"', "null", "-0", "[a, b]", "input.n", "undefined"),
      fc.tuple(tie("expression"), tie("expression")).map(([x, y]) => `(${x}) + (${y})`),
      fc.tuple(fc.constantFrom("a", "b", "c"), tie("expression")).map(([name, x]) => `(${name} = ${x})`),
      fc.tuple(fc.constantFrom("a", "b"), tie("expression")).map(([name, x]) => `(${name} ??= ${x})`),
      fc.constantFrom(
        "a++",
        "--b",
        "c += 1",
        "(() => a)()",
        "((x, y = a) => x + y)(b)",
        "(function () { return this === undefined })()",
      ),
      fc.tuple(tie("expression"), tie("expression")).map(([x, y]) => `((p) => (q) => [p, q])(${x})(${y})`),
      tie("expression").map((x) => `(x => ({ x, y: ${x} }))(a)`),
      tie("expression").map((x) => `[...(function* () { yield ${x}; return yield a })()]`),
      tie("expression").map((x) => `new (class { v = ${x}; static s = a; get w() { return this.v } })().w`),
      tie("expression").map((x) => `(() => { try { return ${x} } finally { c = b } })()`),
      tie("expression").map((x) => `(${x})?.z?.(a)`),
      fc.constantFrom("(() => {}).name", "(class {}).name", "typeof zzz", "void 0", "`t`"),
    ),
    block: fc
      .array(tie("statement"), { maxLength: 3, depthIdentifier: "block" })
      .map((list) => `{ ${list.join("\n")} }`),
    statement: fc.oneof(
      { depthSize: "small", depthIdentifier: "block", withCrossShrink: true },
      tie("expression").map((x) => `log.info("s", [${x}])`),
      tie("expression").map((x) => `a = ${x}`),
      fc.tuple(tie("expression"), tie("expression")).map(([x, y]) => `;[b, c] = [${x}, ${y}]`),
      tie("expression").map((x) => `if (a > b) [a, b] = [b, ${x}];`),
      tie("expression").map((x) => `for ([c] = [${x}]; ({ b } = { b: 0 }).b; ) break`),
      tie("expression").map(
        (x) => `log.info("f", [new (class { n = a++\n["k"] = ${x}; m = b--\n["l"] = 2 })()])`,
      ),
      tie("expression").map((x) => `let d = ${x}, e = () => d\nlog.info("e", [e()])`),
      tie("expression").map((x) => `const { length: l = ${x}, ...rest } = Object(b)\nlog.info("l", [l])`),
      tie("expression").map((x) => `var v = ${x};`),
      tie("expression").map((x) => `if (${x}) a = 1\nelse b = 2`),
      fc
        .tuple(tie("expression"), tie("block"), tie("block"))
        .map(([x, y, z]) => `if (${x}) ${y} else if (b) ${z}`),
      tie("block").map((x) => `for (let i = 0; i < 2; i++) ${x}`),
      tie("block").map((x) => `for (let i = 0, j = 1; i < 2; i += j) { let i = 5; ${x} break }`),
      tie("expression").map((x) => `for (const k of [a, b]) c = ${x}`),
      tie("block").map((x) => `for (const [k, w] of Object.entries({ p: 1 })) ${x}`),
      tie("block").map((x) => `for (var q in { m: 1, n: 2 }) ${x}`),
      tie("block").map(
        (x) => `outer: for (let i = 0; i < 2; i++) { for (;;) { if (i) continue outer; ${x} break outer } }`,
      ),
      tie("expression").map((x) => `let n = 0; while (n < 2) n++; do b = ${x}; while (n++ < 3)`),
      fc
        .tuple(tie("expression"), tie("statement"))
        .map(([x, y]) => `switch (a) { case 1: b = ${x}; default: { ${y} } }`),
      fc.tuple(tie("block"), tie("block")).map(([x, y]) => `try ${x} catch (error) ${y} finally { a = 3 }`),
      tie("block").map(
        (x) => `try { throw new TypeError("t" + a) } catch ({ message }) { log.warn(message); ${x} }`,
      ),
      tie("expression").map(
        (x) => `try { late; let late = ${x} } catch (e) { log.info(e.name + e.message) }`,
      ),
      tie("block").map(
        (x) => `function hoisted(p, [r, s = p] = [1]) { ${x}; return [p, r, s] }\nlog.info("h", hoisted(b))`,
      ),
      tie("block").map((x) => `await (async (p) => { await null; ${x} return p })(a)`),
      tie("expression").map(
        (x) =>
          `class K { #p = ${x}; static { b = 1 } m() { return this.#p } }\nlog.info(K.name, [new K().m()])`,
      ),
      tie("expression").map((x) => `if (a === "never") return ${x}`),
      fc.constantFrom(
        "throw new RangeError('r' + b)",
        "null.x",
        "undefined.y()",
        "nope()",
        "c.d.e",
        "return [a, b, c]",
        ";",
        "{}",
      ),
    ),
  }))
  .block.map(
    (block) => `export async function onExecute(input) {
let a = input.n, b = "b", c
const body = async () => ${block}
const answer = await body()
return [answer, a, b, c]
}`,
  );

/**
 * Programs of functions that call each other within expressions, throw through several calls and catch, and that log by their
 * own count how many calls are under way: `[depth]`.
 */
export const callPrograms: fc.Arbitrary<string> = fc
  .array(fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 3 })
  .chain((bodies) =>
    fc.record({
      bodies: fc.constant(bodies),
      async: fc.boolean(),
      main: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
    }),
  )
  .map(({ bodies, async, main }) => {
    const calls = (level: number) => (level < 2 ? `f${level + 1}(depth + 1)` : "0");
    const statement = (kind: number, level: number): string =>
      [
        `log.info("d", [depth])`,
        `const s = [${calls(level)}, ${calls(level)}]; log.info("d", [depth])`,
        `const m = [1, 2].map(n => ${calls(level).replace("+ 1", "+ 2")} + n); log.info("d", [depth])`,
        `try { ${calls(level)}; log.info("d", [depth]); thrower(depth + 1) } catch { log.info("d", [depth]) }`,
        `try { if (${calls(level)} > 0) return 1 } finally { log.info("d", [depth]) }`,
        `const g = [...items(depth + 1)]; log.info("d", [depth])`,
      ][kind]!;
    // Each in a block: names may come again.
    const body = (kinds: number[], level: number) =>
      kinds.map((kind) => `{ ${statement(kind, level)} }`).join("\n");
    return `export ${async ? "async " : ""}function onExecute() { const depth = 1
${async ? "await null" : ""}
${body(main, -1)}
log.info("d", [depth]) }
function thrower(depth) { log.info("d", [depth]); passed(depth + 1) }
function passed(depth) { log.info("d", [depth]); throw new Error("t") }
function* items(depth) { log.info("d", [depth]); yield 1; log.info("d", [depth]); yield }
${bodies.map((kinds, level) => `function f${level}(depth) { ${body(kinds, level)}\nlog.info("d", [depth]); return ${level} }`).join("\n")}`;
  });
