import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { aFailedExecution, anExecution } from "../../../testing/execution.ts";
import { aRealm } from "../../../testing/given.ts";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor } from "../testing/in-editor.tsx";
import { openEditor, scriptServer } from "../testing/script-server.ts";

afterEach(() => {
  closeEditor();
});

type Preview = { source: string; args: unknown[]; seed?: string; clockMs?: number; libraryDrafts: boolean };
const sample = { id: "smp_1", name: "every day", description: "", createdAt: 0 };
const withSample: Answers = {
  "samples.list": () => [sample],
  "samples.get": () => ({ ...sample, args: [{ user: "maria" }, null], calls: [] }),
};
const run = () => fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
const previews = (page: { wire: { sent: (of: "scripts.preview") => unknown[] } }) =>
  page.wire.sent("scripts.preview") as Preview[];
// By labels and texts: names of everything on a whole page take this browser long.
const shownResult = () => screen.findByLabelText("Result of the run");
const failure = async () => (await screen.findByText("It did not run.")).parentElement!.textContent;
const inputs = (scriptId: string) =>
  monaco.editor.getModels().filter(({ uri }) => uri.toString().startsWith(`file:///input/${scriptId}/`));

test("Ctrl+Enter runs what is typed, saved or not, against the first sample, and shows what it decided", async () => {
  const effects = [{ name: "flow.set", args: ["risk", 40] }];
  const logs = [{ seq: 0, level: "info" as const, message: "score 40" }];
  const server = scriptServer({ ...withSample, "scripts.preview": () => anExecution({ effects, logs }) });
  using page = await openEditor(server, "?panel=problems");
  act(() => page.draft.model.setValue("return 7"));
  run();
  const result = within(await shownResult());
  expect(result.getByText("continue")).toBeTruthy();
  expect((await shownResult()).textContent).toContain("flow.set");
  expect(page.search()).toMatchObject({ panel: "result" });
  expect(previews(page)).toEqual([
    {
      scriptId: server.detail.item.id,
      source: "return 7",
      args: [{ user: "maria" }, null],
      libraryDrafts: false,
    },
  ]);
  const cost = within(screen.getByLabelText("Cost of the run"));
  fireEvent.click(cost.getByRole("button", { name: "Operations" }));
  await waitFor(() => expect(page.search()).toMatchObject({ tab: "settings" }));
  fireEvent.click(screen.getByText("Console", { selector: "[role=tab] *" }));
  expect(await screen.findByText("score 40")).toBeTruthy();
});

test("what calls are answered can be said from the keystroke on that makes a call", async () => {
  using page = await openEditor(scriptServer(withSample));
  await screen.findByText("every day");
  expect(screen.queryByLabelText("Calls")).toBeNull();
  act(() => page.draft.model.setValue("await fetch(url)"));
  const calls = await screen.findByLabelText("Calls");
  fireEvent.change(calls, { target: { value: "[null]" } });
  expect(await screen.findByText(/^Entry 1 of what calls are answered is none/)).toBeTruthy();
});

test("a failure says what, where and what it means; its line is marked until the text is another one", async () => {
  const detail = aDetail({ draft: { source: "one\ntwo\nthree" } });
  const file = `login/${detail.item.name}`;
  const error = {
    type: "execution" as const,
    name: "TypeError",
    message: "Cannot read <b>score</b>",
    stack: [{ file, line: 2, column: 1 }],
  };
  const server = scriptServer({ "scripts.preview": () => aFailedExecution("", 2, { error }) }, detail);
  using page = await openEditor(server);
  run();
  expect(await screen.findByText("TypeError: Cannot read <b>score</b>")).toBeTruthy();
  expect(screen.getByLabelText(`${file} around line 2`).textContent).toContain("two");
  const marks = () =>
    page.draft.model.getAllDecorations().filter(({ options }) => options.className === "sy-line-error");
  await waitFor(() => expect(marks().map(({ range }) => range.startLineNumber)).toEqual([2]));
  fireEvent.click(screen.getByText(`${file}:2:1`));
  const editor = monaco.editor.getEditors().find((one) => one.getModel() === page.draft.model)!;
  expect(editor.getPosition()).toMatchObject({ lineNumber: 2 });
  const typeAt = (lineNumber: number, column: number, text: string) =>
    act(() => {
      editor.setPosition({ lineNumber, column });
      editor.trigger("keyboard", "type", { text });
    });
  // The mark goes with its line while others change, and goes away when that one does, wherever in it.
  typeAt(1, 1, "zero\n");
  expect(marks().map(({ range }) => range.startLineNumber)).toEqual([3]);
  typeAt(3, 3, "x");
  expect(marks()).toEqual([]);
});

test("a run that takes longer can be cancelled; what comes after that is dropped, and nothing was applied", async () => {
  let answer: (value: unknown) => void = () => {};
  const server = scriptServer({
    "scripts.preview": () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  using page = await openEditor(server);
  run();
  await waitFor(() => expect(previews(page)).toHaveLength(1));
  expect(
    screen.getByText("Running…", { selector: "header button *" }).closest("[aria-busy=true]"),
  ).toBeTruthy();
  // Quick ones do not flicker: after a second it is Cancel.
  fireEvent.click(await screen.findByText("Cancel"));
  expect(await failure()).toBe("It did not run. You cancelled the run. Nothing was applied.");
  answer(anExecution());
  await act(async () => {});
  expect(screen.queryByLabelText("Result of the run")).toBeNull();
});

test("of two runs the newer one is shown, whichever is answered first", async () => {
  const answers: ((value: unknown) => void)[] = [];
  const server = scriptServer({ "scripts.preview": () => new Promise((resolve) => answers.push(resolve)) });
  using page = await openEditor(server);
  run();
  await waitFor(() => expect(answers).toHaveLength(1));
  run();
  await waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!(anExecution({ action: "reject", result: { action: "reject" } }));
  expect(await screen.findByText("reject")).toBeTruthy();
  answers[0]!(anExecution());
  await act(async () => {});
  expect(screen.queryByText("continue")).toBeNull();
  expect(previews(page)).toHaveLength(2);
});

test("a broken input does not run: it says which and where, and brings the input to the front", async () => {
  const server = scriptServer({ ...withSample, "scripts.preview": () => anExecution() });
  using page = await openEditor(server, "?tab=docs");
  const context = await waitFor(() => {
    const [first] = inputs(server.detail.item.id);
    expect(first?.getValue()).toContain("maria");
    return first!;
  });
  act(() => context.setValue('{\n  "user": oops\n}'));
  run();
  expect(await failure()).toMatch(
    /^It did not run\. The input “context” is not JSON from line 2, column \d+ on\.$/,
  );
  expect(page.search()).toMatchObject({ tab: "input" });
  expect(previews(page)).toEqual([]);
});

test("a run that is asked for before the sample has come starts when it is here", async () => {
  let arrive = () => {};
  const server = scriptServer({
    ...withSample,
    "samples.get": () =>
      new Promise((resolve) => {
        arrive = () => resolve({ ...sample, args: [{ user: "late" }, null], calls: [] });
      }),
    "scripts.preview": () => anExecution(),
  });
  using page = await openEditor(server);
  run();
  await waitFor(() => expect(page.wire.sent("samples.get")).toHaveLength(1));
  expect(previews(page)).toEqual([]);
  arrive();
  await shownResult();
  expect(previews(page)[0]?.args).toEqual([{ user: "late" }, null]);
});

test("seed, clock and libraries' drafts go with the run, until they are taken back", async () => {
  const server = scriptServer({ ...withSample, "scripts.preview": () => anExecution() });
  using page = await openEditor(server, "?tab=input");
  const seed = await screen.findByLabelText("Seed");
  fireEvent.change(seed, { target: { value: "lucky" } });
  fireEvent.click(screen.getByLabelText("fixed"));
  fireEvent.click(screen.getByText("Use library drafts"));
  run();
  await waitFor(() => expect(previews(page)).toHaveLength(1));
  expect(previews(page)[0]).toMatchObject({
    seed: "lucky",
    clockMs: expect.any(Number),
    libraryDrafts: true,
  });
  // To the second, as it is shown.
  expect(previews(page)[0]!.clockMs! % 1_000).toBe(0);
  fireEvent.click(screen.getByLabelText("Use a new seed for each run"));
  fireEvent.click(screen.getByLabelText("now"));
  run();
  await waitFor(() => expect(previews(page)).toHaveLength(2));
  expect(previews(page)[1]).not.toHaveProperty("seed");
  expect(previews(page)[1]).not.toHaveProperty("clockMs");
});

test("with a version in front, that text runs: what one sees is what one gets", async () => {
  const server = scriptServer({
    "versions.get": () => ({
      number: 1,
      source: "return 'v1'",
      language: "typescript",
      createdAt: 0,
      note: "first",
    }),
    "scripts.preview": () => anExecution(),
  });
  using page = await openEditor(server, "?version=1");
  expect(await screen.findByText("Read-only (version 1)")).toBeTruthy();
  await screen.findByText(/: first/);
  run();
  await waitFor(() => expect(previews(page)[0]?.source).toBe("return 'v1'"));
});

test("in a realm that is archived nothing runs, and its key says why; a recording is shown as it was", async () => {
  const closed = { ...aRealm, closed: { as: "archived" as const, at: 0, by: null } };
  const server = scriptServer({ ...withSample, "realms.list": () => [closed] });
  using page = await openEditor(server);
  run();
  expect(await failure()).toBe(
    "It did not run. The realm is archived: it can be read, and nothing runs or changes in it.",
  );
  const button = screen.getByText("Run", { selector: "header button *" }).closest("button")!;
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(previews(page)).toEqual([]);
});

test("a library does not run, and says how it is tried", async () => {
  const server = scriptServer({}, aDetail({ item: { hook: null, module: "shared" } }));
  using page = await openEditor(server);
  run();
  expect(await screen.findByText("A library does not run by itself")).toBeTruthy();
  const button = screen.getByText("Run", { selector: "header button *" }).closest("button")!;
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(await screen.findByText("Used by no script")).toBeTruthy();
  expect(previews(page)).toEqual([]);
});

test("a hook whose input cannot be asked for says so where the input is, and does not run without one", async () => {
  let away = true;
  const server = scriptServer({ ...withSample, "scripts.preview": () => anExecution() });
  const { "host.inputSchema": schema } = server.answers;
  server.answers["host.inputSchema"] = (asked: never) => {
    if (away) throw new Refusal("The host is away.", { fault: "internal" });
    return schema!(asked);
  };
  using page = await openEditor(server, "?tab=input");
  const rail = within(screen.getByLabelText("Script details", { selector: "aside" }));
  expect(await rail.findByText("The host is away.")).toBeTruthy();
  run();
  expect(await failure()).toMatch(/It did not run\. .*input/);
  expect(previews(page)).toEqual([]);
  away = false;
  fireEvent.click(rail.getByRole("button", { name: "Try again" }));
  expect(await rail.findByLabelText("Argument context")).toBeTruthy();
});

test("a first sample that does not come is said: the input that is there is not taken for it", async () => {
  const server = scriptServer({
    ...withSample,
    "samples.get": () => {
      throw new Refusal("The sample is gone.", { fault: "not_found" });
    },
  });
  using page = await openEditor(server, "?tab=input");
  expect(await screen.findByText("The sample could not be loaded")).toBeTruthy();
  expect(screen.getByText("The sample is gone.")).toBeTruthy();
  expect(page.search()).toEqual({ tab: "input" });
});
