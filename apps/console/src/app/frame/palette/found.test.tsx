import { act, cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import { closePalette } from "../overlays.ts";

// The list is another part of the console: the first test fetches it.
configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  closePalette();
  cleanup();
});

const nothing: Answers = {
  "scripts.search": () => ({ items: [], more: 0 }),
  "lookup.named": () => [],
  "lookup.find": () => [],
};
const idOf = (prefix: string) => `${prefix}_${"0".repeat(26)}`;
const realm = "acme";

async function paletteWith(text: string, answers: Answers) {
  const page = await openPage("/r/acme/settings/profile", { ...nothing, ...answers });
  fireEvent.keyDown(window, { key: "k", code: "KeyK", ctrlKey: true });
  const field = screen.getByRole("combobox", { name: /^Find a page/ });
  fireEvent.change(field, { target: { value: text } });
  return { page, field };
}

/** What one has in hand, what the palette calls it, and where it leads. */
const found = [
  {
    hand: idOf("exe"),
    is: {
      kind: "execution",
      realm,
      id: idOf("exe"),
      script: "login/risk",
      version: 3,
      status: "error",
      at: 0,
      message: "oops",
    },
    reads: /login\/risk v3.*Execution, failed .*: oops/,
    leads: `/r/acme/executions?open=${idOf("exe")}`,
  },
  {
    hand: idOf("req"),
    is: {
      kind: "execution",
      realm,
      id: idOf("exe"),
      script: "login/risk",
      version: null,
      status: "ok",
      at: 0,
      message: null,
    },
    reads: /^login\/risk.*Execution, ok/,
    leads: `/r/acme/executions?open=${idOf("exe")}`,
  },
  {
    hand: idOf("fls"),
    is: {
      kind: "flowSession",
      realm,
      id: idOf("fls"),
      flow: "login",
      status: "waiting",
      node: "factor",
      at: 100_000,
    },
    reads: /Walk through login.*waiting at factor/,
    leads: `/r/acme/executions?from=40000&to=86500000&session=${idOf("fls")}`,
  },
  {
    hand: idOf("erg"),
    is: {
      kind: "errorGroup",
      realm,
      id: idOf("erg"),
      message: "oops",
      script: "login/risk",
      status: "resolved",
    },
    reads: /^oops.*Error of login\/risk, resolved/,
    leads: `/r/acme/errors?open=${idOf("erg")}&status=all`,
  },
] as const;

test.each(found)("$hand is found as what it is, and leads there", async ({ hand, is, reads, leads }) => {
  const { page, field } = await paletteWith(hand, { "lookup.find": () => [is] });
  using _ = page;
  const option = await screen.findByRole("option", { name: reads });
  await waitFor(() =>
    expect(document.getElementById(field.getAttribute("aria-activedescendant") ?? "")).toBe(option),
  );
  fireEvent.keyDown(field, { key: "Enter" });
  const parts = (address: string) => [
    address.split("?")[0],
    new URLSearchParams(address.split("?")[1]).toString().split("&").sort(),
  ];
  await waitFor(() => expect(parts(page.address())).toEqual(parts(leads)));
});

/** What has a name, and where it is. */
const named = [
  {
    is: {
      kind: "node",
      realm,
      id: "n",
      flow: "login",
      flowTitle: "Login",
      name: "risk",
      title: "Risk check",
    },
    reads: /^Risk check.*Node of Login, runs login\/risk/,
    leads: "/r/acme/scripts/login/risk",
  },
  {
    is: { kind: "trigger", realm, id: "trg_1", name: "orders-in", starts: "HTTP", address: "POST /orders" },
    reads: /^orders-in.*Trigger, HTTP: POST \/orders/,
    leads: "/r/acme/triggers",
  },
  {
    is: {
      kind: "host",
      realm,
      id: "h",
      name: "flow.set",
      what: "function",
      text: "Keeps a value of the flow.",
    },
    reads: /^flow\.set.*Keeps a value/,
    leads: "/r/acme/host-api?item=flow.set",
  },
  {
    is: { kind: "member", realm, id: "usr_1", name: "", email: "bo@acme.example" },
    reads: /^bo@acme\.example.*Member/,
    leads: "/r/acme/settings/members",
  },
] as const;

test.each(named)("by its name $is.name a $is.kind is found", async ({ is, reads, leads }) => {
  const { page } = await paletteWith("zz", { "lookup.named": () => [is] });
  using _ = page;
  fireEvent.click(await screen.findByRole("option", { name: reads }));
  await waitFor(() => expect(page.address().startsWith(leads)).toBe(true));
});

test("what is found is looked for until it is there; a server that cannot be asked says so and may be asked again", async () => {
  let refuses = true;
  const { page, field } = await paletteWith(idOf("exe"), {
    "lookup.find": () => {
      if (refuses) throw new Refusal("Full.", { fault: "unavailable" });
      return [];
    },
  });
  using _ = page;
  expect(await screen.findByText("The server could not be asked. Try again.")).toBeTruthy();
  refuses = false;
  fireEvent.change(field, { target: { value: idOf("erg") } });
  expect(await screen.findByText("Nothing has this id (any more).")).toBeTruthy();
});

test("names that look like code are text, and a realm of a hundred scripts says how many more there are", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const { page } = await paletteWith("", {
    "scripts.search": () => ({
      items: [{ id: "scr_1", module: "login", name: "risk", hook: "onExecute", description: hostile }],
      more: 12_345,
    }),
  });
  using _ = page;
  expect(await screen.findByRole("option", { name: /login\/risk/ })).toBeTruthy();
  expect((await screen.findByText(/^Scripts \(/)).textContent).toMatch(/^Scripts \(12.345 more\)$/);
  await act(async () => {});
  expect(document.querySelector("[role=dialog] img[src]")).toBeNull();
});
