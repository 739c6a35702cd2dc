import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { ConflictChoice } from "./conflict-choice.tsx";
import { conflictParts, decidedText } from "./conflict-hunks.ts";

afterEach(cleanup);

const base = "1\n2\n3\n4\n5\n6";
const mine = "1\nmine\n3\n4\n5\n6 of mine";
const theirs = {
  source: "1\ntheirs\n3\n4 of theirs\n5\n6",
  revision: 9,
  by: "Artur",
  at: Date.now() - 60_000,
};

test("names who was first, asks only about lines that both changed, and has no answer of its own", () => {
  const onDecide = vi.fn();
  render(
    <MantineProvider>
      <ConflictChoice base={base} mine={mine} theirs={theirs} onDecide={onDecide} onWriteOn={vi.fn()} />
    </MantineProvider>,
  );
  expect(screen.getByRole("heading", { level: 2 }).textContent).toMatch(/^Artur saved first, 1.min ago$/);
  expect(screen.getAllByRole("radiogroup")).toHaveLength(1);
  const save = screen.getByRole("button", { name: "Save this text" });
  expect(save.hasAttribute("disabled")).toBe(true);
  fireEvent.click(screen.getByRole("radio", { name: "Both" }));
  fireEvent.click(save);
  expect(onDecide).toHaveBeenCalledWith("1\nmine\ntheirs\n3\n4 of theirs\n5\n6 of mine");
});

test("the focus, lost with what led here, is at the places; a field keeps its own; one may go on writing", () => {
  const onWriteOn = vi.fn();
  const shown = render(
    <MantineProvider>
      <ConflictChoice base={base} mine={mine} theirs={theirs} onDecide={vi.fn()} onWriteOn={onWriteOn} />
    </MantineProvider>,
  );
  expect(document.activeElement).toBe(screen.getByRole("region", { name: /^Artur saved first/ }));
  fireEvent.click(screen.getByRole("button", { name: "Go on writing" }));
  expect(onWriteOn).toHaveBeenCalledOnce();
  shown.unmount();
  const note = document.body.appendChild(document.createElement("input"));
  note.focus();
  render(
    <MantineProvider>
      <ConflictChoice base={base} mine={mine} theirs={theirs} onDecide={vi.fn()} onWriteOn={vi.fn()} />
    </MantineProvider>,
  );
  expect(document.activeElement).toBe(note);
  note.remove();
});

test.each([
  [{ by: "Ada", own: true }, "Another tab of yours saved first", "The other tab’s"],
  [{ by: null }, "Somebody saved first", "Theirs"],
])("a save by %j is called %s", (saver, title, choice) => {
  render(
    <MantineProvider>
      <ConflictChoice
        base={base}
        mine={mine}
        theirs={{ source: theirs.source, revision: 9, ...saver }}
        onDecide={vi.fn()}
        onWriteOn={vi.fn()}
      />
    </MantineProvider>,
  );
  expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(title);
  expect(screen.getByRole("radio", { name: choice })).toBeTruthy();
});

test("without a common text everything that differs is asked; mine and theirs come back as they are", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (m, t) => {
      const parts = conflictParts(null, m, t);
      const all = (choice: "mine" | "theirs") =>
        decidedText(
          parts,
          parts.map(() => choice),
        );
      expect(all("mine")).toBe(m);
      expect(all("theirs")).toBe(t);
    }),
  );
  expect(decidedText(conflictParts(null, "a", "b"), [])).toBeNull();
});

test("every choice of every place is a text of both: nobody's line comes from nowhere, and none is lost by Both", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 6 });
  const joined = text.map((lines) => lines.join("\n"));
  const picks = fc.array(fc.constantFrom("mine" as const, "theirs" as const, "both" as const), {
    minLength: 8,
    maxLength: 8,
  });
  fc.assert(
    fc.property(joined, joined, joined, picks, (from, m, t, made) => {
      const parts = conflictParts(from, m, t);
      const places = parts.filter(({ kind }) => kind === "conflict").length;
      const decided = decidedText(parts, made)!;
      const known = new Set([...m.split("\n"), ...t.split("\n"), ""]);
      for (const line of decided.split("\n")) expect(known.has(line)).toBe(true);
      if (places === 0) return;
      const both = decidedText(parts, Array(places).fill("both"))!.split("\n").length;
      const mine = decidedText(parts, Array(places).fill("mine"))!.split("\n").length;
      expect(both).toBeGreaterThanOrEqual(mine);
      expect(decidedText(parts, made.slice(0, places - 1))).toBeNull();
    }),
  );
});
