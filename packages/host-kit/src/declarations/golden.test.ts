import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../testing/compile.ts";
import { hostOfTypes, typesOnly } from "../testing/host.ts";
import { goldenCases } from "./golden.cases.ts";

/** Every supported feature has a golden file in `test/golden`; `vitest -u` rewrites them, a reviewer reads the diff. */
describe("declarations, feature by feature", () => {
  for (const { name, types, reads, builds, usage } of goldenCases)
    test(name, async () => {
      const host = hostOfTypes(types, reads, builds);
      await expect(typesOnly(host)).toMatchFileSnapshot(`../../test/golden/${name}.d.ts`);

      const findings = compile({ "host.d.ts": host.declarations().text, "usage.ts": usage });
      const expected = usage
        .split("\n")
        .flatMap((line, index) =>
          [...line.matchAll(/\/\/ error (\d+)/g)].map(([, code]) => [index + 1, Number(code)]),
        );
      expect(findings.map((finding) => [finding.line, finding.code])).toEqual(expected);
    });
});

describe("TypeScript 7", () => {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-declarations-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("compiles every golden case too", () => {
    // One compiler run for all: each case's globals become members of a namespace of their own.
    const texts = goldenCases.map(({ types, reads, builds }, index) => {
      const text = hostOfTypes(types, reads, builds)
        .declarations()
        .text.replaceAll(/^declare /gm, "");
      return `declare namespace Case${index} {\n${text}}\n`;
    });
    writeFileSync(join(folder, "cases.d.ts"), texts.join("\n"));
    writeFileSync(join(folder, "usage.ts"), "export const wrong: number = 'text';\n");
    const { output, status } = tsc(folder, ["cases.d.ts", "usage.ts"]);
    // The planted error proves that something was checked.
    expect(output.trim().split("\n")).toEqual([expect.stringMatching(/^usage\.ts\(1,14\): error TS2322/)]);
    expect(status).not.toBe(0);
  });
});

function tsc(cwd: string, files: string[]): { output: string; status: number } {
  const folder = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  const flags = [
    "--noEmit",
    "--strict",
    "--lib",
    "es2023",
    "--types",
    "",
    "--target",
    "es2022",
    "--pretty",
    "false",
  ];
  try {
    return {
      output: execFileSync(process.execPath, [join(folder, "bin/tsc"), ...flags, ...files], {
        cwd,
        encoding: "utf8",
      }),
      status: 0,
    };
  } catch (cause) {
    const { stdout, status } = cause as { stdout: string; status: number };
    return { output: stdout, status };
  }
}
