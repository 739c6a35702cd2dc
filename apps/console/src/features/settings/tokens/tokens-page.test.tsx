import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Outputs } from "../../../app/trpc.ts";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";

type Token = Outputs["tokens"]["list"][number];

const token = (name: string, state: Token["state"], change: Partial<Token> = {}): Token =>
  ({
    id: `tok_${name}`,
    name,
    hint: `sy_${name.slice(0, 2)}`,
    scopes: ["flows"],
    role: null,
    realmId: "rlm_acme",
    state,
    createdAt: 0,
    createdByName: "Ada",
    lastUsedAt: null,
    expiresAt: null,
    ...change,
  }) as unknown as Token;

const openTokens = (answers: Answers, user = {}) => openPage("/r/acme/settings/tokens", answers, user);
const rowOf = async (name: string) => within((await screen.findByText(name)).closest("tr")!);

test("each token says what it may, where, until when, and whether it works; one that ended cannot be revoked", async () => {
  using _ = await openTokens({
    "tokens.list": () => [
      token("gateway", "active", { expiresAt: Date.now() + 86_400_000 * 2.5 }),
      token("cli", "suspended", { role: "author", scopes: [], realmId: null }),
      token("old", "expired"),
      token("gone", "revoked", { realmId: "rlm_else" as never }),
      token("soon", "expiring"),
    ],
  });
  const cells = async (name: string) =>
    (await rowOf(name)).getAllByRole("cell").map((cell) => cell.textContent?.replaceAll("\u2009", " "));
  expect((await cells("gateway")).slice(1, 6)).toEqual([
    "sy_ga…",
    "flowsacme",
    expect.stringMatching(/Ada$/),
    "never",
    "in 2 d",
  ]);
  expect((await cells("cli"))[2]).toBe("As authorevery realm");
  // A realm that is not there any more is told by its id.
  expect((await cells("gone"))[2]).toBe("flowsrlm_else");
  const ends = async (name: string) => (await cells(name)).at(-1);
  expect([await ends("gateway"), await ends("cli"), await ends("old"), await ends("gone")]).toEqual([
    "Revoke",
    "SuspendedRevoke",
    "Expired",
    "Revoked",
  ]);
  expect(await ends("soon")).toBe("Expires soonRevoke");
});

test("a revocation that failed is told, and the token is still there; the next try takes the message away", async () => {
  let refused = true;
  let tokens = [token("gateway", "active")];
  using page = await openTokens({
    "tokens.list": () => tokens,
    "tokens.revoke": () => {
      if (refused) throw new Refusal("The store is full.", { fault: "storage" });
      tokens = [token("gateway", "revoked")];
      return null;
    },
  });
  const revoke = async () => {
    fireEvent.click(await screen.findByRole("button", { name: "Revoke gateway" }));
    const ask = within(await screen.findByRole("dialog", { name: "Revoke “gateway”?" }));
    fireEvent.click(ask.getByRole("button", { name: "Revoke gateway" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  };
  await revoke();
  expect(await screen.findByText("The store is full.")).toBeTruthy();
  refused = false;
  await revoke();
  expect(await screen.findByText("Revoked")).toBeTruthy();
  expect(screen.queryByText("The store is full.")).toBeNull();
  expect(page.wire.sent("tokens.revoke")).toHaveLength(2);
});

test("none yet says what one is for; creating one shows it, and the list has it behind the dialog", async () => {
  let tokens: Token[] = [];
  using page = await openTokens({
    "tokens.list": () => tokens,
    "tokens.create": ({ name }: { name: string }) => {
      tokens = [token(name, "active", { scopes: ["metrics"] as never, realmId: null })];
      return { token: "sy_whole" };
    },
  });
  expect(await screen.findByText("No token yet")).toBeTruthy();
  const settings = within(screen.getByRole("main"));
  expect(settings.getByRole("link", { name: "HTTP API" }).getAttribute("href")).toBe("/r/acme/api");
  fireEvent.click(screen.getByRole("button", { name: "Create token" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New API token" }));
  fireEvent.change(dialog.getByRole("textbox", { name: "Name" }), { target: { value: "scraper" } });
  fireEvent.click(dialog.getByRole("checkbox", { name: /^metrics:/ }));
  expect(dialog.getByText("The scope metrics is for all realms.")).toBeTruthy();
  fireEvent.click(dialog.getByRole("combobox", { name: "Realm" }));
  fireEvent.click(await screen.findByRole("option", { name: "Every realm" }));
  fireEvent.click(dialog.getByRole("button", { name: "Create token" }));
  expect((await dialog.findByLabelText("API token")).textContent).toBe("sy_whole");
  expect(page.wire.sent("tokens.create")).toMatchObject([{ scopes: ["metrics"], realm: null }]);
  fireEvent.click(dialog.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByText("sy_whole")).toBeNull());
  expect((await rowOf("scraper")).getByText("every realm")).toBeTruthy();
});

test("who is no admin asks for nothing; a list that does not come keeps its place, then says why", async () => {
  using other = await openTokens({}, { role: "author" });
  expect(await screen.findByText("Only admins make API tokens")).toBeTruthy();
  expect(other.wire.sent("tokens.list")).toEqual([]);
  other[Symbol.dispose]();
  using slow = await openTokens({ "tokens.list": () => new Promise(() => {}) });
  await screen.findByRole("heading", { name: "API tokens" });
  expect(slow.container.querySelector("[aria-busy=true]")).toBeTruthy();
  slow[Symbol.dispose]();
  using _ = await openTokens({
    "tokens.list": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  expect((await screen.findByRole("alert")).textContent).toContain("The database is away.");
});

test("the tabs of the settings are walked by arrows, and each has an address", async () => {
  using page = await openTokens({ "tokens.list": () => [], "policy.get": () => new Promise(() => {}) });
  await screen.findByText("No token yet");
  const tabs = screen.getAllByRole("tab");
  expect(tabs.map((tab) => [tab.textContent, tab.getAttribute("aria-selected")])).toEqual([
    ["Profile", "false"],
    ["Members", "false"],
    ["API tokens", "true"],
    ["Realms", "false"],
    ["Realm", "false"],
    ["Security", "false"],
  ]);
  fireEvent.click(screen.getByRole("tab", { name: "Security" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/settings/security"));
});
