import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hosts } from "@scriptyard/hosts";
import { hookOfTrigger } from "@scriptyard/model";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What works for every host: what a host's functions, hooks and nodes are called is said by the host alone. */
const places = ["packages/model", "packages/runner", "packages/api", "apps/server", "apps/console"];

/** Names that the engine has for other things: what is told to observers, procedures, and topics of messages. */
const ownNames = new Set([
  "flow.create",
  "flow.publish",
  "flow.rename",
  "flow.remove",
  "flow.restore",
  "session.begin",
  "session.end",
  "session.signIn",
  "code.issued",
  "orders.created",
]);

const isProgram = (file: string): boolean =>
  /\.tsx?$/.test(file) && !/\.test\.tsx?$|(^|\/)testing\//.test(file);

const programs = places.flatMap((place) =>
  readdirSync(join(root, place, "src"), { recursive: true, encoding: "utf8" })
    .filter(isProgram)
    .map((file) => ({
      file: `${place}/${file}`,
      text: withoutComments(readFileSync(join(root, place, "src", file), "utf8")),
    })),
);

/** Every place where a program says something of a host. */
const named = (pattern: RegExp, isOf: (name: string) => boolean): string[] =>
  programs.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].flatMap(([found, name]) => (isOf(name!) ? [`${file}: ${found}`] : [])),
  );

describe("what works for every host names of none", () => {
  test("a function: what one means, its host says", () => {
    // What every host has is the engine's own.
    const isOfAll = (name: string) => hosts.every((host) => host.functions.some((fn) => fn.name === name));
    const functions = hosts
      .flatMap((host) => host.functions.map(({ name }) => name))
      .filter((name) => !isOfAll(name));
    const spaces = new Set(
      functions.filter((name) => name.includes(".")).map((name) => name.split(".", 1)[0]!),
    );
    const isOf = (name: string) => spaces.has(name.split(".", 1)[0]!) && !ownNames.has(name);
    expect(named(/["'`]([a-z]\w*\.\w+)["'`]/g, isOf)).toEqual([]);
    // In the middle of a text too.
    const all = new Set(functions.filter((name) => name.includes(".") && !ownNames.has(name)));
    expect(named(/["'` ]([a-z]\w*\.\w+)(?=["'`., ])/g, (name) => all.has(name))).toEqual([]);
  });

  test("a hook: those of triggers are the engine's own", () => {
    const own = new Set<string>(Object.values(hookOfTrigger));
    const hooks = new Set(
      hosts.flatMap((host) => host.hooks.map(({ name }) => name)).filter((name) => !own.has(name)),
    );
    expect(named(/["'`]([A-Za-z]\w*)["'`]/g, (name) => hooks.has(name))).toEqual([]);
    // As a key or a member, where the name is no word of everybody's; tRPC calls the end of a subscription so.
    const callback = "apps/console/app/events/use-runner-events.ts: onComplete";
    const found = named(/\b([a-z]+[A-Z]\w*)\b/g, (name) => hooks.has(name));
    expect(found.filter((one) => one !== callback)).toEqual([]);
  });

  test("a kind of node", () => {
    const kinds = new Set(hosts.flatMap((host) => host.flowKinds.map(({ id }) => id)));
    expect(kinds.size).toBeGreaterThan(3);
    expect(named(/["'`]([a-z][a-z-]*)["'`]/g, (name) => kinds.has(name))).toEqual([]);
  });
});

/** `//` in the middle of a text is no comment: `https://…`. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
}
