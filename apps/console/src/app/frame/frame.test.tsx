import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { aRealm, healthy } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const flows = { "flows.list": () => [] };
const openFlows = (answers: object = {}, user: object | undefined = {}) =>
  openPage("/r/acme/flows", { ...flows, ...answers }, user);
const settled = () => screen.findByText("This realm has no flow");

test("the frame says where one is, and its pages lead on; open errors are counted", async () => {
  using page = await openFlows({ "errors.openCount": () => 3 });
  await settled();
  const path = within(screen.getByRole("navigation", { name: "Path" }));
  expect(path.getByText("Flows").getAttribute("aria-current")).toBe("page");
  const errors = await screen.findByRole("link", { name: "Errors 3 open" });
  expect(errors.getAttribute("href")).toBe("/r/acme/errors");
  expect(page.container.ownerDocument.title).toMatch(/Flows/);
});

test("g and a letter go to a page; a letter alone, or late, or in a field does not", async () => {
  using page = await openFlows({
    "host.reference": () => ({ host: {}, hooks: [], functions: [], types: [] }),
  });
  await settled();
  fireEvent.keyDown(window, { key: "h" });
  expect(page.address()).toBe("/r/acme/flows");
  fireEvent.keyDown(window, { key: "g" });
  fireEvent.keyDown(window, { key: "h" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/host-api"));
});

test("the sidebar folds by its button and its key, and stays so", async () => {
  const folded = () => screen.getByRole("complementary", { name: "Sidebar" }).hasAttribute("data-folded");
  using page = await openFlows();
  await settled();
  const before = folded();
  fireEvent.keyDown(window, { key: "[" });
  expect(folded()).toBe(!before);
  page[Symbol.dispose]();
  using _ = await openFlows();
  await settled();
  expect(folded()).toBe(!before);
  fireEvent.click(screen.getByRole("button", { name: before ? "Fold the sidebar" : "Show the sidebar" }));
  expect(folded()).toBe(before);
});

test("another realm is chosen by name, at its overview", async () => {
  const beta = { ...aRealm, id: "rlm_beta" as const, name: "beta", title: "Beta" };
  using page = await openFlows({ "realms.list": () => [aRealm, beta] });
  await settled();
  fireEvent.click(screen.getByRole("button", { name: "Realm acme, switch" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: /Beta/ }));
  await waitFor(() => expect(page.address()).toBe("/r/beta"));
});

test("a realm that is not there is no page", async () => {
  using _ = await openPage("/r/nobody/flows");
  expect(await screen.findByText("There is no such page")).toBeTruthy();
});

test("the help shows every key of the table by place, and closes again", async () => {
  using _ = await openFlows();
  await settled();
  fireEvent.keyDown(window, { key: "?" });
  const help = within(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }));
  expect(help.getAllByRole("heading", { level: 3 }).map((one) => one.textContent)).toEqual([
    "Anywhere",
    "Go to",
    "Editor",
    "In the text",
    "Publishing",
    "Trace",
    "Lists",
    "Errors",
    "Flow graph",
  ]);
  expect(help.getByText("Publish").closest("div")?.textContent).toContain("Ctrl+Shift+P");
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("signing out leaves nothing of what was typed; when it fails one is told", async () => {
  let refused = true;
  let user: object | null = { name: "Ada Byron" };
  using page = await openFlows({
    "session.me": () => user && { id: "usr_ada", email: "ada@acme.example", role: "admin", ...user },
    "session.signOut": () => {
      if (refused) throw new Refusal("The server is full.", { fault: "busy" });
      user = null;
      return null;
    },
  });
  await settled();
  sessionStorage.setItem("scriptyard-form acme/x", "{}");
  const signOut = async () => {
    fireEvent.click(screen.getByRole("button", { name: "Ada Byron, account" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Sign out" }));
  };
  await signOut();
  expect(await screen.findByText("You are still signed in")).toBeTruthy();
  expect(sessionStorage.getItem("scriptyard-form acme/x")).toBe("{}");
  refused = false;
  await signOut();
  await waitFor(() => expect(page.address()).toBe("/sign-in"));
  expect(sessionStorage.getItem("scriptyard-form acme/x")).toBeNull();
});

test("a session that ended asks for the password over the page, which stays", async () => {
  let ended = false;
  using page = await openFlows({
    "flows.list": () => {
      if (ended) throw new Refusal("Sign in first.", { fault: "unauthenticated" });
      return [];
    },
    "session.signIn": () => {
      ended = false;
      return { id: "usr_ada", email: "ada@acme.example", name: "Ada", role: "admin" };
    },
  });
  await settled();
  ended = true;
  const { queryClient } = await import("../trpc.ts");
  await act(() => queryClient.invalidateQueries());
  const asked = within(await screen.findByRole("dialog", { name: "Your session has ended" }));
  expect(page.address()).toBe("/r/acme/flows");
  fireEvent.change(asked.getByRole("textbox", { name: "E-mail" }), { target: { value: "ada@acme.example" } });
  fireEvent.change(asked.getByLabelText("Password"), { target: { value: "correct horse" } });
  fireEvent.click(asked.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("the health says the load, and why it is not well", async () => {
  const health = { ...healthy, status: "degraded", reasons: ["Two workers were replaced."] };
  using _ = await openFlows({ "system.health": () => health });
  await settled();
  fireEvent.click(await screen.findByRole("button", { name: /degraded/i }));
  expect(await screen.findByText("Two workers were replaced.")).toBeTruthy();
  expect(screen.getByText("1 of 2 busy")).toBeTruthy();
});

test("offline is said at once where the health is, and after a moment what becomes of one's texts", async () => {
  using _ = await openFlows();
  await settled();
  expect(await screen.findByRole("button", { name: "healthy" })).toBeTruthy();
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event("offline")));
  expect(screen.queryByRole("button", { name: "healthy" })).toBeNull();
  expect(await screen.findByText(/You are offline\. What you type is kept in this browser/)).toBeTruthy();
  online.mockRestore();
  act(() => void window.dispatchEvent(new Event("online")));
  await waitFor(() => expect(screen.queryByText(/You are offline/)).toBeNull());
  expect(screen.getByRole("button", { name: "healthy" })).toBeTruthy();
});

test("what another tab publishes is asked for again", async () => {
  using page = await openFlows();
  await settled();
  await page.emit({ type: "published", realmId: "rlm_acme", event: { scriptId: "scr_risk" } } as never);
  await waitFor(() => expect(page.wire.sent("flows.list")).toHaveLength(2));
});

test("a file that was refused is told, with the way to its layers", async () => {
  using page = await openFlows({
    "registry.folder": () => ({ folder: null, watching: "off", unused: [], moreUnused: 0 }),
    "registry.scripts": () => ({ scripts: [], total: 0, next: null }),
  });
  await settled();
  await page.emit({
    type: "script_reload_failed",
    realmId: "rlm_acme",
    module: "login",
    name: "risk",
    path: "login/risk.ts",
    message: "';' expected.",
    keeps: "version",
  } as never);
  const toast = (await screen.findByText(/';' expected\./)).closest("[role=alert]") as HTMLElement;
  fireEvent.click(within(toast).getByRole("button", { name: /layer|source|why/i }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/sources?open=login%2Frisk"));
});
