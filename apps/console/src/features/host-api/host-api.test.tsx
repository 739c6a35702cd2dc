import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeClipboard } from "../../testing/clipboard.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import type { HostReference } from "./entries.ts";

const reference = {
  host: { id: "identity", title: "Identity", version: "1.0.0" },
  hooks: [
    {
      name: "onExecute",
      title: "A node decides",
      description: "Called with the `context` of a login.",
      signature: "onExecute(context: LoginContext): FlowResult",
      functions: ["flow.set"],
    },
  ],
  functions: [
    {
      name: "flow.set",
      kind: "effect",
      description: "Keeps a value for later nodes.",
      signature: "flow.set(key: string, value?: Json): void",
      params: [
        { name: "key", type: "string", optional: false, description: "What it is called." },
        { name: "value", type: "Json", optional: true, description: "What is kept." },
      ],
      result: "void",
      example: 'flow.set("risk", 3)',
      badArgument: "Throws `TypeError`.",
      capability: "flow.write",
      levels: ["safe", "production"],
    },
    {
      name: "clock",
      kind: "async",
      description: "What time it is.",
      signature: "clock(): Promise<number>",
      params: [],
      result: "Promise<number>",
      example: "await clock()",
      badArgument: null,
      capability: "time",
      levels: ["safe"],
    },
  ],
  types: [
    { name: "LoginContext", description: "Who logs in.", declaration: "type LoginContext = { user: User }" },
    { name: "User", description: "", declaration: "type User = { id: string }" },
  ],
} as unknown as HostReference;

const openReference = (address = "", answer: () => unknown = () => reference) =>
  openPage(`/r/acme/host-api${address}`, { "host.reference": answer });
const article = () => screen.findByRole("article");

test("the first hook is open, its types are links, and so is what it may call", async () => {
  using page = await openReference();
  const hook = within(await article());
  expect(hook.getByRole("heading", { name: "onExecute" })).toBeTruthy();
  // A word between backticks is code.
  expect(hook.getByText("context").tagName).toBe("CODE");
  expect(hook.getAllByRole("link").map((link) => link.textContent)).toEqual(["LoginContext", "flow.set"]);
  fireEvent.click(hook.getByRole("link", { name: "flow.set" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api?item=flow.set"));
});

test("a function says its arguments, its answer, who may, and what a bad argument does", async () => {
  using _ = await openReference("?item=flow.set");
  const entry = within(await article());
  expect(entry.getByText("effect")).toBeTruthy();
  const rows = within(entry.getByRole("table")).getAllByRole("row");
  expect(rows.map((row) => row.textContent)).toEqual([
    "NameTypeWhat it is",
    "keystringWhat it is called.",
    "valueoptionalJsonWhat is kept.",
  ]);
  expect(entry.getByText(/granted by the security levels safe, production/)).toBeTruthy();
  expect(entry.getByRole("heading", { name: "With a bad argument" })).toBeTruthy();
});

test("a function without arguments has no table of them, and one level is one", async () => {
  using _ = await openReference("?item=clock");
  const entry = within(await article());
  expect(entry.queryByRole("table")).toBeNull();
  expect(entry.queryByRole("heading", { name: "With a bad argument" })).toBeNull();
  expect(entry.getByText("answers later")).toBeTruthy();
  expect(entry.getByText(/granted by the security level safe/)).toBeTruthy();
});

test("a type leads to the types it names, and not to itself", async () => {
  using _ = await openReference("?item=LoginContext");
  const entry = within(await article());
  expect(entry.getAllByRole("link").map((link) => link.textContent)).toEqual(["User"]);
});

test("code is copied whole", async () => {
  const copied = fakeClipboard();
  using _ = await openReference("?item=clock");
  const entry = within(await article());
  fireEvent.click(entry.getAllByRole("button", { name: "Copy the code" })[1]!);
  await waitFor(() => expect(copied).toEqual(["await clock()"]));
});

test("a search is in the address, shows what it finds, and says when that is nothing", async () => {
  using page = await openReference();
  await article();
  const search = screen.getByRole("textbox", { name: "Search the host API" });
  fireEvent.keyDown(window, { key: "/" });
  expect(document.activeElement).toBe(search);
  fireEvent.change(search, { target: { value: "clock" } });
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api?q=clock"));
  expect(within(await article()).getByRole("heading", { name: "clock" })).toBeTruthy();
  expect(
    within(screen.getByRole("navigation", { name: "Hooks, functions and types" })).getAllByRole("link"),
  ).toHaveLength(1);
  fireEvent.change(search, { target: { value: "nobody" } });
  expect(await screen.findByText("Nothing is called so")).toBeTruthy();
});

test("a host that opens nothing, and one that cannot be asked, say so", async () => {
  using empty = await openReference("", () => ({ ...reference, hooks: [], functions: [], types: [] }));
  expect(await screen.findByText("This host opens nothing")).toBeTruthy();
  empty[Symbol.dispose]();
  using _ = await openReference("", () => {
    throw new Refusal("The host is away.", { fault: "internal" });
  });
  expect((await screen.findByRole("alert")).textContent).toContain("The host is away.");
});

test("letters typed one after the other are all there; what was found stays found while one reads it", async () => {
  using page = await openReference();
  await article();
  const search = screen.getByRole<HTMLInputElement>("textbox", { name: "Search the host API" });
  // As fast as hands are: what the address says comes later.
  for (const letter of "who") fireEvent.change(search, { target: { value: search.value + letter } });
  expect(search.value).toBe("who");
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api?q=who"));
  fireEvent.click(screen.getByRole("link", { name: "LoginContext", current: true }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api?q=who&item=LoginContext"));
  expect(search.value).toBe("who");
  // A blank that is no word yet stays, too.
  fireEvent.change(search, { target: { value: "who " } });
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api?q=who"));
  expect(search.value).toBe("who ");
  fireEvent.change(search, { target: { value: "who knows" } });
  expect(await screen.findByText("Nothing is called so")).toBeTruthy();
  fireEvent.change(search, { target: { value: "" } });
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api"));
  expect(within(await article()).getByRole("heading", { name: "onExecute" })).toBeTruthy();
});

test("while the reference is on its way its places are kept, and another try is offered when it does not come", async () => {
  using slow = await openReference("", () => new Promise(() => {}));
  await screen.findByRole("heading", { name: "Host API" });
  expect(slow.container.querySelector("[aria-busy=true]")).toBeTruthy();
  slow[Symbol.dispose]();
  let refused = true;
  using _ = await openReference("?item=clock", () => {
    if (refused) throw new Refusal("The host is away.", { fault: "internal" });
    return reference;
  });
  await screen.findByRole("alert");
  refused = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(within(await article()).getByRole("heading", { name: "clock" })).toBeTruthy();
});

test("an address that names nothing shows the first entry; texts of a host are text, however hostile", async () => {
  const hostile = "<img src=x onerror=alert(1)> `onExecute";
  using page = await openReference("?item=nobody", () => ({
    ...reference,
    host: { ...reference.host, title: hostile },
    hooks: [{ ...reference.hooks[0], description: hostile }],
  }));
  const entry = await article();
  expect(within(entry).getByRole("heading", { name: "onExecute" })).toBeTruthy();
  expect(entry.querySelector("img")).toBeNull();
  expect(within(entry).getByText(/^<img src=x/)).toBeTruthy();
  expect(page.container.querySelector("aside img")).toBeNull();
});

test("each function says in a word how it answers", async () => {
  const [first] = reference.functions;
  const words = { effect: "effect", host: "answers", async: "answers later", event: "waits" };
  const functions = Object.keys(words).map((kind) => ({ ...first!, name: `flow.${kind}`, kind }));
  using _ = await openReference("", () => ({ ...reference, functions }));
  for (const [kind, word] of Object.entries(words)) {
    fireEvent.click(await screen.findByRole("link", { name: `flow.${kind}` }));
    const heading = await screen.findByRole("heading", { name: `flow.${kind}` });
    expect(heading.parentElement?.textContent).toBe(`flow.${kind}${word}`);
  }
});

test("code that the browser does not copy is said", async () => {
  fakeClipboard({ refused: true });
  using _ = await openReference("?item=clock");
  fireEvent.click(within(await article()).getAllByRole("button", { name: "Copy the code" })[0]!);
  expect((await screen.findByRole("alert")).textContent).toMatch(
    /^Not copied: the browser does not allow it/,
  );
});
