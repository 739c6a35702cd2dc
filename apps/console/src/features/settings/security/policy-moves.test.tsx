import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { aLevel, aPolicy, keepingPolicy } from "../../../testing/policy.ts";
import { Refusal } from "../../../testing/wire.ts";
import type { LevelView, RealmPolicy } from "./types.ts";

afterEach(() => sessionStorage.clear());

type Server = ReturnType<typeof keepingPolicy>;
const openSecurity = (server: Server, answers = {}) =>
  openPage("/r/acme/settings/security", { ...server.answers, ...answers });
type Page = Awaited<ReturnType<typeof openSecurity>>;
const saved = (page: Page) =>
  page.wire.sent("policy.update").map((asked) => (asked as { policy: RealmPolicy }).policy);
const tellOfPolicy = (page: Page) => page.emit({ type: "policy", realmId: "rlm_acme" } as never);

const mine = { flow: "login", level: "safe" };
const theirs = { script: "login/risk", level: "production" };

test("what somebody else changed while a question was open is not undone by its answer", async () => {
  const server = keepingPolicy(aPolicy({ rules: [mine] }));
  using page = await openSecurity(server);
  fireEvent.click(
    await screen.findByRole("button", { name: "Remove the rule for scripts of the flow login" }),
  );
  const ask = within(await screen.findByRole("dialog", { name: "Remove the rule?" }));
  server.change({ rules: [theirs, mine], defaultLevel: "safe" });
  await tellOfPolicy(page);
  await screen.findByRole("cell", { name: "script login/risk", hidden: true });
  fireEvent.click(ask.getByRole("button", { name: "Remove rule" }));
  await waitFor(() => expect(saved(page)).toHaveLength(1));
  expect(saved(page)[0]).toEqual({ defaultLevel: "safe", levels: {}, rules: [theirs] });
  expect(screen.getByRole("cell", { name: "script login/risk" })).toBeTruthy();
});

test("nor by putting a level back, which somebody else's level survives", async () => {
  const changed = aLevel("safe", { changed: true, description: "Mine" });
  const server = keepingPolicy(
    aPolicy({ levels: { safe: { description: "Mine" } } }, { levels: [changed, aLevel("production")] }),
  );
  using page = await openSecurity(server);
  fireEvent.click(await screen.findByRole("button", { name: "Change level safe" }));
  const form = within(await screen.findByRole("form", { name: "Level safe" }));
  fireEvent.click(form.getByRole("button", { name: "Back to the built-in level" }));
  const ask = within(await screen.findByRole("dialog", { name: "Put safe back to the built-in level?" }));
  const strict = { extends: "safe" } as const;
  server.change({ levels: { safe: { description: "Mine" }, strict }, rules: [theirs] });
  await tellOfPolicy(page);
  await screen.findByRole("cell", { name: "script login/risk", hidden: true });
  fireEvent.click(ask.getByRole("button", { name: "Back to the built-in level" }));
  await waitFor(() => expect(saved(page)).toHaveLength(1));
  expect(saved(page)[0]).toMatchObject({ levels: { strict }, rules: [theirs] });
  expect(saved(page)[0]?.levels).not.toHaveProperty("safe");
});

test("the default level is saved as it is chosen; a refusal leaves it and says why", async () => {
  let refused = true;
  const server = keepingPolicy(aPolicy());
  using page = await openSecurity(server, {
    "policy.update": (input: never) => {
      if (refused) throw new Refusal("The policy file decides the default.", { fault: "conflict" });
      return server.answers["policy.update"](input);
    },
  });
  const level = await screen.findByRole<HTMLInputElement>("combobox", { name: "Default level" });
  const choose = async (name: string) => {
    fireEvent.click(level);
    fireEvent.click(await screen.findByRole("option", { name }));
  };
  await choose("safe");
  expect(await screen.findByText("The policy file decides the default.")).toBeTruthy();
  expect(level.value).toBe("production");
  refused = false;
  await choose("safe");
  await waitFor(() => expect(level.value).toBe("safe"));
  expect(await screen.findByText("Policy saved. It holds from the next run on.")).toBeTruthy();
  expect(saved(page).at(-1)?.defaultLevel).toBe("safe");
  const row = screen.getByText("What safe allows").closest("tr")!;
  expect(within(row).getByText("default")).toBeTruthy();
});

test("an emptied limit is what the level inherits; libraries are added by Enter and taken off by Backspace", async () => {
  using page = await openSecurity(keepingPolicy(aPolicy()));
  fireEvent.click(await screen.findByRole("button", { name: "Change level production" }));
  const form = within(await screen.findByRole("form", { name: "Level production" }));
  const lines = form.getByRole<HTMLInputElement>("textbox", { name: "Log lines" });
  fireEvent.change(lines, { target: { value: "9" } });
  fireEvent.change(lines, { target: { value: "" } });
  fireEvent.click(form.getByRole("checkbox", { name: "log" }));
  fireEvent.click(form.getByRole("radio", { name: "Only these" }));
  const libraries = form.getByRole("combobox", { name: "Libraries that may be imported" });
  // A list takes what comes without having the focus for what a browser fills in.
  libraries.focus();
  for (const value of ["shared/risk", "shared/*"]) {
    fireEvent.change(libraries, { target: { value } });
    fireEvent.keyDown(libraries, { key: "Enter" });
  }
  fireEvent.keyDown(libraries, { key: "Backspace" });
  fireEvent.click(form.getByRole("button", { name: "Save level" }));
  await waitFor(() => expect(saved(page)).toHaveLength(1));
  expect(saved(page)[0]?.levels).toEqual({ production: { deny: ["log"], libraries: ["shared/risk"] } });
});

test("a name that the server does not take stands at the name, and goes on to nothing", async () => {
  using _ = await openSecurity(keepingPolicy(aPolicy()), {
    "policy.update": () => {
      throw new Refusal("The realm has 20 levels already.", { fault: "quota_reached" });
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "New level" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New level" }));
  const name = dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" });
  fireEvent.change(name, { target: { value: "Strict Level" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add level" }));
  expect(name.getAttribute("aria-invalid")).toBe("true");
  fireEvent.change(name, { target: { value: "strict" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add level" }));
  expect(await dialog.findByText("The realm has 20 levels already.")).toBeTruthy();
  expect(name.value).toBe("strict");
});

test("what is refused while one looks is listed at once, by whom and of which text", async () => {
  let events: object[] = [];
  const event = { id: "sev_1", kind: "violation", message: "eval was refused", count: 1, lastAt: 0 };
  using page = await openSecurity(keepingPolicy(aPolicy()), {
    "policy.events": () => ({ items: events, next: null }),
  });
  expect(await screen.findByText("No security events")).toBeTruthy();
  const told = (change: object) => ({ ...event, script: "login/risk", version: null, ...change });
  events = [
    told({ trigger: "preview", userName: "Ada" }),
    told({ id: "sev_2", trigger: "flow", userName: null, message: "a file called eval" }),
    told({ id: "sev_3", kind: "account", script: null, trigger: null, userName: "Ada", message: "reset" }),
  ];
  await page.emit({ type: "security", realmId: "rlm_acme" } as never);
  const whose = async (message: string) =>
    (await screen.findByRole("cell", { name: message })).closest("tr")!.querySelector("p")?.textContent;
  expect(await whose("eval was refused")).toBe("login/risk · draft · preview · by Ada");
  expect(await whose("a file called eval")).toBe("login/risk · flow");
  expect(await whose("reset")).toBe("by Ada");
});

test("a policy on its way keeps its place; one that cannot be read can be asked for again", async () => {
  let answer: () => unknown = () => new Promise(() => {});
  const answers = { "policy.get": () => answer() };
  using slow = await openSecurity(keepingPolicy(aPolicy()), answers);
  await screen.findByRole("tab", { name: "Security" });
  expect(slow.container.querySelector("[aria-busy=true]")).toBeTruthy();
  slow[Symbol.dispose]();
  answer = () => {
    throw new Refusal("The database is away.", { fault: "internal" });
  };
  using _ = await openSecurity(keepingPolicy(aPolicy()), answers);
  expect((await screen.findByRole("alert")).textContent).toContain("The database is away.");
  answer = () => aPolicy();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Policy" })).toBeTruthy();
});

test("a change is made of what somebody else saved a moment ago, of which nobody told", async () => {
  const server = keepingPolicy(aPolicy({ rules: [mine] }));
  using page = await openSecurity(server);
  const form = within(await screen.findByRole("form", { name: "New host" }));
  server.change({ rules: [theirs], defaultLevel: "safe" });
  fireEvent.change(form.getByRole("textbox", { name: "Host" }), { target: { value: "api.test" } });
  fireEvent.click(form.getByRole("button", { name: "Add host" }));
  await waitFor(() => expect(saved(page)).toHaveLength(2));
  const http = [{ host: "api.test", methods: ["GET"] }];
  expect(saved(page)[1]).toEqual({ defaultLevel: "safe", levels: {}, rules: [theirs], http });
  expect(await screen.findByRole("cell", { name: "api.test" })).toBeTruthy();
});

test("a choice that somebody else made otherwise a moment ago is not written over: theirs is shown, and why", async () => {
  const levels = [aLevel("safe"), aLevel("production"), aLevel("development")];
  const server = keepingPolicy(aPolicy({}, { levels }));
  using page = await openSecurity(server);
  const level = await screen.findByRole<HTMLInputElement>("combobox", { name: "Default level" });
  server.change({ defaultLevel: "safe" });
  fireEvent.click(level);
  fireEvent.click(await screen.findByRole("option", { name: "development" }));
  const why = await screen.findByText("Somebody changed the policy meanwhile.");
  expect(level.getAttribute("aria-describedby")).toContain(why.id);
  expect(level.value).toBe("safe");
  expect(saved(page)).toHaveLength(1);
});

test("of a level that both change, a part that one changed is theirs; a part that both changed is asked about", async () => {
  const server = keepingPolicy(aPolicy());
  using page = await openSecurity(server);
  fireEvent.click(await screen.findByRole("button", { name: "Change level safe" }));
  const form = within(await screen.findByRole("form", { name: "Level safe" }));
  const description = form.getByRole<HTMLInputElement>("textbox", { name: "Description" });
  fireEvent.change(description, { target: { value: "Mine" } });
  const others = async (change: Partial<LevelView>, own: RealmPolicy["levels"][string]) => {
    const safe = aLevel("safe", { changed: true, ...change });
    server.change({ levels: { safe: own } }, { levels: [safe, aLevel("production")] });
    await tellOfPolicy(page);
  };
  await others({ granted: ["log", "net"] }, { grant: ["net"] });
  const net = form.getByRole<HTMLInputElement>("checkbox", { name: "net" });
  await waitFor(() => expect(net.checked).toBe(true));
  expect(description.value).toBe("Mine");
  expect(form.queryByRole("alert")).toBeNull();
  await others({ granted: ["log", "net"], description: "Theirs" }, { grant: ["net"], description: "Theirs" });
  expect((await form.findByRole("alert")).textContent).toContain("Somebody saved the level meanwhile.");
  fireEvent.submit(description.closest("form")!);
  expect(saved(page)).toEqual([]);
  fireEvent.click(form.getByRole("button", { name: "Keep mine, to save it over theirs" }));
  fireEvent.click(form.getByRole("button", { name: "Save level" }));
  await waitFor(() => expect(saved(page)).toHaveLength(1));
  expect(saved(page)[0]?.levels).toEqual({ safe: { description: "Mine", grant: ["net"] } });
});

test("why a line could not go stands below that line, and what is refused of a new one at its field", async () => {
  const http = ["one.test", "two.test"].map((host) => ({ host, methods: ["GET" as const] }));
  let refusal = new Refusal("The realm is archived.", { fault: "conflict" });
  using _ = await openSecurity(keepingPolicy(aPolicy({ http, rules: [mine] })), {
    "policy.update": () => {
      throw refusal;
    },
  });
  const whyOf = async (button: string, action: string) => {
    fireEvent.click(await screen.findByRole("button", { name: button }));
    fireEvent.click(await screen.findByRole("button", { name: action }));
    const line = screen.getByRole("button", { name: button, hidden: true }).closest("tr");
    await waitFor(() => expect(line?.nextElementSibling?.textContent).toBe("The realm is archived."));
  };
  await whyOf("Remove the host one.test", "Remove host");
  await whyOf("Remove the rule for scripts of the flow login", "Remove rule");
  refusal = Refusal.of([{ path: "http.2.host", message: "is a name that is not called" }]);
  const form = within(screen.getByRole("form", { name: "New host", hidden: true }));
  const host = form.getByRole("textbox", { name: "Host", hidden: true });
  fireEvent.change(host, { target: { value: "api.test" } });
  fireEvent.submit(host.closest("form")!);
  const problem = await form.findByText("Is a name that is not called.");
  expect(host.getAttribute("aria-describedby")).toContain(problem.id);
});
