import { expect, test } from "vitest";
import { outsideReferences } from "./references.ts";

const paths = (code: string) =>
  outsideReferences(code).map(({ path, line, column }) => `${path}@${line}:${column}`);

test("globals and their members, not what the module binds itself", () => {
  const code = `import { hash } from "shared/hash";
const flow = { set() {} };
export function onExecute(context) {
  hash.sha256("x"); flow.set("a", 1);
  events.publish("a.b", {}); events["publish"]("a.b", {});
  const { set } = claims;
  return random();
}`;
  expect(paths(code)).toEqual(["events.publish@5:3", "events.publish@5:30", "claims@6:19", "random@7:10"]);
});

test("members of parameters are told apart, and so is what is asked for first", () => {
  const found = outsideReferences(`export function onExecute(context, form) {
  if (typeof claims !== "undefined") claims.set("a", 1);
  form.fail("a", "b"); user?.set;
}`);
  expect(found.map(({ path, parameter, guarded }) => [path, parameter, guarded])).toEqual([
    ["claims.set", false, true],
    ["form.fail", true, false],
    ["user.set", false, true],
  ]);
});

test("text that does not parse refers to nothing", () => {
  expect(outsideReferences("export function {")).toEqual([]);
});
