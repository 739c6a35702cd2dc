import { defaultLimits, logLevels, logLineSchema, scriptErrorSchema } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogBuffer } from "../log-buffer.ts";
import { readArguments } from "./arguments.ts";
import { readExportNames } from "./export-names.ts";
import { readJson } from "./json-text.ts";
import { readLogRecord } from "./log-record.ts";
import { readProgress } from "./progress-record.ts";
import { readThrown } from "./thrown.ts";

const files = new Set(["a"]);

/** Texts as a guest could leave them: noise, JSON of anything, JSON nearly of the right shape, and cut in the middle. */
const parts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, {}, [], "info", "overflow", "\ud800", { length: 1 }),
  fc.constantFrom(
    "Error\n    at f (a:1:2)",
    "    at f (a:0:0)",
    "    at (b:1:2)\n    at g (a:9999999:9999999)",
  ),
  fc.jsonValue(),
);
const record = fc
  .tuple(
    fc.array(parts, { maxLength: 6 }),
    fc.constantFrom("", "\n", "\n{", "\n1e999", '\n{"a":1}', "\n[[]]"),
  )
  .map(([list, rest]) => JSON.stringify(list) + rest);
const broken = fc.tuple(record, fc.nat(400)).map(([text, at]) => text.slice(0, at) + text.slice(at + 1));
const bombs = fc.constantFrom(
  "[".repeat(200_000),
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  `["info","m","s"]\n${"[".repeat(50_000)}1${"]".repeat(50_000)}`,
  `[1e999,"x"]`,
  `["__proto__",{"__proto__":1},"constructor","x"]`,
);
const guestText = fc.oneof(record, broken, fc.string({ unit: "binary" }), bombs);

describe("readers of what a guest says", () => {
  it("take nothing but their own shape, and never throw", () => {
    fc.assert(
      fc.property(guestText, (text) => {
        const thrown = readThrown(text, files);
        if (thrown) {
          const { isOverflow, ...error } = thrown;
          expect(typeof isOverflow).toBe("boolean");
          scriptErrorSchema.parse({ type: "execution", ...error });
          expect(error.message.length).toBeLessThanOrEqual(1_000);
          expect(error.message.isWellFormed() && error.name.isWellFormed()).toBe(true);
        }
        const progress = readProgress(text);
        if (progress) expect(Number.isFinite(progress.value)).toBe(true);
        expect(readExportNames(text)?.every((name) => typeof name === "string") ?? true).toBe(true);
        expect(["string", "object"]).toContain(typeof readArguments("f", text));
        const line = readLogRecord(text, files);
        if (line) expect(logLevels).toContain(line.level);
      }),
    );
  });

  it("say the same that was written where the shape is right", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom(...logLevels),
        fc.jsonValue(),
        (a, b, level, data) => {
          expect(readThrown(JSON.stringify([a.slice(0, 100), b, "", ""]), files)).toEqual({
            name: a.slice(0, 100),
            message: b,
            stack: [],
            isOverflow: false,
          });
          const text = `${JSON.stringify([level, a, ""])}\n${JSON.stringify(data)}`;
          expect(readLogRecord(text, files)).toMatchObject({
            level,
            message: a,
            dataText: JSON.stringify(data),
          });
          expect(readArguments("f", JSON.stringify([a, b]))).toEqual([a, b]);
          expect(readExportNames(JSON.stringify([a, b]))).toEqual([a, b]);
        },
      ),
    );
  });

  it("refuse numbers that JSON has no text for, and nesting that nobody may walk by recursion", () => {
    expect(readJson("1e999")).toBeUndefined();
    expect(readJson('{"a":[1,{"b":-1e999}]}')).toBeUndefined();
    expect(readJson("[1e308]")).toEqual([1e308]);
    expect(readJson(`${"[".repeat(101)}${"]".repeat(101)}`)).toBeUndefined();
    expect(readArguments("f", `[${"[".repeat(101)}${"]".repeat(101)}]`)).toContain("nested deeper than 100");
  });

  it("leave every line a log line, whatever is written to the log", () => {
    fc.assert(
      fc.property(fc.array(guestText, { maxLength: 8 }), (texts) => {
        const logs = new LogBuffer({ ...defaultLimits, logLineBytes: 64, logBytes: 300 }, files);
        for (const text of texts) logs.add(text);
        for (const line of logs.lines) logLineSchema.parse(JSON.parse(JSON.stringify(line)));
        expect(logs.lines.length + logs.dropped).toBe(texts.length);
      }),
    );
  });
});
