import { createSandbox, type InlineSandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, image, invocation, program, run } from "../programs.ts";
import { openSandbox } from "./same.ts";

const plain = (code: string) => `export function onExecute(context) { ${code} }`;

describe.each(engines)("the standard library on %s", (engine) => {
  let sandbox: InlineSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(engine);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("is not in the image of a script that does not mention it", async () => {
    const [without, comment, mention] = await Promise.all(
      [plain("return 1;"), `// a URL is\n${plain("return 1;")}`, plain("return typeof URL;")].map((code) =>
        image(sandbox, code),
      ),
    );
    expect(comment!.bytes).toBe(without!.bytes);
    expect(mention!.bytes).toBeGreaterThan(without!.bytes);
  });

  it("leaves nothing behind that a script could find", async () => {
    const code = plain(
      "return Object.getOwnPropertyNames(globalThis).filter((name) => /^(?:UR[L]|Text[ED]|Abort|crypt[o]|Int[l]|ato[b]|Fil[e]|Blo[b])/.test(name));",
    );
    expect(await run(sandbox, code)).toMatchObject({ status: "ok", result: [] });
  });

  it("is there for libraries that a script imports", async () => {
    const library = { "shared/address": "export const host = (text) => new URL(text).host;" };
    const code = 'import { host } from "shared/address"; export const onExecute = (text) => host(text);';
    expect(await run(sandbox, program(code, library), ["https://a.example/b"])).toMatchObject({
      result: "a.example",
    });
  });

  it("works while a script loads, and its image holds what came of it", async () => {
    const code =
      'const base = new URL("https://a.example/x?y=1"); export const onExecute = () => [base, base.searchParams.get("y")];';
    expect(await run(sandbox, code)).toMatchObject({ result: ["https://a.example/x?y=1", "1"] });
  });

  it("never takes the place of a name of the script's own", async () => {
    const code =
      "class URL { x = 1 } const Headers = 5; export const onExecute = () => [new URL().x, Headers];";
    expect(await run(sandbox, code)).toMatchObject({ result: [1, 5] });
  });

  it("names the line that called it wrongly", async () => {
    const outcome = await run(
      sandbox,
      'export function onExecute() {\n  const a = 1;\n  return new URL("no address" + a);\n}',
    );
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "execution", message: "Invalid URL: no address1", stack: [{ line: 3 }] },
    });
  });

  it("charges the host's work to the script", async () => {
    const code = plain(
      'let n = 0; for (let i = 0; i < 1000; i++) n += btoa("x".repeat(1000)).length; return n;',
    );
    const outcome = await run(sandbox, code);
    expect(outcome.status).toBe("ok");
    expect(outcome.metrics.operations).toBeGreaterThan(30_000);
    const limited = await sandbox.execute(await image(sandbox, code), {
      ...invocation(),
      limits: { ...invocation().limits, operationLimit: 20_000 },
    });
    expect(limited).toMatchObject({ status: "error", error: { type: "operation_limit" } });
  });
});

/** Texts that made native code of the host take seconds, before they were bounded: these runs met their limit of time. */
describe("what nobody could stop is never begun", () => {
  it("not for long names of hosts, however they are written", async () => {
    await using sandbox = await openSandbox("quickjs-ng");
    const code = `export function onExecute(before, after) {
      const long = Array.from({ length: 20000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
      const url = new URL("https://a.example/b");
      url.host = long;
      url.hostname = long;
      const whole = URL.canParse(before + long + after);
      return [whole, URL.canParse("/x", before + long + after), URL.canParse("//" + long, "https://a.example"), url.host,
        new URL("https://a.example/" + long).pathname.length];
    }`;
    for (const [before, after] of [
      ["https://", "/"],
      [" \thtt\nps:\\/", "?x"],
      ["http:", "#"],
      ["wss://user:pw@", ":443"],
    ])
      expect(await run(sandbox, code, [before!, after!])).toMatchObject({
        status: "ok",
        result: [false, false, false, "a.example", 180_001],
      });
  });
});

describe("in threads and in a process of their own", () => {
  it.each(["thread", "process"] as const)("%s answers as inline does", async (isolation) => {
    await using sandbox = await createSandbox({ workers: 1, isolation, hostModules: {} });
    const code = `export async function onExecute(text) {
      const key = await crypto.subtle.importKey("raw", new TextEncoder().encode("key"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      const signed = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
      return [new URL(text).host, btoa(String.fromCharCode(...signed)), (1234.5).toLocaleString("de-DE"), crypto.randomUUID()];
    }`;
    const made = await image(sandbox, {
      ...program(code),
      host: null,
      bindings: { hash: "x", functions: [], hooks: [] },
    });
    const [first, second] = [
      await sandbox.execute(made, invocation(["https://ü.example/"])),
      await sandbox.execute(made, invocation(["https://ü.example/"])),
    ];
    expect(first).toMatchObject({
      status: "ok",
      result: ["xn--tda.example", expect.any(String), "1.234,5", expect.stringMatching(/^[0-9a-f-]{36}$/)],
    });
    expect(second.status === "ok" && second.result).toEqual(first.status === "ok" && first.result);
    expect(second.metrics.operations).toBe(first.metrics.operations);
  });
});
