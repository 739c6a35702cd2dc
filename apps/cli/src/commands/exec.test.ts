// Long: the contract of one command: jobs, answers, bad lines and streams over the same process.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hosts } from "@scriptyard/hosts";
import { describe, expect, test } from "vitest";
import { cli, execJobs, startCli } from "../testing/cli.ts";

const javascript = (id: unknown, source: string, args: unknown[] = [], more: object = {}) => ({
  id,
  language: "javascript",
  source,
  args,
  ...more,
});
const typescript = (id: unknown, source: string, args: unknown[] = [], more: object = {}) => ({
  ...javascript(id, source, args, more),
  language: "typescript",
});

describe("jobs and answers", () => {
  test("come line by line, in order", async () => {
    const jobs = Array.from({ length: 60 }, (_, i) =>
      javascript(
        i,
        `export const onExecute = (n) => { for (let i = 0; i < ${(60 - i) * 500}; i++); return n * 2; }`,
        [i],
      ),
    );
    const { code, answers, stderr } = await execJobs(jobs, ["--workers", "2", "--jobs", "7"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(answers.map((a) => [a.id, a.status, a.result])).toEqual(jobs.map((_, i) => [i, "ok", i * 2]));
    expect(Object.keys(answers[0]!)).toEqual([
      "id",
      "status",
      "result",
      "effects",
      "logs",
      "metrics",
      "hash",
    ]);
  });

  test("a specifier that is no library is an answer, whatever it looks like", async () => {
    const specifiers = [
      "x:y",
      "node:fs",
      "data:text/javascript,1",
      "std/",
      "../x",
      "",
      "a/b/c",
      "__proto__/x",
    ];
    const { code, answers } = await execJobs([
      ...specifiers.map((name) =>
        javascript(name, `import a from ${JSON.stringify(name)}; export const onExecute = () => a;`),
      ),
      ...specifiers.map((name) =>
        javascript(name, `export const onExecute = async () => await import(${JSON.stringify(name)});`),
      ),
      javascript("last", "export const onExecute = () => 1;"),
    ]);
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual([...specifiers, ...specifiers, "last"]);
    expect(new Set(answers.slice(0, -1).map(({ status }) => status))).toEqual(new Set(["error"]));
    expect(answers.at(-1)!.status).toBe("ok");
  });

  test("a key __proto__ is refused in the line, and in a result", async () => {
    const { answers } = await execJobs([
      '{"id":1,"language":"javascript","source":"export const onExecute = (a) => a;","args":[{"__proto__":{}}]}',
      javascript(2, `export const onExecute = () => JSON.parse('{"__proto__":1}');`),
    ]);
    const [input, result] = answers;
    expect(input!.error).toMatchObject({
      type: "invalid_input",
      message: expect.stringMatching(/^The line has a key "__proto__"/),
    });
    expect(result!.error).toMatchObject({
      type: "execution",
      message: expect.stringMatching(/^The script's result has a key "__proto__"/),
    });
  });

  test("hold result, logs and metrics; seed and clock are fixed when given", async () => {
    const source = `export function onExecute(): unknown { log.info("hi", { a: 1 }); return [Math.random(), Date.now()]; }`;
    const fixed = { seed: 7, clock: "2026-01-01T00:00:00Z" };
    const { answers } = await execJobs([
      typescript("a", source, [], fixed),
      typescript("b", source, [], { ...fixed, clock: 1767225600000 }),
      typescript("c", source, [], { seed: "8" }),
    ]);
    expect(answers[0]).toMatchObject({
      result: [expect.any(Number), 1767225600000],
      logs: [{ seq: 0, level: "info", message: "hi", data: { a: 1 }, line: 1 }],
    });
    expect(answers[1]!.result).toEqual(answers[0]!.result);
    expect(answers[2]!.result).not.toEqual(answers[0]!.result);
    expect(answers[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(answers[1]!.hash).toBe(answers[0]!.hash);
    expect(answers[2]!.hash).not.toBe(answers[0]!.hash);
  });

  test("a thrown error has the author's lines and columns, across libraries", async () => {
    const { answers } = await execJobs([
      typescript(
        1,
        `import { check } from "shared/check";\n\nexport function onExecute(a: number | null): void {\n  check(a as number);\n}`,
        [null],
        {
          modules: {
            "shared/check": {
              language: "typescript",
              source: `type N = number;\nexport function check(n: N): void {\n  n.toFixed();\n}`,
            },
          },
        },
      ),
    ]);
    const { error } = answers[0] as unknown as {
      error: { type: string; name: string; stack: { file: string; line: number; function: string }[] };
    };
    expect(error).toMatchObject({ type: "execution", name: "TypeError" });
    expect(error.stack.slice(0, 2).map(({ file, line, function: name }) => [file, line, name])).toEqual([
      ["shared/check", 3, "check"],
      ["script", 4, "onExecute"],
    ]);
  });

  test("modules take the job's language, or their own", async () => {
    const { answers } = await execJobs([
      typescript(
        1,
        `import { a } from "shared/a"; import { b } from "shared/b"; export const onExecute = (): number => a + b;`,
        [],
        {
          modules: {
            "shared/a": "export const a: number = 1;",
            "shared/b": { language: "javascript", source: "export const b = 2" },
          },
        },
      ),
    ]);
    expect(answers[0]!.result).toBe(3);
  });

  test("every failure has its own type, and the next job is clean", async () => {
    const failures = {
      timeout: "export const onExecute = () => { for (;;); }",
      invalid_syntax: "export const onExecute = (",
      security_violation: "export const onExecute = () => process.exit()",
      compilation: 'import { x } from "shared/nope"; export const onExecute = x',
      not_found: "export const other = () => 1",
      stack_overflow: "export const onExecute = () => onExecute() + 1",
    };
    const good = javascript("good", "export const onExecute = () => typeof leaked");
    const { answers, code } = await execJobs(
      Object.values(failures).flatMap((source) => [javascript(1, `globalThis.leaked = 1; ${source}`), good]),
    );
    expect(
      answers.filter((_, i) => i % 2 === 0).map((a) => (a.error as unknown as { type: string }).type),
    ).toEqual(Object.keys(failures));
    expect(answers.filter((_, i) => i % 2 === 1).map((a) => a.result)).toEqual(
      Object.keys(failures).map(() => "undefined"),
    );
    expect(code).toBe(0);
  });

  test("limits are the job's", async () => {
    const source = "export const onExecute = () => 'x'.repeat(1000)";
    const { answers } = await execJobs([
      javascript(1, source, [], { limits: { resultBytes: 500 } }),
      javascript(2, source),
      // Also while the script loads, and for each job its own.
      javascript(3, `let n = 0; while (n < 50_000) n++; ${source}`, [], {
        limits: { operationLimit: 20_000 },
      }),
      javascript(4, `let n = 0; while (n < 50_000) n++; ${source}`),
    ]);
    expect(answers.map((a) => a.status)).toEqual(["error", "ok", "error", "ok"]);
    expect(answers[0]!.error).toMatchObject({ type: "operation_limit", limit: { name: "resultBytes" } });
    expect(answers[2]!.error).toMatchObject({ type: "operation_limit", limit: { value: 20_000 } });
  });

  test("types are checked only when asked for", async () => {
    const jobs = [
      typescript(1, "export function onExecute(): number {\n  const a: string = 1;\n  return 2;\n}"),
    ];
    expect((await execJobs(jobs)).answers[0]).toMatchObject({ status: "ok", result: 2 });
    const checked = await execJobs(jobs, ["--check"]);
    expect(checked.answers[0]).toMatchObject({
      status: "error",
      error: {
        type: "compilation",
        stack: [{ file: "script", line: 2, column: 9 }],
        issues: [{ path: "script:2:9", message: expect.stringContaining("ts2322") }],
      },
    });
    expect(checked.code).toBe(0);
  });

  test("both engines answer the same", async () => {
    const jobs = [typescript(1, "export const onExecute = (a: number) => ({ b: [a, 'é😀'] })", [1.5])];
    const answers = await Promise.all(
      ["quickjs-ng", "quickjs"].map((engine) => execJobs(jobs, ["--engine", engine])),
    );
    expect(answers.map((a) => a.answers[0]!.result)).toEqual([{ b: [1.5, "é😀"] }, { b: [1.5, "é😀"] }]);
  });
});

describe("a host", () => {
  const identity = hosts.find((host) => host.id === "identity")!;
  const script = identity.defaults.find((d) => d.hook === "onExecute" && d.samples.length > 0)!;
  const args = script.samples[0]!.args;

  test("opens its functions and collects effects", async () => {
    const source = `export function onExecute(context) { flow.set("risk", hash.bucket("a", 1)); return { action: "continue" }; }`;
    const { answers } = await execJobs([javascript(1, source, args, { host: "identity" })]);
    expect(answers[0]).toMatchObject({ status: "ok", effects: [{ name: "flow.set", args: ["risk", 0] }] });
  });

  test("refuses a result it does not allow, and input that does not fit", async () => {
    const source = `export const onExecute = () => ({ action: "contine" })`;
    const { answers } = await execJobs([
      javascript(1, source, args, { host: "identity" }),
      javascript(2, source, [{}, null], { host: "identity" }),
      javascript(3, source, [], { host: "nope" }),
      javascript(4, source, [], { host: "identity", hook: "onNope" }),
      javascript(5, source, []),
    ]);
    expect(answers[0]!.error).toMatchObject({
      type: "execution",
      message: expect.stringContaining("contine"),
    });
    expect(answers[1]!.error).toMatchObject({
      type: "invalid_input",
      line: 2,
      message: expect.stringContaining("context."),
    });
    expect(answers[2]!.error).toMatchObject({
      type: "invalid_input",
      message: expect.stringContaining("identity"),
    });
    expect(answers[3]!.error).toMatchObject({
      type: "invalid_input",
      message: expect.stringContaining("onExecute"),
    });
    expect(answers[4]).toMatchObject({ status: "ok" });
  });

  test("judges links and stacks as the server does", async () => {
    const source = (url: string) =>
      `const parts = [{ type: "text", text: "Look" }, { type: "link", text: "here", url: "${url}" }];\n` +
      `export const onExecute = () => ({ action: "challenge", block: { title: "x", parts } });`;
    const realm = { allowedHosts: ["pay.example.com"] };
    const job = (id: string, url: string) => javascript(id, source(url), args, { host: "identity", realm });
    const { answers } = await execJobs([
      job("good", "https://pay.example.com/terms"),
      job("elsewhere", "https://evil.example/login"),
      job("script", "javascript:alert(1)"),
    ]);
    expect(answers[0]).toMatchObject({ status: "ok" });
    for (const answer of answers.slice(1))
      expect(answer).toMatchObject({
        status: "error",
        error: {
          name: "InvalidResult",
          issues: [{ path: "result.block.parts[1].url" }],
          stack: [{ file: "script", line: 2, column: 1, function: "onExecute" }],
        },
      });
  });

  test("runs its own default scripts, types checked", async () => {
    const libraries = Object.fromEntries(
      identity.defaults
        .filter((d) => d.hook === null)
        .map((d) => [`${d.module}/${d.name}`, { language: d.language, source: d.source }]),
    );
    const jobs = identity.defaults.flatMap((d) =>
      d.hook === null || d.samples.length === 0
        ? []
        : [
            {
              id: `${d.module}/${d.name}`,
              language: d.language,
              source: d.source,
              hook: d.hook,
              args: d.samples[0]!.args,
              modules: libraries,
              host: "identity",
              // What is tested is not how fast a busy machine is.
              limits: { timeoutMs: 2_000 },
            },
          ],
    );
    expect(jobs.length).toBeGreaterThan(3);
    const { answers } = await execJobs(jobs, ["--check"]);
    const errors = answers.filter(
      (a) => a.status === "error" && (a.error as unknown as { type: string }).type !== "execution",
    );
    expect(errors).toEqual([]);
  });
});

describe("bad lines", () => {
  test("are answered in their place, with their number; the next line runs", async () => {
    const good = javascript("good", "export const onExecute = () => 1");
    const { answers, code } = await execJobs([
      "nonsense",
      JSON.stringify({ id: "a" }),
      JSON.stringify({ ...good, id: "b", language: "python" }),
      JSON.stringify({ ...good, id: "c", limits: { timeoutMs: "soon" } }),
      JSON.stringify({ ...good, id: "d", limits: { timeout: 5 } }),
      JSON.stringify({ ...good, id: { a: 1 } }),
      JSON.stringify({ ...good, id: "f", modules: { "./x": "" } }),
      JSON.stringify({ ...good, id: "g", clock: "yesterday" }),
      "",
      "[1]",
      "null",
      good,
    ]);
    expect(code).toBe(0);
    expect(answers.map((a) => a.id)).toEqual([
      null,
      "a",
      "b",
      "c",
      "d",
      null,
      "f",
      "g",
      null,
      null,
      null,
      "good",
    ]);
    answers.slice(0, -1).forEach((answer, i) => {
      expect(answer).toMatchObject({
        status: "error",
        error: { type: "invalid_input", line: i + 1, stack: [] },
        logs: [],
      });
    });
    const messages = answers.map(
      (a) => (a.error as unknown as { message?: string } | undefined)?.message ?? "",
    );
    expect(messages[1]).toContain("language: is missing");
    expect(messages[2]).toContain("language");
    expect(messages[3]).toContain("limits.timeoutMs");
    expect(messages[4]).toContain("timeout");
    expect(messages[7]).toContain("ISO");
    expect(answers.at(-1)).toMatchObject({ status: "ok", result: 1 });
  });

  test("too long, or no UTF-8, without a last line break, with CRLF and a byte-order mark", async () => {
    const good = Buffer.from(JSON.stringify(javascript("good", "export const onExecute = () => 1")));
    const input = Buffer.concat([
      Buffer.from("\ufeff"),
      good,
      Buffer.from("\r\n"),
      Buffer.from(`{"id":1,"x":"${"a".repeat(5_000_000)}"}\n`),
      Buffer.from([0x22, 0xff, 0x22, 10]),
      good,
    ]);
    const { child, ended } = startCli(["exec", "--jsonl"]);
    child.stdin.end(input);
    const { stdout, code } = await ended;
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { status: string; error?: { message: string } });
    expect(answers.map((a) => a.error?.message ?? a.status)).toEqual([
      "ok",
      expect.stringContaining("4000000"),
      "The line is not UTF-8.",
      "ok",
    ]);
    expect(code).toBe(0);
  });
});

describe("streams", () => {
  const job = (i: number) => `${JSON.stringify(javascript(i, "export const onExecute = (n) => n", [i]))}\n`;

  test("an answer comes while the input stays open", async () => {
    const { child, ended, output } = startCli(["exec", "--jsonl"]);
    for (const i of [1, 2, 3]) {
      child.stdin.write(job(i));
      await expect.poll(() => output().split("\n").length - 1, { timeout: 50_000 }).toBe(i);
    }
    child.stdin.end();
    expect((await ended).code).toBe(0);
  });

  test("a reader that goes away ends it quietly", async () => {
    const { child, ended } = startCli(["exec", "--jsonl"]);
    child.stdout.once("data", () => child.stdout.destroy());
    let open = true;
    child.on("close", () => {
      open = false;
    });
    // An endless input: only the closed output can end this.
    for (let i = 0; open && i < 1e6; i++)
      if (!child.stdin.write(job(i))) await new Promise((r) => setTimeout(r, 5));
    const { code, stderr } = await ended;
    expect(stderr).toBe("");
    expect(code).toBe(0);
  }, 60_000);

  test("an output that is not read stops the reading of the input", async () => {
    const { child, ended } = startCli(["exec", "--jsonl", "--workers", "1", "--jobs", "2"]);
    child.stdout.pause();
    const big = JSON.stringify(javascript(1, "export const onExecute = (n) => n", ["x".repeat(60_000)]));
    let written = 0;
    const started = Date.now();
    // Writes until the pipes are full and stay full for a second.
    for (let stuckAt = started; Date.now() - stuckAt < 1_500 && written < 5_000; ) {
      if (child.stdin.writableLength > 1_000_000) await new Promise((r) => setTimeout(r, 20));
      else {
        child.stdin.write(`${big}\n`);
        written += 1;
        stuckAt = Date.now();
      }
    }
    expect(written).toBeLessThan(5_000);
    child.stdin.end();
    let lines = 0;
    child.stdout.on("data", (text: string) => {
      lines += text.split("\n").length - 1;
    });
    child.stdout.resume();
    expect((await ended).code).toBe(0);
    expect(lines).toBe(written);
  }, 60_000);
});

describe("the command line", () => {
  test("reads a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scriptyard-cli-"));
    const file = join(folder, "jobs.jsonl");
    await writeFile(file, JSON.stringify(javascript(1, "export const onExecute = () => 1")));
    const { stdout, code } = await cli(["exec", "--jsonl", "--input", file]);
    expect(JSON.parse(stdout)).toMatchObject({ id: 1, result: 1 });
    expect(code).toBe(0);
    await rm(folder, { recursive: true });
    const missing = await cli(["exec", "--jsonl", "--input", file]);
    expect(missing).toMatchObject({ code: 1, stdout: "" });
    expect(missing.stderr).toMatch(/^scriptyard: .*jobs\.jsonl cannot be read/);
  });

  test("explains itself", async () => {
    const [version, top, help, bare, engine, workers, environment, unknown] = await Promise.all([
      cli(["--version"]),
      cli(["--help"]),
      cli(["exec", "--help"]),
      cli(["exec"]),
      cli(["exec", "--jsonl", "--engine", "v8"]),
      cli(["exec", "--jsonl", "--workers", "many"]),
      cli(["exec", "--jsonl"], "", { SCRIPTYARD_ENGINE: "v8" }),
      cli(["nope"]),
    ]);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(top.stdout).toContain("exec");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain("--jsonl");
    expect(bare.stderr).toContain("--jsonl");
    expect(engine.stderr).toContain("quickjs-ng");
    expect(workers.stderr).toContain("whole number");
    expect(environment.stderr).toContain("SCRIPTYARD_ENGINE");
    expect(unknown.code).toBe(1);
  });
});
