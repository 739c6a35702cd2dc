import { afterEach, expect, test } from "vitest";
import type { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { completionsAt, taken } from "../testing/ask-monaco.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { useImportCompletion } from "./use-import-completion.ts";

afterEach(closeEditor);

function Completion() {
  useImportCompletion();
  return null;
}
const library = (specifier: string, description = "") => ({ specifier, description, language: "typescript" });
const exported = (name: string, change: object = {}) => ({
  name,
  specifier: "shared/dates",
  kind: "function",
  head: `${name}(day: number): boolean`,
  doc: "Whether **nobody** works. ![x](https://evil.test/x.png)",
  ...change,
});
const answers = (change: Answers = {}): Answers => ({
  "references.importPaths": () => ({
    items: [library("shared/dates", "Days and weeks"), library("shared/data")],
    more: 0,
  }),
  "references.importNames": () => ({
    items: [exported("isWeekend"), exported("isWorkday")],
    more: 0,
    complete: true,
  }),
  "drafts.save": () => new Promise(() => {}),
  ...change,
});
const label = ({ label: of }: monaco.languages.CompletionItem) => (typeof of === "string" ? of : of.label);

test("inside the quotes of an import the libraries are offered, in the server's order; the whole name is replaced", async () => {
  using wire = fakeWire(answers());
  const { draft } = await inEditor(<Completion />);
  const found = await completionsAt(draft.model, 'import { a } from "shared/da|tums";');
  expect(found.map(label)).toEqual(["shared/dates", "shared/data"]);
  expect(found.map(({ detail }) => detail)).toEqual(["Days and weeks", "TypeScript library"]);
  expect([...found].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1))).toEqual(found);
  expect(taken(draft.model, found[0]!)).toBe('import { a } from "shared/dates";');
  expect(wire.sent("references.importPaths")).toEqual([
    { scriptId: draft.scriptId, text: "shared/da", limit: 50 },
  ]);
  expect(wire.sent("references.importNames")).toEqual([]);
});

test("a name that is not imported yet brings its import, and one that is there already is not offered", async () => {
  using _ = fakeWire(answers());
  const { draft } = await inEditor(<Completion />);
  const found = await completionsAt(draft.model, 'import { isWeekend } from "shared/dates";\nif (isW|');
  expect(found.map(label)).toEqual(["isWorkday"]);
  expect(found[0]).toMatchObject({ detail: 'Add import from "shared/dates"', insertText: "isWorkday" });
  // Another author wrote the words: they are a text, which loads and links nothing.
  expect(found[0]!.documentation).toBe(
    "isWorkday(day: number): boolean\n\nWhether **nobody** works. ![x](https://evil.test/x.png)",
  );
  expect(taken(draft.model, found[0]!)).toBe(
    'import { isWeekend, isWorkday } from "shared/dates";\nif (isWorkday',
  );
  const [anew] = await completionsAt(draft.model, "if (isW|");
  expect(taken(draft.model, anew!)).toBe('import { isWeekend } from "shared/dates";\nif (isWeekend');
});

test("what the server cannot say, and what nobody waits for any more, is not offered; elsewhere nothing is asked", async () => {
  let away = true;
  using wire = fakeWire(
    answers({
      "references.importNames": () => {
        if (away) throw new Refusal("The texts are read just now.", { fault: "busy" });
        return { items: [exported("isWeekend")], more: 0, complete: true };
      },
    }),
  );
  const { draft } = await inEditor(<Completion />);
  expect(await completionsAt(draft.model, "isW|")).toEqual([]);
  away = false;
  const asked = wire.calls.length;
  const cancelled = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose() {} }) };
  expect(await completionsAt(draft.model, "isWe|", cancelled)).toEqual([]);
  // What is typed in one go is one question.
  expect(wire.calls).toHaveLength(asked);
  expect((await completionsAt(draft.model, "isWee|")).map(label)).toEqual(["isWeekend"]);
  const before = wire.calls.length;
  for (const elsewhere of ["context.|", '"isW|"', "// isW|", "const isW|", `${"x".repeat(120)}|`, "|"])
    expect(await completionsAt(draft.model, elsewhere), elsewhere).toEqual([]);
  expect(wire.calls).toHaveLength(before);
});

test("the same letters are one question within a while; more answers than are shown say so", async () => {
  using wire = fakeWire(
    answers({
      "references.importNames": () => ({ items: [exported("isWeekend")], more: 7, complete: false }),
    }),
  );
  const { draft } = await inEditor(<Completion />);
  await Promise.all([completionsAt(draft.model, "isW|"), completionsAt(draft.model, "isW|")]);
  await completionsAt(draft.model, "isW|");
  expect(wire.sent("references.importNames")).toEqual([
    { scriptId: draft.scriptId, prefix: "isW", limit: 50 },
  ]);
});
