import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { giveRoomToEach } from "../../testing/room.ts";
import { show } from "../../testing/show.tsx";
import { fakeStream } from "../../testing/stream.ts";
import { fakeWire, Refusal } from "../../testing/wire.ts";
import { addressNow, noChart, Page, type Row } from "./testing/executions-page.tsx";

giveRoomToEach();
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const at = Date.now() - 37_000;
const row = (change: Partial<Row> = {}): Row => ({
  id: "exe_1",
  scriptId: "scr_1",
  module: "login",
  name: "risk-check",
  hook: "onExecute",
  trigger: "flow",
  triggerId: null,
  version: 3,
  draftRevision: null,
  node: "risk-node",
  status: "ok",
  errorType: null,
  errorGroupId: null,
  action: "continue",
  startedAt: at,
  runUs: 412,
  operations: 123_400,
  logCount: 3,
  errorMessage: null,
  logLine: "score 40",
  ...change,
});

/** A server with these rows. */
function serverWith(rows: () => readonly Row[], counted = () => 0) {
  return fakeWire({
    "session.me": () => ({ id: "usr_1", role: "operator", name: "Ada", email: "ada@example.org" }),
    "executions.list": () => ({ items: rows(), next: null }),
    "executions.histogram": ({ buckets }: { buckets: number }) =>
      buckets === 1 ? [{ fromMs: 0, ok: counted(), error: 0 }] : noChart(),
  });
}
type Listed = { filter: Record<string, unknown> };
const lastFilter = (wire: { sent: (procedure: "executions.list") => unknown[] }) =>
  (wire.sent("executions.list").at(-1) as Listed | undefined)?.filter;

test("a row says what it logged and when, however hostile its text is", async () => {
  const hostile = `<img src=x onerror=alert(1)> \u202eevil\u0000 ${"z\u0300".repeat(200)}`;
  using _stream = fakeStream();
  using _wire = serverWith(() => [
    row(),
    row({ id: "exe_2", logLine: hostile, logCount: 1 }),
    row({ id: "exe_3", status: "error", errorType: "execution", errorMessage: "nobody home", logLine: null }),
    row({ id: "exe_4", logLine: null, logCount: 2 }),
  ]);
  await show(<Page />);
  const list = await screen.findByRole("grid", { name: "Executions" });
  const rows = await within(list).findAllByRole("row");
  const texts = rows.map((one) => one.textContent);
  expect(texts[1]).toMatch(/score 40 \+2.*\d+\u2009s ago\d\d:\d\d:\d\d/);
  expect(texts[2]).toContain("<img src=x onerror=alert(1)>");
  expect(list.querySelector("img")).toBeNull();
  expect([...list.querySelectorAll("bdi")].map((one) => one.textContent)).toEqual([
    "score 40",
    hostile,
    "nobody home",
  ]);
  expect(texts[4]).toContain("2 log lines");
  expect(rows[3]!.getAttribute("aria-label")).toContain("nobody home");
});

test("a filter that was typed reaches the server, and stands in the address", async () => {
  using _stream = fakeStream();
  using wire = serverWith(() => [row()]);
  await show(<Page />);
  await screen.findByRole("grid");
  fireEvent.keyDown(document.body, { key: "f", code: "KeyF" });
  fireEvent.click(await screen.findByText("User…"));
  const input = await screen.findByPlaceholderText("e-mail, id or name");
  fireEvent.change(input, { target: { value: " maria@example.com" } });
  fireEvent.submit(input);
  await waitFor(() => expect(lastFilter(wire)).toMatchObject({ user: "maria@example.com", trials: false }));
  expect(addressNow()).toEqual({ user: "maria@example.com" });
  fireEvent.click(screen.getByLabelText("Remove the filter User maria@example.com"));
  await waitFor(() => expect(addressNow().user).toBeUndefined());
  expect(await screen.findByText("score 40")).toBeTruthy();
});

test("a paused list stands still, says how much came meanwhile, and goes on by the same key", async () => {
  let rows = [row()];
  let fresh = 0;
  using stream = fakeStream();
  using wire = serverWith(
    () => rows,
    () => fresh,
  );
  await show(<Page />);
  await screen.findByRole("grid");
  await waitFor(() => expect(stream.followers).toBe(1));
  fireEvent.keyDown(document.body, { key: "p", code: "KeyP" });
  await screen.findByRole("button", { name: "Go on" });
  await waitFor(() => expect(lastFilter(wire)).toMatchObject({ toMs: at + 1 }));
  const asked = wire.sent("executions.list").length;
  fresh = 12;
  rows = [row({ id: "exe_2", logLine: "the new one" }), ...rows];
  act(() => stream.tell({ type: "execution", execution: { id: "exe_2" } }));
  await screen.findByRole("button", { name: "Go on · 12 new" }, { timeout: 4_000 });
  expect(wire.sent("executions.list")).toHaveLength(asked);
  expect(screen.queryByText("the new one")).toBeNull();
  const counting = wire
    .sent("executions.histogram")
    .filter((one) => (one as { buckets: number }).buckets === 1);
  expect((counting.at(-1) as Listed).filter).toMatchObject({ fromMs: at + 1, trials: false });
  fireEvent.keyDown(document.body, { key: "p", code: "KeyP" });
  await screen.findByText("the new one");
  expect(screen.getByRole("button", { name: "Pause" })).toBeTruthy();
  expect(lastFilter(wire)).not.toHaveProperty("toMs");
});

test("a list with a fixed end has nothing to pause", async () => {
  using _stream = fakeStream();
  using _wire = serverWith(() => [row()]);
  await show(<Page search={{ from: 1, to: 2 }} />);
  await screen.findByRole("grid");
  expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
});

test("columns are chosen, kept for this person, and shown to whoever gets the link", async () => {
  using _stream = fakeStream();
  using _wire = serverWith(() => [row()]);
  const heads = () => screen.getAllByRole("columnheader").map((one) => one.textContent);
  const first = await show(<Page />);
  await screen.findByRole("grid");
  await screen.findByText("score 40");
  expect(heads()).toEqual(["Outcome", "Script", "Version", "Trigger", "Message", "Duration", "When"]);
  fireEvent.click(screen.getByRole("button", { name: "Columns" }));
  fireEvent.click(await screen.findByRole("menuitemcheckbox", { name: "Operations" }));
  fireEvent.click(screen.getByRole("menuitemcheckbox", { name: "Version" }));
  await waitFor(() =>
    expect(heads()).toEqual(["Outcome", "Script", "Trigger", "Message", "Duration", "Operations", "When"]),
  );
  expect(addressNow().columns).toBe("trigger.message.duration.operations");
  expect(screen.getByText("123 k")).toBeTruthy();
  first.unmount();
  // Anew, without the address: as this person chose.
  const second = await show(<Page />);
  await waitFor(() => expect(heads()).toContain("Operations"));
  second.unmount();
  await show(<Page search={{ columns: "node" }} />);
  await waitFor(() => expect(heads()).toEqual(["Outcome", "Script", "Node", "When"]));
});

test("loading, nothing, and what went wrong are told apart", async () => {
  using _stream = fakeStream();
  let answer: () => unknown = () => new Promise(() => {});
  using _wire = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "operator", name: "Ada", email: "ada@example.org" }),
    "executions.list": () => answer(),
    "executions.histogram": noChart,
  });
  const loading = await show(<Page />);
  await screen.findByRole("heading", { name: "Executions" });
  expect(screen.queryByRole("grid")).toBeNull();
  expect(screen.queryByText(/Nothing ran/)).toBeNull();
  loading.unmount();
  answer = () => ({ items: [], next: null });
  const empty = await show(<Page search={{ columns: "node", range: "1h" }} />);
  await screen.findByText("No execution matches");
  empty.unmount();
  answer = () => {
    throw new Refusal("The records cannot be read.", { fault: "storage" });
  };
  await show(<Page search={{ user: "maria" }} />);
  expect(await screen.findByText(/The records cannot be read/)).toBeTruthy();
});

test("a drawer that was opened before its record was written shows it when it is there", async () => {
  let written = false;
  using stream = fakeStream();
  using _wire = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "operator", name: "Ada", email: "ada@example.org" }),
    "executions.list": () => ({ items: [], next: null }),
    "executions.histogram": noChart,
    "executions.get": () => {
      if (!written) throw new Refusal("There is no execution exe_9.", { fault: "not_found" });
      return {
        ...row({ id: "exe_9" }),
        args: [],
        effects: [],
        logs: [],
        error: null,
        metrics: { runUs: 412, operations: 5, memoryBytes: 7, logsDropped: 0 },
        limits: { timeoutMs: 100, operationLimit: 100, memoryLimitBytes: 100 },
        seed: null,
        subject: ["u_1", "maria@example.com"],
        clockMs: 1,
        engine: "quickjs",
        imageHash: "00",
        flowSessionId: null,
        replayOf: null,
        requestId: null,
        source: null,
      };
    },
  });
  await show(<Page search={{ open: "exe_9" }} />);
  expect(await screen.findByText(/There is no execution exe_9/)).toBeTruthy();
  await waitFor(() => expect(stream.followers).toBe(1));
  written = true;
  act(() => stream.tell({ type: "execution", execution: { id: "exe_9" } }));
  const drawer = await screen.findByRole("region", { name: "Execution" });
  await within(drawer).findByText("login/risk-check v3");
  const user = within(drawer).getByRole("link", { name: "u_1 · maria@example.com" });
  expect(user.getAttribute("href")).toContain("user=u_1");
});
