import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aFailedExecution, anExecution, rowOf } from "../../testing/execution.ts";
import { loginReference } from "../../testing/flow-kinds.ts";
import { Offered, offered } from "../../testing/offered.tsx";
import { giveRoomToEach } from "../../testing/room.ts";
import { show } from "../../testing/show.tsx";
import { fakeStream } from "../../testing/stream.ts";
import { Refusal } from "../../testing/wire.ts";
import type { ExecutionsSearch } from "./search.ts";
import { addressNow, executionsWire, Page, press } from "./testing/executions-page.tsx";

type Execution = ReturnType<typeof anExecution>;

giveRoomToEach();
afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});

/** The page with a record in its drawer. */
async function open(
  execution: Execution,
  search: ExecutionsSearch = {},
  role = "author",
  answers: object = {},
) {
  const stream = fakeStream();
  const wire = executionsWire(
    () => [rowOf(execution)],
    { "executions.get": () => execution, ...answers },
    role,
  );
  await show(
    <>
      <Page search={{ open: execution.id, ...search }} />
      <Offered />
    </>,
  );
  const drawer = within(await screen.findByRole("region", { name: "Execution" }));
  await drawer.findByRole("tab", { name: "Summary" });
  return {
    drawer,
    wire,
    [Symbol.dispose]() {
      stream[Symbol.dispose]();
      wire[Symbol.dispose]();
    },
  };
}
const fact = (of: ReturnType<typeof within>, name: string) =>
  of.getByText(name).nextElementSibling as HTMLElement;

test("the summary says what ran, for whom and why, and each of it leads on", async () => {
  using shown = await open(
    anExecution({
      subject: ["u_1", "<b>maria</b>@example.com"],
      node: "risk",
      flowSessionId: "fls_1",
      requestId: "req_1",
      replayOf: "exe_0",
      triggerId: "trg_1",
    }),
  );
  const { drawer } = shown;
  const to = (name: string) => within(fact(drawer, name)).getByRole("link").getAttribute("href");
  expect(to("Script")).toBe("/r/acme/scripts/login/risk?version=3");
  expect(to("Fired by")).toBe("/r/acme/triggers?open=trg_1");
  expect(to("User")).toBe("/r/acme/executions?user=u_1&range=30d");
  expect(fact(drawer, "User").textContent).toBe("u_1 · <b>maria</b>@example.com");
  expect(to("Flow session")).toBe("/r/acme/executions?session=fls_1&range=30d");
  expect(to("Replay of")).toBe("/r/acme/executions?open=exe_0");
  expect(drawer.getByRole("button", { name: "Copy req_1" })).toBeTruthy();
  expect(drawer.getByRole("link", { name: "Replay" }).getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk?execution=exe_1",
  );
  // From the seed follows every number that the script drew: who may not see it is told nothing.
  expect(drawer.queryByText("Seed")).toBeNull();
});

test("a trial is called one, and only an admin sees the seed", async () => {
  using shown = await open(
    anExecution({ trigger: "trial", version: null, seed: "seed-1", draftRevision: 7 }),
  );
  expect(fact(shown.drawer, "Trial").textContent).toBe(
    'from "Try it": nobody logged in, no message was sent',
  );
  expect(fact(shown.drawer, "Script").textContent).toBe("login/risk draft");
  expect(within(fact(shown.drawer, "Seed")).getByRole("button").textContent).toContain("seed-1");
});

/** Its host's hooks, as far as the names of what they are given. */
const withHooks = {
  "host.reference": () => ({
    ...loginReference,
    hooks: [...loginReference.hooks, { name: "onMessage", params: ["message", "delivery"] }],
  }),
};
const headings = (of: ReturnType<typeof within>) =>
  of.getAllByRole("heading", { level: 3 }).map((one: HTMLElement) => one.textContent);

test("an argument is called as its own hook calls it, and by its place where the host has no such hook", async () => {
  const message = anExecution({ hook: "onMessage", args: [{ topic: "orders.created" }, { attempt: 1 }] });
  const shown = await open(message, { tab: "input" }, "author", withHooks);
  await waitFor(() => expect(headings(shown.drawer)).toEqual(["message", "delivery"]));
  shown[Symbol.dispose]();
  cleanup();
  using gone = await open(anExecution({ hook: "onGone", args: [1] }), { tab: "input" }, "author", withHooks);
  await waitFor(() => expect(gone.wire.sent("host.reference")).toHaveLength(1));
  expect(headings(gone.drawer)).toEqual(["Argument 1"]);
});

test("each tab has its address, and shows its part: arguments by name, result, log lines with their places", async () => {
  using shown = await open(
    anExecution({
      logs: [
        { seq: 0, level: "info", message: "<i>score</i> 40", data: { score: 40 }, line: 7 },
        { seq: 1, level: "warn", message: "no place" },
      ],
      metrics: { ...anExecution().metrics, logsDropped: 1_200 },
    }),
    {},
    "author",
    withHooks,
  );
  const { drawer } = shown;
  expect(drawer.queryByRole("tab", { name: "Error" })).toBeNull();
  fireEvent.click(drawer.getByRole("tab", { name: "Input" }));
  await drawer.findByRole("heading", { name: "form" });
  expect(addressNow()).toEqual({ open: "exe_1", tab: "input" });
  await waitFor(() => expect(headings(drawer)).toEqual(["context", "form"]));
  fireEvent.click(drawer.getByRole("tab", { name: /^Logs 2/ }));
  expect(addressNow().tab).toBe("logs");
  const lines = drawer.getAllByRole("listitem");
  expect(lines[0]!.textContent).toContain("<i>score</i> 40");
  expect(lines[0]!.querySelector("i")).toBeNull();
  expect(within(lines[0]!).getByRole("link", { name: ":7" }).getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk?line=7&version=3",
  );
  expect(within(lines[1]!).queryByRole("link")).toBeNull();
  expect(drawer.getByText("1 200 lines more, cut away by the log limits.")).toBeTruthy();
  fireEvent.click(await offered("This execution: Result of the execution"));
  expect(addressNow().tab).toBe("result");
  fireEvent.click(drawer.getByRole("tab", { name: "Summary" }));
  expect(addressNow()).toEqual({ open: "exe_1" });
});

test("a failure has its own tab, with the line; it has no result and no effects", async () => {
  using shown = await open(aFailedExecution("nobody home", 2, { source: "one\ntwo\nthree" }), {
    tab: "error",
  });
  const { drawer } = shown;
  expect(drawer.getByText("Error: nobody home")).toBeTruthy();
  expect(drawer.getByLabelText("login/risk around line 2").textContent).toContain("two");
  fireEvent.click(drawer.getByRole("tab", { name: "Result" }));
  expect(drawer.getByText(/has no result, and none of its effects were applied/)).toBeTruthy();
  fireEvent.click(drawer.getByRole("tab", { name: "Logs" }));
  expect(drawer.getByText("It logged nothing")).toBeTruthy();
});

test("a tab of the address that the record has not is its summary", async () => {
  using shown = await open(anExecution(), { tab: "error" });
  expect(shown.drawer.getByRole("tab", { name: "Summary" }).getAttribute("aria-selected")).toBe("true");
});

test("the drawer closes by Esc and its button, and takes its tab out of the address", async () => {
  using shown = await open(anExecution(), { tab: "input", status: "ok" });
  press("Escape");
  await waitFor(() => expect(addressNow()).toEqual({ status: "ok" }));
  fireEvent.click(await screen.findByRole("row", { name: /login\/risk/ }));
  await waitFor(() => expect(addressNow()).toEqual({ status: "ok", open: "exe_1" }));
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Execution" })).toBeNull());
  expect(shown.wire.sent("executions.get")).toHaveLength(1);
});

test("a recorded input becomes a sample under a name; what is wrong with the name stands at it", async () => {
  let refused = true;
  using shown = await open(anExecution(), { tab: "input" }, "author", {
    "samples.fromExecution": ({ name }: { name: string }) => {
      if (refused) throw Refusal.of([{ path: "name", message: "there is a sample of this name already" }]);
      return { id: "smp_1", name };
    },
  });
  const { drawer, wire } = shown;
  const name = drawer.getByRole<HTMLInputElement>("textbox", { name: "Save this input as a sample" });
  fireEvent.submit(name.form!);
  expect(await drawer.findByText(/^Give the sample a name/)).toBeTruthy();
  expect(wire.sent("samples.fromExecution")).toEqual([]);
  fireEvent.change(name, { target: { value: " at night " } });
  fireEvent.submit(name.form!);
  const problem = await drawer.findByText("There is a sample of this name already.");
  expect(name.getAttribute("aria-describedby")).toContain(problem.id);
  expect(name.value).toBe(" at night ");
  refused = false;
  fireEvent.submit(name.form!);
  expect(await screen.findByText('Saved as sample "at night"')).toBeTruthy();
  expect(wire.sent("samples.fromExecution").at(-1)).toEqual({ executionId: "exe_1", name: "at night" });
  await waitFor(() => expect(name.value).toBe(""));
});

test("who may only operate saves no sample", async () => {
  using shown = await open(anExecution(), { tab: "input" }, "operator");
  expect(shown.drawer.queryByRole("textbox")).toBeNull();
});
