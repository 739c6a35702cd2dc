import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { openDrafts } from "../drafts/open-drafts.ts";
import { addTab } from "../tabs/open-tabs.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { SettingsRail } from "./settings-rail.tsx";

afterEach(() => {
  closeEditor();
  sessionStorage.clear();
});

const policy = { held: [], narrowed: [], refused: [] };
const answers = (change: Answers = {}): Answers => ({
  "host.reference": () => ({
    hooks: [{ name: "onExecute", signature: "onExecute(context): FlowResult" }],
    functions: [],
  }),
  "policy.script": () => ({
    policy,
    defaultLevel: "production",
    choices: [
      { name: "production", description: "What most need" },
      { name: "safe", description: "Little" },
    ],
  }),
  "scripts.updateSettings": () => null,
  "scripts.named": () => ({ items: [], modules: [] }),
  ...change,
});
const unpublished = { liveVersion: null, status: "never-published" };
const retired = { liveVersion: null, retiredVersion: 3, status: "retired" };
const saved = (wire: { sent: (of: "scripts.updateSettings") => unknown[] }) =>
  wire.sent("scripts.updateSettings");

test("a description is saved when it is left, and not when nothing changed", async () => {
  using wire = fakeWire(answers());
  const { detail } = await inEditor(<SettingsRail />);
  const field = screen.getByRole("textbox", { name: "Description" });
  fireEvent.blur(field);
  expect(saved(wire)).toEqual([]);
  fireEvent.change(field, { target: { value: "Decides the risk" } });
  fireEvent.blur(field);
  await waitFor(() =>
    expect(saved(wire)).toEqual([
      {
        scriptId: detail.item.id,
        description: "Decides the risk",
        basedOn: { description: detail.item.description },
      },
    ]),
  );
});

test("a limit out of its range is refused where it stands; one within it is saved in the store's unit", async () => {
  using wire = fakeWire(answers());
  const { detail } = await inEditor(<SettingsRail />);
  const memory = screen.getByRole("textbox", { name: "Memory" });
  fireEvent.change(memory, { target: { value: "999999" } });
  fireEvent.blur(memory);
  expect(screen.getByText(/^Memory: between/)).toBeTruthy();
  expect(saved(wire)).toEqual([]);
  fireEvent.change(memory, { target: { value: "16" } });
  fireEvent.keyDown(memory, { key: "Enter" });
  await waitFor(() =>
    expect(saved(wire)).toEqual([
      {
        scriptId: detail.item.id,
        limits: { memoryLimitBytes: 16_000_000 },
        basedOn: { limits: { memoryLimitBytes: null } },
      },
    ]),
  );
});

test("an emptied limit goes back to the default", async () => {
  using wire = fakeWire(answers());
  await inEditor(<SettingsRail />, { detail: aDetail({ item: { limits: { logLines: 5, hostCalls: 9 } } }) });
  const lines = screen.getByRole("textbox", { name: "Log lines" });
  fireEvent.change(lines, { target: { value: "" } });
  fireEvent.blur(lines);
  await waitFor(() =>
    expect(saved(wire)).toMatchObject([{ limits: { logLines: null }, basedOn: { limits: { logLines: 5 } } }]),
  );
  // Others are left alone: somebody else may be changing them.
  expect((saved(wire)[0] as { limits: object }).limits).toEqual({ logLines: null });
});

test("a level is chosen by name, and what the realm narrows is said in the units people read", async () => {
  using wire = fakeWire(
    answers({
      "policy.script": () => ({
        policy: {
          ...policy,
          held: [{ level: "safe", rule: { flow: "login" } }],
          narrowed: [{ name: "memoryLimitBytes", asked: 64_000_000, allowed: 8_000_000, by: "safe" }],
        },
        defaultLevel: "production",
        choices: [{ name: "safe", description: "Little" }],
      }),
    }),
  );
  await inEditor(<SettingsRail />);
  expect(await screen.findByText("Memory: asked 64 MB, safe allows 8 MB.")).toBeTruthy();
  expect(screen.getByText(/also holds this script to safe \(its rule for/)).toBeTruthy();
  fireEvent.click(screen.getByRole("combobox", { name: "Security level" }));
  fireEvent.click(await screen.findByRole("option", { name: "safe" }));
  await waitFor(() => expect(saved(wire)).toMatchObject([{ securityLevel: "safe" }]));
});

test("what the server refuses stands at the setting, without its path, and goes with the next that is taken", async () => {
  let refusal: Refusal | null = new Refusal("There is no level safe.", { fault: "bad_request" });
  using _ = fakeWire(
    answers({
      "scripts.updateSettings": () => {
        if (refusal) throw refusal;
        return {};
      },
    }),
  );
  await inEditor(<SettingsRail />);
  const type = (name: string, value: string) => {
    const field = screen.getByRole("textbox", { name });
    fireEvent.change(field, { target: { value } });
    fireEvent.blur(field);
    return field;
  };
  const says = async (field: HTMLElement, words: string) => {
    const { id } = await screen.findByText(words);
    expect(field.getAttribute("aria-describedby")).toContain(id);
  };
  const description = type("Description", "x");
  await says(description, "There is no level safe.");
  refusal = new Refusal('limits.logLines: 900 is more than the security level "safe" allows (200).');
  await says(type("Log lines", "900"), '900 is more than the security level "safe" allows (200).');
  expect(screen.queryByText("There is no level safe.")).toBeNull();
  refusal = null;
  type("Description", "y");
  await waitFor(() => expect(screen.queryByText(/is more than the security level/)).toBeNull());
});

test("who may only read sees why, and changes nothing", async () => {
  using _ = fakeWire(answers());
  await inEditor(<SettingsRail />, { readOnlyReason: "Your role is operator." });
  expect(screen.getByText("Your role is operator.")).toBeTruthy();
  for (const field of screen.getAllByRole<HTMLInputElement>("textbox")) expect(field.readOnly).toBe(true);
});

test("a live script is retired, not deleted", async () => {
  using _ = fakeWire(answers());
  const { address } = await inEditor(<SettingsRail />, { detail: aDetail({ item: { liveVersion: 3 } }) });
  expect(screen.queryByRole("button", { name: "Delete script…" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Retire…" }));
  expect(address()).toEqual({ retire: 3 });
});

test("a retired script is deleted by admins", async () => {
  using _ = fakeWire(answers());
  await inEditor(<SettingsRail />, { detail: aDetail({ item: retired, live: null }) });
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Delete script…" });
  expect([button.disabled, button.title]).toEqual([
    true,
    "It was published: admins delete it, with its versions.",
  ]);
});

test("what is used is not deleted, and who uses it is said", async () => {
  using wire = fakeWire(
    answers({
      "references.usedBy": () => ({ uses: [{ kind: "trigger", name: "nightly" }], more: 0 }),
      "scripts.remove": () => null,
    }),
  );
  await inEditor(<SettingsRail />, { detail: aDetail({ item: unpublished, live: null }) });
  fireEvent.click(screen.getByRole("button", { name: "Delete script…" }));
  expect(
    await screen.findByText("Used by trigger nightly. Take it out there first, then delete it."),
  ).toBeTruthy();
  expect(wire.sent("scripts.remove")).toEqual([]);
});

test("a script that never was published goes after a question, and its tab with it", async () => {
  using wire = fakeWire(answers({ "scripts.remove": () => null }));
  const detail = aDetail({ item: unpublished, live: null });
  addTab("acme", { module: detail.item.module, name: detail.item.name });
  addTab("acme", { module: "login", name: "terms" });
  const { draft, opened } = await inEditor(<SettingsRail />, { detail });
  fireEvent.click(screen.getByRole("button", { name: "Delete script…" }));
  const question = within(await screen.findByRole("dialog", { name: `Delete login/${detail.item.name}?` }));
  fireEvent.click(question.getByRole("button", { name: "Delete script" }));
  await waitFor(() => expect(wire.sent("scripts.remove")).toEqual([{ scriptId: detail.item.id }]));
  await waitFor(() => expect(opened).toEqual(["login/terms"]));
  expect(openDrafts().includes(draft)).toBe(false);
});

test("what a script is: its hook as it is written, or how a library is imported", async () => {
  using _ = fakeWire(answers());
  await inEditor(<SettingsRail />);
  expect(await screen.findByText("onExecute(context): FlowResult")).toBeTruthy();
  closeEditor();
  await inEditor(<SettingsRail />, {
    detail: aDetail({ item: { hook: null, module: "shared", name: "dates" } }),
  });
  expect(screen.getByText('from "shared/dates"')).toBeTruthy();
});

test("what somebody else changed meanwhile is shown, and not put back by whoever only looked", async () => {
  using wire = fakeWire(answers());
  const { detail, hear } = await inEditor(<SettingsRail />, {
    detail: aDetail({ item: { description: "old" } }),
  });
  hear({
    ...detail,
    item: { ...detail.item, description: "theirs", limits: { memoryLimitBytes: 16_000_000 } },
  });
  const description = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Description" });
  const memory = screen.getByRole<HTMLInputElement>("textbox", { name: "Memory" });
  expect([description.value, memory.value]).toEqual(["theirs", "16 MB"]);
  for (const field of [description, memory]) {
    fireEvent.focus(field);
    fireEvent.blur(field);
  }
  expect(saved(wire)).toEqual([]);
});

test("a text that both changed is not saved until one of the two is chosen; what is saved follows what others save", async () => {
  using wire = fakeWire(answers());
  const { detail, hear } = await inEditor(<SettingsRail />, {
    detail: aDetail({ item: { description: "old", limits: { logLines: 5 } } }),
  });
  const theirs = (change: object) => hear({ ...detail, item: { ...detail.item, ...change } });
  const description = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Description" });
  const lines = screen.getByRole<HTMLInputElement>("textbox", { name: "Log lines" });
  fireEvent.change(description, { target: { value: "mine" } });
  fireEvent.change(lines, { target: { value: "7" } });
  theirs({ description: "theirs", limits: { logLines: 6 } });
  expect([description.value, lines.value]).toEqual(["mine", "7 lines"]);
  for (const field of [description, lines]) fireEvent.blur(field);
  expect(saved(wire)).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Keep mine, to save it over theirs" }));
  await waitFor(() =>
    expect(saved(wire)).toEqual([{ scriptId: detail.item.id, description: "mine", limits: { logLines: 7 } }]),
  );
  theirs({ description: "mine", limits: { logLines: 7 } });
  theirs({ description: "theirs again", limits: {} });
  expect([description.value, lines.value]).toEqual(["theirs again", ""]);
  expect(screen.queryByRole("alert")).toBeNull();
});

/** Somebody else was faster. */
const overtaken = (part: string) =>
  answers({
    "scripts.updateSettings": () => {
      throw new Refusal(`Somebody changed ${part} meanwhile.`, { fault: "conflict" });
    },
  });

test("whoever was slower is asked, and takes theirs with a click", async () => {
  using wire = fakeWire(overtaken("limits.logLines"));
  const { detail, hear } = await inEditor(<SettingsRail />, {
    detail: aDetail({ item: { limits: { logLines: 5 } } }),
  });
  const lines = screen.getByRole<HTMLInputElement>("textbox", { name: "Log lines" });
  fireEvent.change(lines, { target: { value: "7" } });
  fireEvent.blur(lines);
  await waitFor(() => expect(saved(wire)).toHaveLength(1));
  hear({ ...detail, item: { ...detail.item, limits: { logLines: 6, hostCalls: 9 } } });
  expect(lines.value).toBe("7 lines");
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Host calls" }).value).toBe("9 calls");
  fireEvent.click(await screen.findByRole("button", { name: "Take theirs" }));
  expect(lines.value).toBe("6 lines");
});

test("of two who choose a level the second is told, and sees theirs", async () => {
  using _ = fakeWire(overtaken("securityLevel"));
  const { detail, hear } = await inEditor(<SettingsRail />);
  const level = await screen.findByRole<HTMLInputElement>("combobox", { name: "Security level" });
  fireEvent.click(level);
  fireEvent.click(await screen.findByRole("option", { name: "safe" }));
  expect(await screen.findByText("Somebody else chose meanwhile; this is what they chose.")).toBeTruthy();
  hear({ ...detail, item: { ...detail.item, securityLevel: "production" } });
  expect(level.value).toBe("production");
});

test("what was typed and never saved is there again, and says so", async () => {
  using _ = fakeWire(answers());
  const typed = { target: { value: "half a sentence" } };
  const { detail } = await inEditor(<SettingsRail />);
  fireEvent.change(screen.getByRole("textbox", { name: "Description" }), typed);
  cleanup();
  await inEditor(<SettingsRail />, { detail });
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Description" }).value).toBe(
    "half a sentence",
  );
  expect(screen.getByText("Typed here before, and not saved.")).toBeTruthy();
});
