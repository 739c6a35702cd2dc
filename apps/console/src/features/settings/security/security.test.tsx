import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { aLevel, aPolicy, keepingPolicy } from "../../../testing/policy.ts";
import { Refusal } from "../../../testing/wire.ts";
import type { PolicyView, RealmPolicy } from "./types.ts";

afterEach(() => sessionStorage.clear());

const openSecurity = (answers: object, user = {}) => openPage("/r/acme/settings/security", answers, user);
const saved = (page: { wire: { sent: (procedure: "policy.update") => unknown[] } }) =>
  page.wire.sent("policy.update").map((asked) => (asked as { policy: RealmPolicy }).policy);

test("a rule holds what was chosen to a level; the server's refusal leaves the choice", async () => {
  let refused = true;
  const server = keepingPolicy(aPolicy()).answers;
  using page = await openSecurity({
    ...server,
    "policy.update": (input: never) => {
      if (refused) throw new Refusal("Somebody changed the policy meanwhile.", { fault: "conflict" });
      return server["policy.update"](input);
    },
  });
  const form = within(await screen.findByRole("form", { name: "New rule" }));
  fireEvent.click(form.getByRole("button", { name: "Add rule" }));
  expect(form.getByText("Choose what is held to the level.")).toBeTruthy();
  const what = form.getByRole<HTMLInputElement>("combobox", { name: "Hold" });
  expect(document.activeElement).toBe(what);
  fireEvent.click(what);
  fireEvent.click(await screen.findByRole("option", { name: "login/risk" }));
  fireEvent.click(form.getByRole("button", { name: "Add rule" }));
  expect(await form.findByText("Somebody changed the policy meanwhile.")).toBeTruthy();
  expect(what.value).toBe("login/risk");
  refused = false;
  fireEvent.click(form.getByRole("button", { name: "Add rule" }));
  expect(await screen.findByRole("cell", { name: "script login/risk" })).toBeTruthy();
  expect(saved(page).at(-1)?.rules).toEqual([{ script: "login/risk", level: "production" }]);
  expect(what.value).toBe("");
});

test("a rule goes after a question that says what holds then", async () => {
  using page = await openSecurity(
    keepingPolicy(aPolicy({ rules: [{ flow: "login", level: "safe" }] })).answers,
  );
  fireEvent.click(
    await screen.findByRole("button", { name: "Remove the rule for scripts of the flow login" }),
  );
  const question = within(await screen.findByRole("dialog", { name: "Remove the rule?" }));
  expect(question.getByText(/It holds scripts of the flow login to safe/)).toBeTruthy();
  fireEvent.click(question.getByRole("button", { name: "Remove rule" }));
  expect(await screen.findByText(/No rules: every script has the level of its settings/)).toBeTruthy();
  expect(saved(page)).toMatchObject([{ rules: [] }]);
});

test("a level is changed by what differs from what it inherits, and by nothing else", async () => {
  using page = await openSecurity(keepingPolicy(aPolicy()).answers);
  fireEvent.click(await screen.findByRole("button", { name: "Change level safe" }));
  const form = within(await screen.findByRole("form", { name: "Level safe" }));
  fireEvent.click(form.getByRole("checkbox", { name: "net" }));
  fireEvent.change(form.getByRole("textbox", { name: "Log lines" }), { target: { value: "7" } });
  fireEvent.click(form.getByRole("radio", { name: "Only these" }));
  fireEvent.click(form.getByRole("button", { name: "Save level" }));
  await waitFor(() => expect(screen.queryByRole("form", { name: "Level safe" })).toBeNull());
  expect(saved(page)).toMatchObject([
    { levels: { safe: { grant: ["net"], limits: { logLines: 7 }, libraries: [] } } },
  ]);
  expect(saved(page)[0]?.levels.safe?.limits).toEqual({ logLines: 7 });
});

test("what a level's form was left with is kept, and can be discarded", async () => {
  using _ = await openSecurity(keepingPolicy(aPolicy()).answers);
  const open = async () => {
    fireEvent.click(screen.getByRole("button", { name: "Change level safe" }));
    return within(await screen.findByRole("form", { name: "Level safe" }));
  };
  await screen.findByRole("button", { name: "Change level safe" });
  const first = await open();
  fireEvent.change(first.getByRole("textbox", { name: "Description" }), { target: { value: "Mine" } });
  fireEvent.keyDown(first.getByRole("textbox", { name: "Description" }), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("form", { name: "Level safe" })).toBeNull());
  const second = await open();
  const description = second.getByRole<HTMLInputElement>("textbox", { name: "Description" });
  expect(description.value).toBe("Mine");
  fireEvent.click(second.getByRole("button", { name: "Discard…" }));
  const question = within(await screen.findByRole("dialog", { name: "Discard what you typed?" }));
  fireEvent.click(question.getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(description.value).toBe("What safe allows"));
});

test("what the server says of a level's part stands at that part", async () => {
  using _ = await openSecurity({
    ...keepingPolicy(aPolicy()).answers,
    "policy.update": () => {
      throw Refusal.of([{ path: "levels.safe.limits.logLines", message: "more than the server allows" }]);
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Change level safe" }));
  const form = within(await screen.findByRole("form", { name: "Level safe" }));
  fireEvent.click(form.getByRole("button", { name: "Save level" }));
  const problem = await form.findByText("More than the server allows.");
  expect(form.getByRole("textbox", { name: "Log lines" }).getAttribute("aria-describedby")).toContain(
    problem.id,
  );
});

test("a changed built-in level goes back after a question", async () => {
  const changed = aLevel("safe", { changed: true, description: "Mine" });
  using page = await openSecurity(
    keepingPolicy(
      aPolicy({ levels: { safe: { description: "Mine" } } }, { levels: [changed, aLevel("production")] }),
    ).answers,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Change level safe" }));
  const form = within(await screen.findByRole("form", { name: "Level safe" }));
  fireEvent.click(form.getByRole("button", { name: "Back to the built-in level" }));
  const question = within(
    await screen.findByRole("dialog", { name: "Put safe back to the built-in level?" }),
  );
  fireEvent.click(question.getByRole("button", { name: "Back to the built-in level" }));
  await waitFor(() => expect(saved(page)).toMatchObject([{ levels: {} }]));
});

test("a new level has a name of its own, and its form comes next", async () => {
  const server = keepingPolicy(aPolicy()).answers;
  using _ = await openSecurity({
    ...server,
    "policy.update": (input: Parameters<(typeof server)["policy.update"]>[0]) => {
      const next = server["policy.update"](input);
      const strict = aLevel("strict", { builtIn: false, base: "safe" });
      return { ...next, levels: [...next.levels, strict] };
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "New level" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New level" }));
  const name = dialog.getByRole("textbox", { name: "Name" });
  for (const [typed, problem] of [
    ["", "Give the level a name, e.g. strict."],
    ["safe", "There is a level of this name."],
    ["default", /means the realm's default level/],
  ] as const) {
    fireEvent.change(name, { target: { value: typed } });
    fireEvent.click(dialog.getByRole("button", { name: "Add level" }));
    expect(dialog.getByText(problem)).toBeTruthy();
  }
  fireEvent.change(name, { target: { value: "strict" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add level" }));
  expect(await screen.findByRole("form", { name: "Level strict" })).toBeTruthy();
});

test("a policy file that is not valid is said, with each problem", async () => {
  const file = { problems: ["levels.safe: unknown field x"] } as unknown as PolicyView["file"];
  using _ = await openSecurity(keepingPolicy(aPolicy({}, { file })).answers);
  expect((await screen.findByRole("alert")).textContent).toContain("levels.safe: unknown field x");
});

test("who is no admin reads the policy and changes nothing", async () => {
  using _ = await openSecurity(
    keepingPolicy(aPolicy({ rules: [{ trigger: "http", level: "safe" }] })).answers,
    {
      role: "author",
    },
  );
  expect(await screen.findByText("Only admins change the policy.")).toBeTruthy();
  expect(screen.getByRole("cell", { name: "runs started by http" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /level|rule/i })).toBeNull();
});

test("what was refused is told with who and how often; none is told as such; a failure to read as well", async () => {
  const event = { script: "login/risk", version: 3, trigger: "flow", userName: null, count: 4, lastAt: 0 };
  let events: () => object[] = () => [
    { id: "sev_1", kind: "capability", message: "net.fetch was refused", ...event },
  ];
  const answers = {
    ...keepingPolicy(aPolicy()).answers,
    "policy.events": () => ({ items: events(), next: null }),
  };
  using page = await openSecurity(answers);
  const row = within((await screen.findByRole("cell", { name: "net.fetch was refused" })).closest("tr")!);
  expect(row.getByText("login/risk · v3 · flow")).toBeTruthy();
  expect(row.getByText("4")).toBeTruthy();
  page[Symbol.dispose]();
  events = () => [];
  using empty = await openSecurity(answers);
  expect(await screen.findByText("No security events")).toBeTruthy();
  empty[Symbol.dispose]();
  events = () => {
    throw new Refusal("The log is away.", { fault: "internal" });
  };
  using _ = await openSecurity(answers);
  expect(await screen.findByText("The log is away.")).toBeTruthy();
});

test("older events come by pages, when they are asked for; a page that cannot be read takes nothing away", async () => {
  const event = { script: null, trigger: null, version: null, userName: null, count: 1, lastAt: 0 };
  const told = (id: string, message: string) => ({ id, kind: "policy", message, ...event });
  let away = true;
  using page = await openSecurity({
    ...keepingPolicy(aPolicy()).answers,
    "policy.events": ({ cursor }: { cursor?: string | null }) => {
      if (!cursor) return { items: [told("sev_2", "the newest")], next: "older" };
      if (away) throw new Refusal("The log is away.", { fault: "forbidden" });
      return { items: [told("sev_1", "the oldest")], next: null };
    },
  });
  await screen.findByRole("cell", { name: "the newest" });
  const older = () => screen.getByRole("button", { name: "Show older" });
  fireEvent.click(older());
  expect(await screen.findByText("Older events could not be loaded. Try again.")).toBeTruthy();
  expect(screen.getByRole("cell", { name: "the newest" })).toBeTruthy();
  away = false;
  fireEvent.click(older());
  expect(await screen.findByRole("cell", { name: "the oldest" })).toBeTruthy();
  expect(screen.getByRole("cell", { name: "the newest" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show older" })).toBeNull();
  expect(page.wire.sent("policy.events").at(-1)).toMatchObject({ cursor: "older" });
});
