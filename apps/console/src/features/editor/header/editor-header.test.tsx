import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { queryClient } from "../../../app/trpc.ts";
import { type Answers, fakeWire } from "../../../testing/wire.ts";
import type { ScriptCommands } from "../commands.ts";
import type { Run } from "../run/use-run.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { EditorHeader } from "./editor-header.tsx";
import { EditorMenu } from "./editor-menu.tsx";

afterEach(() => {
  vi.useRealTimers();
  closeEditor();
});

const answers: Answers = {
  "presence.beat": () => [],
  "drafts.save": () => new Promise(() => {}),
  "drafts.editors": () => [],
};
const commands = (change: Partial<ScriptCommands> = {}): ScriptCommands => ({
  run: vi.fn(),
  save: vi.fn(),
  publish: vi.fn(),
  runBlocked: null,
  publishBlocked: null,
  ...change,
});
const idle = { execution: null, sourceRan: null, running: null, failure: null, replay: null };
const aRun = (change: Partial<Run["state"]> = {}) =>
  ({ state: { ...idle, ...change }, cancel: vi.fn() }) as unknown as Run;

test("Run and Publish do what they say; where they are off they can be focused and say why", async () => {
  using _ = fakeWire(answers);
  const acts = commands();
  await inEditor(<EditorHeader commands={acts} run={aRun()} errors={0} />);
  fireEvent.click(screen.getByRole("button", { name: /^Run/ }));
  fireEvent.click(screen.getByRole("button", { name: /^Publish…/ }));
  expect(acts.run).toHaveBeenCalledOnce();
  expect(acts.publish).toHaveBeenCalledOnce();
  closeEditor();

  const off = commands({
    runBlocked: "A library has no hook to run.",
    publishBlocked: "Your role is operator.",
  });
  await inEditor(<EditorHeader commands={off} run={aRun()} errors={0} />);
  const run = screen.getByRole("button", { name: /^Run/ });
  expect(run.getAttribute("aria-disabled")).toBe("true");
  act(() => run.focus());
  expect(document.activeElement).toBe(run);
  fireEvent.mouseEnter(run);
  expect((await screen.findByRole("tooltip")).textContent).toBe("A library has no hook to run.");
});

test("a run that takes long can be cancelled, one that is quick does not make the button flicker", async () => {
  using _ = fakeWire(answers);
  const abort = new AbortController();
  const run = aRun({ running: { startedAt: 0, abort, turn: null } });
  const ui = <EditorHeader commands={commands()} run={run} errors={0} />;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  await inEditor(ui);
  expect(screen.getByRole("button", { name: /^Running…/ }).getAttribute("aria-busy")).toBe("true");
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  act(() => void vi.advanceTimersByTime(1_500));
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(run.cancel).toHaveBeenCalledOnce();
});

test("the menu offers what goes now and says why the rest does not", async () => {
  using _ = fakeWire(answers);
  const never = aDetail({ live: null, item: { status: "never-published", liveVersion: null } });
  const acts = commands();
  const { address } = await inEditor(<EditorMenu commands={acts} />, { detail: never });
  const item = async (name: string) => {
    if (screen.queryByRole("menu") === null)
      fireEvent.click(screen.getByRole("button", { name: "More actions" }));
    return screen.findByRole<HTMLButtonElement>("menuitem", { name: new RegExp(`^${name}`) });
  };
  const compare = await item("Compare live with draft");
  expect([compare.getAttribute("data-disabled") ?? compare.disabled, compare.title]).toEqual([
    expect.anything(),
    "No version is live yet.",
  ]);
  expect((await item("Discard changes…")).title).toBe("No version is live to go back to.");
  expect((await item("Format")).title).toBe("The draft is not in front.");
  fireEvent.click(await item("Save the draft now"));
  expect(acts.save).toHaveBeenCalledOnce();
  expect(address()).toEqual({});
  closeEditor();

  const changed = aDetail({ item: { status: "live-with-changes" } });
  const other = await inEditor(<EditorMenu commands={commands()} />, { detail: changed });
  fireEvent.click(await item("Compare live with draft"));
  expect(other.address()).toEqual({ compare: "live...draft" });
});

test("who changed the draft last is said with the state; a library says who uses it, and leads there", async () => {
  const uses = [
    { kind: "script", specifier: "login/risk-check" },
    { kind: "script", specifier: "login/terms" },
  ];
  using wire = fakeWire({ ...answers, "references.usedBy": () => ({ uses, more: 1 }) });
  const library = aDetail({ item: { hook: null, module: "shared", name: "dates" } });
  const { address } = await inEditor(<EditorHeader commands={commands()} run={aRun()} errors={0} />, {
    detail: library,
  });
  fireEvent.click(await screen.findByRole("button", { name: "Used by 3 scripts" }));
  expect(address()).toEqual({ tab: "settings" });
  expect(wire.sent("references.usedBy")).toHaveLength(1);
  closeEditor();
  cleanup();
  queryClient.clear();

  using _none = fakeWire({ ...answers, "references.usedBy": () => ({ uses: [], more: 0 }) });
  await inEditor(<EditorHeader commands={commands()} run={aRun()} errors={0} />, {
    detail: aDetail({ item: { hook: null } }),
  });
  expect(await screen.findByText("Used by no script")).toBeTruthy();
});

test("a file that runs instead of a version is named, and leads to its source", async () => {
  const layers = [
    { active: true, path: "login/risk.ts" },
    { active: false, path: null },
  ];
  using _ = fakeWire({ ...answers, "registry.script": () => ({ folder: "/srv/scripts/", layers }) });
  await inEditor(<EditorHeader commands={commands()} run={aRun()} errors={0} />, {
    detail: aDetail({
      live: null,
      item: { liveLayer: "file", status: "never-published", liveVersion: null },
    }),
  });
  const link = await screen.findByRole<HTMLAnchorElement>("link", {
    name: "Live: file scripts/login/risk.ts",
  });
  expect(link.getAttribute("href")).toMatch(/^\/r\/acme\/sources\?open=/);
});
