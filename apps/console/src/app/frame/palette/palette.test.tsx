import { act, cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { type Command, useOffer } from "../../commands/offers.ts";
import { useStrongKeys } from "../../keys/use-strong-keys.ts";
import { closePalette, openPalette, setShortcutsOpen, useOverlays } from "../overlays.ts";
import { Palette } from "./palette.tsx";

// The list is another part of the console: the first test fetches it.
configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  closePalette();
  cleanup();
});

const user = { id: "usr_1", name: "Ada", email: "ada@acme.example", role: "author" };

function server(answers: Parameters<typeof fakeWire>[0] = {}) {
  return fakeWire({
    "scripts.search": () => ({ items: [], more: 0 }),
    "lookup.named": () => [],
    "realms.list": () => [
      { id: "rlm_1", name: "acme", title: "Acme" },
      { id: "rlm_2", name: "shop", title: "The shop" },
    ],
    "session.me": () => user,
    ...answers,
  });
}

/** A text that has the focus, as a script would, in a page that can do something. */
function Page({ commands = [] }: { commands?: Command[] }) {
  useStrongKeys({ palette: openPalette });
  useOffer("login/risk-check", commands);
  const { shortcuts } = useOverlays();
  return (
    <>
      <textarea aria-label="Source" />
      <output>{shortcuts ? "help is open" : ""}</output>
      <Palette />
    </>
  );
}

async function open(commands: Command[] = []) {
  const shown = await show(<Page commands={commands} />);
  const source = screen.getByRole("textbox", { name: "Source" });
  source.focus();
  fireEvent.keyDown(source, { key: "k", code: "KeyK", ctrlKey: true });
  // No wait: the next letter is the palette's.
  const field = screen.getByRole("combobox", { name: /^Find a page/ });
  expect(document.activeElement).toBe(field);
  const type = (value: string) => fireEvent.change(field, { target: { value } });
  const press = (key: string) => fireEvent.keyDown(field, { key });
  const marked = () =>
    document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;
  return { ...shown, source, field, type, press, marked };
}

test("the field has the focus within the key that opens it; Enter before its list chooses what comes", async () => {
  using _ = server();
  const { type, press, source } = await open();
  type("keyboard");
  press("Enter");
  await screen.findByText("help is open");
  expect(document.activeElement).toBe(source);
  act(() => setShortcutsOpen(false));
});

test("Enter right after the last letter chooses what fits it, not what was found for the text before", async () => {
  using _ = server({
    "scripts.search": () => ({ items: [{ id: "scr_1", module: "login", name: "complete" }], more: 0 }),
  });
  const { type, press, router } = await open();
  await screen.findByRole("option", { name: "login/complete" });
  type("keyboard");
  press("Enter");
  await screen.findByText("help is open");
  expect(router.state.location.pathname).toBe("/r/acme");
  act(() => setShortcutsOpen(false));
});

test("Escape gives the focus back; what is chosen finds it where it was", async () => {
  using _ = server();
  const focused: (Element | null)[] = [];
  const run = vi.fn(() => void focused.push(document.activeElement));
  const { source, type, press, field } = await open([{ id: "publish", label: "Publish", run }]);
  press("Escape");
  expect(screen.queryByRole("dialog", { name: "Find" })).toBeNull();
  expect(document.activeElement).toBe(source);

  fireEvent.keyDown(source, { key: "k", code: "KeyK", ctrlKey: true });
  expect(field.isConnected).toBe(false);
  fireEvent.click(await screen.findByRole("option", { name: "Publish" }));
  expect(focused).toEqual([source]);
  type("");
});

test("while it is open the field has the focus: neither Tab nor a click takes it away", async () => {
  using _ = server();
  const { source, press, field } = await open();
  const tab = new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true });
  fireEvent(field, tab);
  expect(tab.defaultPrevented).toBe(true);
  const click = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
  fireEvent(screen.getByRole("dialog", { name: "Find" }), click);
  expect(click.defaultPrevented).toBe(true);
  press("Escape");
  expect(document.activeElement).toBe(source);
});

test("a click beside it closes it, and the focus is where it was", async () => {
  using _ = server();
  const { source } = await open();
  fireEvent.click(screen.getByRole("dialog", { name: "Find" }));
  expect(screen.getByRole("dialog", { name: "Find" })).toBeTruthy();
  fireEvent.click(screen.getByRole("dialog", { name: "Find" }).parentElement!);
  expect(screen.queryByRole("dialog", { name: "Find" })).toBeNull();
  expect(document.activeElement).toBe(source);
});

test("arrows go around and past what cannot be done, which says why; typing begins at the top again", async () => {
  using _ = server();
  const run = vi.fn();
  const { type, press, marked } = await open([
    { id: "a", label: "Format it", run },
    { id: "b", label: "Discard it", blocked: "There is nothing to discard.", run },
    { id: "c", label: "Compare it", run },
  ]);
  await screen.findByText("There is nothing to discard.");
  type("it");
  await waitFor(() => expect(marked()).toBe("Format it"));
  press("ArrowDown");
  await waitFor(() => expect(marked()).toBe("Compare it"));
  type("it ");
  await waitFor(() => expect(marked()).toBe("Format it"));
  fireEvent.click(screen.getByRole("option", { name: /Discard it/ }));
  expect(run).not.toHaveBeenCalled();
  expect(screen.getByRole("dialog", { name: "Find" })).toBeTruthy();
});

test("finds what the server has by name, what every page can do, settings and realms; each goes where it is", async () => {
  const found = [
    {
      kind: "node",
      realm: "acme",
      id: "login/risk-check",
      flow: "login",
      flowTitle: "Sign in",
      name: "risk-check",
      title: "Risk check",
    },
    { kind: "trigger", realm: "acme", id: "trg_1", name: "risk-hook", starts: "http", address: "POST /risk" },
    {
      kind: "host",
      realm: "acme",
      id: "function risk.score",
      name: "risk.score",
      what: "function",
      text: "Scores",
    },
    {
      kind: "errorGroup",
      realm: "acme",
      id: "erg_1",
      script: "login/risk-check",
      message: "no risk",
      status: "open",
      at: 1,
    },
  ];
  using wire = server({
    "lookup.named": ({ text }: { text: string }) => (text === "risk" ? found : []),
  });
  const { type, router } = await open();
  type("risk");
  fireEvent.click(await screen.findByRole("option", { name: /Risk check/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/r/acme/scripts/login/risk-check"));
  expect(wire.sent("lookup.named")).toContainEqual({ realm: "acme", text: "risk" });

  const again = async (text: string, name: RegExp) => {
    openPalette();
    fireEvent.change(screen.getByRole("combobox"), { target: { value: text } });
    fireEvent.click(await screen.findByRole("option", { name }));
  };
  const isAt = (path: string, search: object = {}) =>
    waitFor(() =>
      expect([router.state.location.pathname, router.state.location.search]).toEqual([path, search]),
    );
  await again("risk", /POST \/risk/);
  await isAt("/r/acme/triggers", { open: "trg_1" });
  await again("risk", /risk ?\.score/);
  await isAt("/r/acme/host-api", { item: "risk.score" });
  await again("risk", /no risk/);
  await isAt("/r/acme/errors", { open: "erg_1" });
  await again("security", /Security/);
  await isAt("/r/acme/settings/security");
  await again("new script", /New script/);
  await isAt("/r/acme/scripts", { new: "any" });
  await again("shop", /The shop/);
  await isAt("/r/shop");
});

test("an address finds members, and the runs that name somebody who is none", async () => {
  using _ = server({ "lookup.find": () => [] });
  const { type, router } = await open();
  type("maria@acme.example");
  fireEvent.click(await screen.findByRole("option", { name: /mention maria@acme\.example/ }));
  await waitFor(() => expect(router.state.location.search).toEqual({ text: "maria@acme.example" }));
});

test("Sign out ends the session from here too", async () => {
  using wire = server({ "session.signOut": () => null });
  const { type } = await open();
  type("sign out");
  fireEvent.click(await screen.findByRole("option", { name: "Sign out" }));
  await waitFor(() => expect(wire.sent("session.signOut")).toHaveLength(1));
});

test("a large realm's scripts and flows leave room for what comes after them", async () => {
  const numbers = Array.from({ length: 30 }, (_, n) => n);
  using wire = server({
    "scripts.search": ({ limit }: { limit: number }) => ({
      items: numbers.slice(0, limit).map((n) => ({ id: `scr_${n}`, module: "login", name: `s${n}` })),
      more: numbers.length - limit,
    }),
    "lookup.named": () =>
      numbers
        .slice(0, 8)
        .map((n) => ({ kind: "flow", realm: "acme", id: `flw_${n}`, name: `f${n}`, title: `Flow ${n}` })),
  });
  await open();
  await screen.findByText("login/s7");
  await screen.findByText("Try Flow 3");
  expect(wire.sent("scripts.search")).toEqual([{ realm: "acme", text: "", limit: 8 }]);
  expect([screen.queryByText("login/s8"), screen.queryByText("Flow 4")]).toEqual([null, null]);
  await screen.findByText("Sign out");
});

test("the theme that is offered is the other one, also where the system chose the one that is shown", async () => {
  using _ = server();
  const dark = { matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() } as never;
  const system = vi.spyOn(window, "matchMedia").mockReturnValue(dark);
  document.documentElement.setAttribute("data-mantine-color-scheme", "dark");
  localStorage.setItem("mantine-color-scheme-value", "auto");
  const { type } = await open();
  type("theme");
  fireEvent.click(await screen.findByRole("option", { name: "Light theme" }));
  await waitFor(() =>
    expect(document.documentElement.getAttribute("data-mantine-color-scheme")).toBe("light"),
  );
  system.mockRestore();
  localStorage.clear();
});

test("what the server cannot be asked is said, and what every page has is there all the same", async () => {
  using _ = server({
    "lookup.find": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
    "lookup.named": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  const { type } = await open();
  type("exe_01jd3x8k2m9q4r7t0v5w6y8z1a");
  expect(await screen.findByText("The server could not be asked. Try again.")).toBeTruthy();
  type("settings");
  expect(await screen.findByRole("option", { name: /^Settings/ })).toBeTruthy();
});

test("an id that is nothing's (any more) says so, a request's where to look instead", async () => {
  using _ = server({ "lookup.find": () => [] });
  const { type } = await open();
  type("exe_01jd3x8k2m9q4r7t0v5w6y8z1a");
  expect(await screen.findByText("Nothing has this id (any more).")).toBeTruthy();
  type("Request req_01jd3x8k2m9q4r7t0v5w6y8z1a failed");
  expect(
    await screen.findByText(/^No run belongs to this request\. The server's log has its id/),
  ).toBeTruthy();
});
