import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { TestPanel } from "./test-panel.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const endpoint = {
  id: "trg_1",
  kind: "http",
  name: "orders",
  enabled: true,
  updatedAt: 1,
  address: "/hooks/acme/orders/:id",
  config: { method: "POST", path: "/orders/:id", auth: "token" },
} as unknown as TriggerRow;
const sample = { params: { id: "42" }, headers: { "content-type": "application/json" }, body: { n: 1 } };
const execution = { id: "exe_1", hook: "onRequest", error: null, effects: [], metrics: { runUs: 400 } };
const answers = { "triggers.get": () => ({ trigger: endpoint, sample }) };
const open = (trigger = endpoint) => show(<TestPanel trigger={trigger} />);
const send = async () => fireEvent.click(await screen.findByRole("button", { name: "Send" }));

test("sends the request that stands there, and leads with what a caller gets", async () => {
  using wire = fakeWire({
    ...answers,
    "triggers.send": () => ({
      answer: { status: 201, headers: { "content-type": "application/json" }, body: '{"ok":true}' },
      execution,
    }),
  });
  await open();
  fireEvent.change(await screen.findByLabelText(":id"), { target: { value: "a b" } });
  await send();
  const outcome = within(await screen.findByRole("region", { name: "Outcome of the test" }));
  expect(outcome.getByText(/^201/)).toBeTruthy();
  expect(outcome.getByRole("link", { name: "Open the execution" })).toBeTruthy();
  expect(wire.sent("triggers.send")).toEqual([
    {
      id: "trg_1",
      request: {
        method: "POST",
        path: "/orders/a%20b",
        query: "",
        headers: { "content-type": "application/json" },
        body: '{\n  "n": 1\n}',
      },
    },
  ]);
  expect(screen.getByLabelText("Command").textContent).toContain(
    `${location.origin}/hooks/acme/orders/a%20b`,
  );
});

test("a request that was refused before the script ran says so", async () => {
  using _ = fakeWire({
    ...answers,
    "triggers.send": () => ({
      answer: { status: 400, headers: { "content-type": "application/json" }, body: '{"error":"no JSON"}' },
      execution: null,
    }),
  });
  await open();
  await send();
  expect(await screen.findByText("The script did not run.")).toBeTruthy();
});

test("a script that failed tells its author why; callers are told nothing", async () => {
  using _ = fakeWire({
    ...answers,
    "triggers.send": () => ({
      answer: { status: 500, headers: {}, body: null },
      execution: { ...execution, error: { message: "order is undefined" } },
    }),
  });
  await open();
  await send();
  expect(await screen.findByText("order is undefined")).toBeTruthy();
});

test("what cannot be sent is not sent; a refusal of the server is shown", async () => {
  using wire = fakeWire({
    ...answers,
    "triggers.send": () => {
      throw new Refusal("hooks/orders was never published.", { fault: "not_found" });
    },
  });
  await open();
  fireEvent.change(await screen.findByLabelText(/^Headers/), { target: { value: "no colon" } });
  await send();
  expect(await screen.findByText(/“no colon” is no header/)).toBeTruthy();
  expect(wire.sent("triggers.send")).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Back to the sample" }));
  await send();
  expect(await screen.findByText("hooks/orders was never published.")).toBeTruthy();
});

test("a tool is called with its parameters, and shows its typed value and how to call it", async () => {
  const tool = { ...endpoint, kind: "tool", config: { toolName: "adder" } } as unknown as TriggerRow;
  using wire = fakeWire({
    "triggers.get": () => ({ trigger: tool, sample: { a: 1 } }),
    "triggers.test": () => ({
      ...execution,
      hook: "onCall",
      status: "ok",
      action: null,
      errorType: null,
      result: 7,
    }),
  });
  await open(tool);
  fireEvent.click(await screen.findByRole("button", { name: "Fire" }));
  expect((await screen.findByLabelText("Returned value")).textContent).toBe("7");
  expect(wire.sent("triggers.test")).toEqual([{ id: "trg_1", event: { a: 1 }, applyEffects: false }]);
  expect(screen.getByLabelText("Command").textContent).toContain("/api/v1/realms/acme/tools/adder/call");
  expect(screen.getByLabelText("Command").textContent).toContain('{"params":{"a":1}}');
});

test("a message shows everybody who would hear it, asked for when typing pauses", async () => {
  const bus = { ...endpoint, kind: "bus", config: { topic: "orders.*" } } as unknown as TriggerRow;
  using wire = fakeWire({
    "triggers.get": () => ({ trigger: bus, sample: { topic: "orders.created", payload: { id: 1 } } }),
    "triggers.receivers": () => [
      {
        topic: "orders.created",
        receivers: [
          {
            triggerId: "trg_9",
            name: "other",
            pattern: "orders.>",
            enabled: true,
            script: { module: "m", name: "n" },
          },
        ],
        more: 0,
      },
    ],
  });
  await open(bus);
  expect((await screen.findByRole("list", { name: "Who receives it" })).textContent).toContain(
    "other starts m/n",
  );
  expect(screen.getByLabelText("Command").textContent).toContain('"topic":"orders.created"');

  const type = (topic: string) =>
    fireEvent.change(screen.getByLabelText(/^Event/), { target: { value: JSON.stringify({ topic }) } });
  for (const topic of ["o", "or", "ord"]) type(topic);
  const asked = () =>
    wire.sent("triggers.receivers").flatMap((input) => (input as { topics: string[] }).topics);
  await waitFor(() => expect(asked()).toEqual(["orders.created", "ord"]));
});
