import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hosts } from "@scriptyard/hosts";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL(".", import.meta.url));

/** Names that the engine has for other things: what is told to observers, and the topic of a one-time code. */
const ownNames = new Set(["flow.save", "session.begin", "session.end", "code.issued"]);

test("no file of the engine names a function of a host: what one means, its host says", () => {
  const functions = hosts.flatMap((host) => host.functions.map(({ name }) => name));
  const spaces = new Set(functions.filter((name) => name.includes(".")).map((name) => name.split(".")[0]));
  const named = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("testing"))
    .flatMap((file) =>
      [...withoutComments(readFileSync(join(source, file), "utf8")).matchAll(/["'`]([a-z]\w*)\.\w+["'`]/g)]
        .filter(([text, space]) => spaces.has(space) && !ownNames.has(text.slice(1, -1)))
        .map(([text]) => `${file}: ${text}`),
    );
  expect(named).toEqual([]);
});

/** `//` in the middle of a text is no comment: `https://…`. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
