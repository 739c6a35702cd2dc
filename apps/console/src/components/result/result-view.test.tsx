import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { loginReference } from "../../testing/flow-kinds.ts";
import { show } from "../../testing/show.tsx";
import { fakeWire, Refusal } from "../../testing/wire.ts";
import { ResultView } from "./result-view.tsx";
import type { Shown } from "./result-views.ts";

afterEach(cleanup);

const shown = (more: Partial<Shown>): Shown => ({
  hook: "onCall",
  status: "ok",
  action: null,
  errorType: null,
  result: null,
  effects: [],
  ...more,
});
const open = (more: Partial<Shown>) => show(<ResultView shown={shown(more)} />);

describe("of an endpoint", () => {
  const answer = (result: Shown["result"]) => open({ hook: "onRequest", result });

  test("leads with status and type; JSON is a tree, headers stand below", async () => {
    await answer({ status: 201, headers: { ETag: "7" }, body: { id: 42 } });
    expect(screen.getByText("Created").parentElement?.textContent).toBe("201 Created");
    expect(screen.getByText("application/json")).toBeTruthy();
    expect(screen.getByLabelText("Body of the answer").textContent).toContain('"id": 42');
    expect(screen.getByRole("region", { name: "Response headers" }).textContent).toContain("etag7");
  });

  test("a page is source at first, and then in a frame that may do nothing", async () => {
    const html = "<h1>Hi</h1><script>top.x = 1</script>";
    await answer({ status: 200, headers: { "content-type": "text/html" }, body: html });
    expect(screen.getByLabelText("Body of the answer").textContent).toBe(html);
    fireEvent.click(screen.getByRole("radio", { name: "Page" }));
    const frame = screen.getByTitle("Body of the answer as a page");
    expect(frame.getAttribute("sandbox")).toBe("");
    // Its own rules first: what follows loads nothing.
    expect(frame.getAttribute("srcdoc")).toMatch(/^<meta [^>]*default-src 'none';/);
    expect(frame.getAttribute("srcdoc")?.endsWith(`>${html}`)).toBe(true);
  });

  test("a drawing is an image, a text is a text, and nothing says so", async () => {
    await answer({ status: 200, headers: { "content-type": "image/svg+xml" }, body: "<svg/>" });
    expect(screen.getByRole("img").getAttribute("src")).toBe("data:image/svg+xml,%3Csvg%2F%3E");
    cleanup();
    // Half a character: no address can hold it.
    await answer({ status: 200, headers: { "content-type": "image/svg+xml" }, body: "<svg/>\ud800" });
    expect(screen.getByRole("img").getAttribute("src")).toBe("data:image/svg+xml,%3Csvg%2F%3E%EF%BF%BD");
    cleanup();
    await answer({ status: 200, body: "plain" });
    expect(screen.getByText("plain")).toBeTruthy();
    cleanup();
    await answer({ status: 404 });
    expect(screen.getByText("No body.")).toBeTruthy();
    expect(screen.getByText("Not found").parentElement?.textContent).toBe("404 Not found");
  });

  test("what calls itself JSON and is none is shown as it is", async () => {
    await answer({ status: 200, headers: { "content-type": "application/json" }, body: "{ broken" });
    expect(screen.getByText("{ broken")).toBeTruthy();
  });
});

describe("of what publishes", () => {
  const effects: Shown["effects"] = [
    { name: "publish", args: ["orders.created", { id: 1 }] },
    { name: "set", args: ["risk", 40] },
  ];
  const receiver = {
    triggerId: "trg_1",
    name: "mailer",
    pattern: "orders.*",
    enabled: true,
    script: { module: "events", name: "mail" },
  };

  const reference = () => ({ functions: [{ name: "publish", publishes: true }, { name: "set" }] });

  test("says what was published and who receives it; other effects stand apart", async () => {
    using wire = fakeWire({
      "host.reference": reference,
      "triggers.receivers": () => [
        {
          topic: "orders.created",
          receivers: [receiver, { ...receiver, triggerId: "trg_2", name: "old", enabled: false }],
          more: 7,
        },
      ],
    });
    await open({ hook: "onMessage", effects });
    const list = await screen.findByRole("list", { name: "Who receives it" });
    expect(list.textContent).toContain("mailer starts events/mail (orders.*)");
    expect(list.textContent).toContain("old is switched off");
    expect(list.textContent).toContain("and 7 more");
    expect(screen.getByRole("list", { name: "Effects" }).textContent).toBe('set"risk"40');
    expect(wire.sent("triggers.receivers")).toEqual([{ realm: "acme", topics: ["orders.created"] }]);
  });

  test("says when nobody listens, and when that is not known", async () => {
    using _ = fakeWire({
      "host.reference": reference,
      "triggers.receivers": () => [{ topic: "orders.created", receivers: [], more: 0 }],
    });
    await open({ hook: "onMessage", effects });
    expect(await screen.findByText(/Nobody listens to this topic/)).toBeTruthy();
    cleanup();
    using __ = fakeWire({
      "host.reference": reference,
      "triggers.receivers": () => {
        throw new Refusal("Too much is asked for.", { fault: "rate_limited" });
      },
    });
    await open({ hook: "onMessage", effects });
    expect(await screen.findByText(/Who listens is not known: Too much is asked for/)).toBeTruthy();
  });
});

test("of a tool: the value with its kind, not once more as JSON", async () => {
  await open({ result: { gross: 119, rate: 19 } });
  expect(screen.getByText("object, 2 fields")).toBeTruthy();
  expect(screen.getByLabelText("Returned value").textContent).toContain('"gross": 119');
  expect(screen.queryByText("Result as JSON")).toBeNull();
  cleanup();
  await open({ result: 12_345.5 });
  expect(screen.getByRole("status", { name: "Returned value" }).textContent).toBe("12345.5");
});

test("of a flow: the outcome, where it leads, and what the visitor would see", async () => {
  using _ = fakeWire({ "host.reference": () => loginReference });
  await open({
    hook: "onExecute",
    action: "challenge",
    result: {
      action: "challenge",
      block: { title: "Your code", parts: [{ type: "text", text: "We sent it." }] },
    },
    leadsTo: { kind: "no-flow", outcome: null },
  });
  expect(screen.getByText("challenge")).toBeTruthy();
  expect(await screen.findByText("In no flow")).toBeTruthy();
  expect(screen.getByRole("region", { name: "What the end user would see" }).textContent).toContain(
    "Your code",
  );
});

test("a failure shows no result", async () => {
  await open({ status: "error", errorType: "execution", hook: "onRequest", result: null });
  expect(screen.getByText("execution error")).toBeTruthy();
  expect(screen.queryByText("No body.")).toBeNull();
});
