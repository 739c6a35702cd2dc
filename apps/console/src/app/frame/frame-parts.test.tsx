import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { aFlow, aRealm, healthy } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { type Answers, Refusal } from "../../testing/wire.ts";

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const openFlows = (answers: Answers = {}, user: object | null = {}, address = "/r/acme/flows") =>
  openPage(address, { "flows.list": () => [], ...answers }, user);
const settled = () => screen.findByText("This realm has no flow");
const told = (type: string, change: object) => ({ type, realmId: "rlm_acme", ...change }) as never;
const toast = async (title: string) =>
  within((await screen.findByText(title)).closest<HTMLElement>("[role=alert]")!);

test.each([
  [
    "script_reloaded",
    { module: "login", name: "risk", path: "login/risk.ts", live: true, version: null },
    "login/risk was reloaded",
    "login/risk.ts runs from now on.",
  ],
  [
    "script_reloaded",
    { module: "login", name: "risk", path: "login/risk.ts", live: false, version: 3 },
    "login/risk was reloaded",
    "login/risk.ts is valid, but version 3 goes before it.",
  ],
  [
    "script_reload_failed",
    { module: "login", name: "risk", path: "login/risk.ts", message: "';' expected.", keeps: "previous" },
    "login/risk.ts is not used",
    "';' expected. The text before it goes on running.",
  ],
  [
    "script_reload_failed",
    { module: "login", name: "", path: "typo.ts", message: "No module is called so.", keeps: null },
    "typo.ts is not used",
    "No module is called so.",
  ],
  [
    "script_layer_changed",
    { module: "login", name: "risk", from: "file", to: "default", path: null },
    "The file of login/risk is gone",
    "The default runs again.",
  ],
  [
    "script_layer_changed",
    { module: "login", name: "risk", from: "file", to: null, path: null },
    "The file of login/risk is gone",
    "Nothing is live any more.",
  ],
  [
    "script_layer_changed",
    { module: "login", name: "risk", from: "version", to: "default", path: null },
    "No version of login/risk is live",
    "The default runs again.",
  ],
])("of a file %s with %j is said what runs now", async (type, event, title, text) => {
  using page = await openFlows();
  await settled();
  await page.emit(told(type, event));
  const shown = await toast(title);
  expect(shown.getByText(text)).toBeTruthy();
  // What has no script has no page of its own.
  expect(shown.queryByRole("button", { name: "Show why" }) !== null).toBe(
    type === "script_reload_failed" && event.name !== "",
  );
});

test("one file that is saved again and again is one message, the newest", async () => {
  using page = await openFlows();
  await settled();
  const failed = (message: string) =>
    told("script_reload_failed", {
      module: "login",
      name: "risk",
      path: "login/risk.ts",
      message,
      keeps: "previous",
    });
  for (const message of ["First.", "Second.", "Third."]) await page.emit(failed(message));
  await screen.findByText(/^Third\./);
  await waitFor(() => expect(screen.getAllByText("login/risk.ts is not used")).toHaveLength(1));
  await page.emit(
    told("script_reloaded", {
      module: "login",
      name: "risk",
      path: "login/risk.ts",
      live: true,
      version: null,
    }),
  );
  await screen.findByText("login/risk was reloaded");
  await waitFor(() => expect(screen.queryByText("login/risk.ts is not used")).toBeNull());
});

test("the account says who one is and leads to it; a name that is missing is the address", async () => {
  using page = await openFlows(
    { "session.list": () => [], "tokens.mine": () => [] },
    { name: "", email: "ada.byron@acme.example" },
  );
  await settled();
  const account = screen.getByRole("button", { name: "ada.byron@acme.example, account" });
  expect(account.textContent).toBe("AB");
  fireEvent.click(account);
  const menu = within(await screen.findByRole("menu"));
  expect(menu.getByText("ada.byron@acme.example · admin")).toBeTruthy();
  fireEvent.click(menu.getByRole("menuitem", { name: "Profile and sessions" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/settings/profile"));
});

test("the theme is changed by one button, whose name says to what, and can be the system's again", async () => {
  using _ = await openFlows();
  await settled();
  const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme");
  fireEvent.click(screen.getByRole("button", { name: "Dark theme" }));
  await waitFor(() => expect(scheme()).toBe("dark"));
  fireEvent.click(screen.getByRole("button", { name: "Light theme" }));
  await waitFor(() => expect(scheme()).toBe("light"));
  fireEvent.click(screen.getByRole("button", { name: /, account$/ }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Use the system's theme" }));
});

test.each([
  ["failing", "failing"],
  ["degraded", "degraded"],
])("a server that is %s says so by a word and not by colour alone", async (status, word) => {
  using _ = await openFlows({ "system.health": () => ({ ...healthy, status }) });
  await settled();
  expect(await screen.findByRole("button", { name: word })).toBeTruthy();
});

test("a server that does not say how it is counts as unreachable; what it never ran has no share", async () => {
  using bad = await openFlows({
    "system.health": () => {
      throw new Refusal("No.", { fault: "internal" });
    },
  });
  await settled();
  fireEvent.click(await screen.findByRole("button", { name: "unreachable" }));
  expect(await screen.findByText("No answer from the server yet.")).toBeTruthy();
  bad[Symbol.dispose]();
  const idle = { ...healthy.stats.sandbox, executions: 0, successes: 0, failures: 0 };
  using _ = await openFlows({
    "system.health": () => ({ ...healthy, stats: { ...healthy.stats, sandbox: idle } }),
  });
  await settled();
  fireEvent.click(await screen.findByRole("button", { name: "healthy" }));
  const facts = await screen.findByText("Succeeded");
  expect(facts.nextElementSibling?.textContent).toBe("–");
});

test("a server that stopped is said with the first request that got no answer, and that it is back as soon", async () => {
  let down = false;
  const answer = (value: unknown) => () => {
    if (down) throw new TypeError("Failed to fetch");
    return value;
  };
  using page = await openFlows({
    "flows.list": answer([]),
    "system.health": answer(healthy),
    "session.list": answer([]),
    "tokens.mine": answer([]),
  });
  await settled();
  await screen.findByRole("button", { name: "healthy" });
  const asked = page.wire.sent("system.health").length;
  down = true;
  const { trpcClient } = await import("../trpc.ts");
  await act(() => trpcClient.session.list.query().then(undefined, () => undefined));
  // Before the next poll, and not after some tries of one page.
  fireEvent.click(screen.getByRole("button", { name: "unreachable" }));
  expect(page.wire.sent("system.health").length).toBe(asked);
  expect(await screen.findByText(/^The server does not answer\. It said/)).toBeTruthy();
  down = false;
  await act(() => trpcClient.session.list.query());
  expect(screen.getByRole("button", { name: "healthy" })).toBeTruthy();
});

test("who stopped waiting for an answer says nothing of the server", async () => {
  using _ = await openFlows({ "tokens.mine": () => new Promise(() => {}) });
  await settled();
  await screen.findByRole("button", { name: "healthy" });
  const { trpcClient } = await import("../trpc.ts");
  const leaving = new AbortController();
  const left = trpcClient.tokens.mine
    .query(undefined, { signal: leaving.signal })
    .then(undefined, () => "left");
  leaving.abort();
  expect(await act(() => left)).toBe("left");
  expect(screen.getByRole("button", { name: "healthy" })).toBeTruthy();
});

test("a stream that breaks, or that a stopping server ends, turns the health at once and is opened again", async () => {
  using page = await openFlows();
  await settled();
  await screen.findByRole("button", { name: "healthy" });
  act(() => page.stream.break());
  expect(await screen.findByRole("button", { name: "unreachable" })).toBeTruthy();
  page[Symbol.dispose]();

  using again = await openFlows();
  await settled();
  await screen.findByRole("button", { name: "healthy" });
  const asked = again.wire.sent("flows.list").length;
  act(() => again.stream.end());
  expect(await screen.findByRole("button", { name: "unreachable" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: "healthy" })).toBeTruthy();
  // What happened meanwhile was not heard.
  await waitFor(() => expect(again.wire.sent("flows.list").length).toBeGreaterThan(asked));
  await again.emit({ type: "published", realmId: "rlm_acme", event: { scriptId: "scr_risk" } } as never);
  await waitFor(() => expect(again.wire.sent("flows.list").length).toBeGreaterThan(asked + 1));
});

test("the path leads back, and names that look like addresses or code are text in it", async () => {
  const name = "a.b%3Cimg%20src=x%3E";
  using page = await openPage(`/r/acme/flows/${name}`, {
    "flows.get": () => aFlow({ name: "a.b<img src=x>", title: "Odd" }),
    "flows.list": () => [],
  });
  const path = within(await screen.findByRole("navigation", { name: "Path" }));
  expect(path.getByText("a.b<img src=x>").getAttribute("aria-current")).toBe("page");
  expect(page.container.querySelector("nav img")).toBeNull();
  fireEvent.click(path.getByRole("link", { name: "Flows" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows"));
});

test("a page that fails says so within the frame, and is asked for again by hand", async () => {
  let broken = true;
  const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
  using page = await openFlows({
    "flows.list": () => (broken ? [{ nonsense: true }] : []),
  });
  const alert = await screen.findByRole("alert");
  expect(within(alert).getByRole("heading", { level: 1, name: "This page failed" })).toBeTruthy();
  expect(screen.getByRole("navigation", { name: "Pages" })).toBeTruthy();
  broken = false;
  fireEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(await settled()).toBeTruthy();
  expect(page.wire.sent("flows.list").length).toBeGreaterThan(1);
  quiet.mockRestore();
});

test("the address / is the realm one was in last, the first there is, or none", async () => {
  const beta = { ...aRealm, id: "rlm_beta" as const, name: "beta", title: "Beta" };
  const quiet = { "overview.get": () => new Promise(() => {}) };
  const home = (realms: object[]) => openFlows({ ...quiet, "realms.list": () => realms }, {}, "/");
  localStorage.setItem("scriptyard-realm", "beta");
  using last = await home([aRealm, beta]);
  await waitFor(() => expect(last.address()).toBe("/r/beta"));
  last[Symbol.dispose]();
  localStorage.setItem("scriptyard-realm", "gone");
  using first = await home([aRealm, beta]);
  await waitFor(() => expect(first.address()).toBe("/r/acme"));
  first[Symbol.dispose]();
  using _ = await home([]);
  expect(await screen.findByText("There is no such page")).toBeTruthy();
});

test("who is not signed in signs in first and comes back to where the way led, search and all", async () => {
  let me: object | null = null;
  const user = { id: "usr_ada", email: "ada@acme.example", name: "Ada", role: "admin" };
  using page = await openFlows(
    {
      "session.me": () => me,
      "session.signIn": () => {
        me = user;
        return user;
      },
      "executions.list": () => ({ items: [], next: null }),
    },
    null,
    "/r/acme/executions?status=error",
  );
  await waitFor(() => expect(page.address()).toContain("/sign-in?to="));
  fireEvent.change(await screen.findByRole("textbox", { name: "E-mail" }), {
    target: { value: "ada@acme.example" },
  });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "words" } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/executions?status=error"));
});

test("the page can be reached past the sidebar, and the tab is called by it", async () => {
  using page = await openFlows();
  await settled();
  const skip = page.container.querySelector<HTMLAnchorElement>('a[href="#main"]')!;
  expect(skip.textContent).toBe("Skip to the page");
  expect(page.container.querySelector("#main")?.getAttribute("tabindex")).toBe("-1");
  expect(document.title).toBe("Flows · Scriptyard");
  act(() => void fireEvent.keyDown(window, { key: "g" }));
});
