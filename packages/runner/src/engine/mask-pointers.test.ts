import type { Json } from "@scriptyard/model";
import { expect, test } from "vitest";
import { maskPointers } from "./mask-pointers.ts";

test("what pointers lead to is replaced in a copy, and what leads to nothing is left out", () => {
  const root = { "a/b": { "~c": "x" }, list: ["x", { y: 1 }], none: null, kept: [1] };
  const before = structuredClone(root);
  const pointers = [
    "/a~1b/~0c",
    "/list/0",
    "/list/01",
    "/list/9",
    "/list/length",
    "/none",
    "/gone",
    "/list/1/y",
    "/list",
  ];
  const { value, masked } = maskPointers(root as Json, pointers);
  expect(masked).toEqual(["/a~1b/~0c", "/list/0", "/list/1/y", "/list"]);
  expect(value).toEqual({ "a/b": { "~c": "[masked]" }, list: "[masked]", none: null, kept: [1] });
  expect(root).toEqual(before);
  expect(maskPointers(root as Json, ["/list/1/y", "/list/0"]).value).toMatchObject({
    list: ["[masked]", { y: "[masked]" }],
  });
  expect(maskPointers("x", [""])).toEqual({ value: "[masked]", masked: [""] });
});

test("many places cost time in proportion to them", () => {
  const spent = (n: number) => {
    const root = { list: Array.from({ length: n }, () => "x") };
    const pointers = Array.from({ length: n }, (_, at) => `/list/${at}`);
    const before = process.cpuUsage();
    expect(maskPointers(root, pointers).masked).toHaveLength(n);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  spent(2_000);
  const [few, many] = [spent(2_000), spent(16_000)];
  expect(many, `${few} and ${many} ms`).toBeLessThan(20 * few + 60);
});
