import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { EditorContext, type EditorScope, ScriptContext, type ScriptScope } from "../editor-context.ts";
import { ReferencesPanel } from "./references-panel.tsx";
import { type References, referencesOf } from "./references-store.ts";

const open = vi.fn();
const scope = {
  route: { realm: "acme", open, patch: vi.fn() },
  userId: "usr_1",
  readOnlyReason: null,
} as unknown as EditorScope;
const script = {
  detail: { item: { module: "shared", name: "dates" } },
  draft: { scriptId: "scr_1" },
  editor: null,
} as unknown as ScriptScope;
const panel = () =>
  show(
    <EditorContext value={scope}>
      <ScriptContext value={script}>
        <ReferencesPanel />
      </ScriptContext>
    </EditorContext>,
  );
const store = referencesOf("scr_1");
const place = {
  line: 4,
  column: 7,
  endColumn: 16,
  role: "use" as const,
  text: "if (isWeekend(1)) {",
  textColumn: 5,
};
const found: References = {
  status: "found",
  name: "isWeekend",
  declaredIn: "shared/dates",
  exported: true,
  scripts: [
    { specifier: "login/a", scriptId: "scr_2", hook: "onExecute", places: [place] },
    { specifier: "host/b", scriptId: null, hook: null, places: [{ ...place, role: "declaration" }] },
  ],
  more: 0,
  notLookedAt: 3,
};

beforeEach(() => store.set({ state: { status: "idle" } }));
afterEach(() => {
  cleanup();
  open.mockClear();
});

test("says how to look for a name before one did, and what it waits for", async () => {
  await panel();
  expect(screen.getByText(/press Shift\+F12/)).toBeTruthy();
  cleanup();
  store.set({ state: { status: "asking", name: "isWeekend" } });
  await panel();
  expect(screen.getByRole("status").textContent).toContain("Looking for isWeekend");
});

test("lists scripts and lines; a place opens its script at the line, one without a draft does not", async () => {
  store.set({ state: { status: "answered", name: "isWeekend", answer: found } });
  await panel();
  expect(screen.getByRole("status").textContent).toBe(
    "isWeekend: 2 places in 2 scripts, declared in shared/dates. 3 further scripts not looked at.",
  );
  const [first, second] = screen.getAllByRole<HTMLButtonElement>("button");
  expect(first!.querySelector("mark")?.textContent).toBe("isWeekend");
  fireEvent.click(first!);
  expect(open).toHaveBeenCalledExactlyOnceWith("login", "a", { line: 4 });
  expect(second!.disabled).toBe(true);
});

test.each([
  [{ status: "nothing" } as const, /Nothing is known of isWeekend/],
  [{ status: "too-much" } as const, /could not be found in time/],
])("says why there is none: %j", async (answer, words) => {
  store.set({ state: { status: "answered", name: "isWeekend", answer } });
  await panel();
  expect(screen.getByText(words)).toBeTruthy();
});

test("a failure is told as the server says it", async () => {
  store.set({ state: { status: "failed", name: "isWeekend", message: "The type check has to wait." } });
  await panel();
  expect(screen.getByRole("alert").textContent).toBe("The type check has to wait.");
});
