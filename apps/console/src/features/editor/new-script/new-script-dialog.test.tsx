import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { NewScriptDialog } from "./new-script-dialog.tsx";
import { newScriptDialog, openNewScript } from "./new-script-store.ts";

afterEach(() => {
  newScriptDialog.set({ open: false, module: "" });
  closeEditor();
});

const template = (id: string, title: string, change: object = {}) => ({
  id,
  title,
  description: `${title}, ready to change`,
  hook: "onExecute",
  language: "typescript",
  module: "login",
  name: id,
  tags: ["risk"],
  source: `// ${title}`,
  samples: [{}, {}],
  ...change,
});
const answers = (change: Answers = {}): Answers => ({
  "scripts.tree": () => ({ scripts: 0, modules: [], next: null }),
  "scripts.named": () => ({ items: [], modules: [] }),
  "scripts.templates": () => [
    template("step-up", "Step up"),
    template("terms", "Terms of service", { tags: ["law"] }),
  ],
  "host.reference": () => ({
    hooks: [{ name: "onExecute", title: "A node decides", description: "Called at a node." }],
    functions: [],
  }),
  "scripts.create": ({ module, name }: { module: string; name: string }) => ({
    script: { id: "scr_new", module, name },
  }),
  ...change,
});
async function dialog(module?: string) {
  const shown = await inEditor(<NewScriptDialog />);
  act(() => openNewScript(module));
  return { ...shown, ui: within(await screen.findByRole("dialog", { name: "New script" })) };
}

test.each([true, false])(
  "what is typed first goes into the search, whether the templates have come (%s) or not",
  async (come) => {
    using _ = fakeWire(answers(come ? {} : { "scripts.templates": () => new Promise(() => {}) }));
    const { ui } = await dialog();
    const field = await ui.findByRole("textbox", { name: "Search templates" });
    await waitFor(() => expect(document.activeElement).toBe(field));
    if (come) await ui.findByRole("list", { name: "Templates" });
    // The same field: what was typed before they came is looked for.
    expect(field.isConnected).toBe(true);
    expect(document.activeElement).toBe(field);
  },
);

test("a template is found by what it is about, and brings name, module and text", async () => {
  using wire = fakeWire(answers());
  const { ui, opened } = await dialog();
  const templates = () => within(ui.getByRole("list", { name: "Templates" })).getAllByRole("button");
  await ui.findByRole("list", { name: "Templates" });
  fireEvent.change(ui.getByRole("textbox", { name: "Search templates" }), { target: { value: "law" } });
  expect(templates().map((one) => one.textContent)).toEqual([expect.stringContaining("Terms of service")]);
  fireEvent.click(ui.getByRole("button", { name: "Use this template" }));
  expect(await ui.findByText(/with its 2 samples/)).toBeTruthy();
  expect(document.activeElement).toBe(ui.getByRole("textbox", { name: "Name" }));
  fireEvent.click(ui.getByRole("button", { name: "Create login/terms" }));
  await waitFor(() => expect(opened).toEqual(["login/terms"]));
  expect(wire.sent("scripts.create")).toEqual([
    {
      realm: "acme",
      module: "login",
      name: "terms",
      hook: "onExecute",
      language: "typescript",
      description: "Terms of service, ready to change",
      template: "terms",
    },
  ]);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("no template matches: the way on is said", async () => {
  using _ = fakeWire(answers());
  const { ui } = await dialog();
  fireEvent.change(await ui.findByRole("textbox", { name: "Search templates" }), {
    target: { value: "nobody" },
  });
  expect(ui.getByText("No template matches")).toBeTruthy();
});

test("a blank script says all that is missing at once, and takes names as people write them", async () => {
  using wire = fakeWire(answers());
  const { ui, opened } = await dialog("login");
  fireEvent.click(ui.getByRole("tab", { name: "Blank, for a hook" }));
  fireEvent.click(await ui.findByRole("button", { name: "Create script" }));
  expect(ui.getByText("Choose the hook this script answers.")).toBeTruthy();
  const name = ui.getByRole<HTMLInputElement>("textbox", { name: "Name" });
  expect(name.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(name);
  expect(wire.sent("scripts.create")).toEqual([]);
  fireEvent.change(name, { target: { value: "Country changed" } });
  fireEvent.blur(name);
  expect(name.value).toBe("country-changed");
  fireEvent.click(ui.getByRole("combobox", { name: "Hook" }));
  fireEvent.click(await screen.findByRole("option", { name: "onExecute: A node decides" }));
  fireEvent.click(ui.getByRole("radio", { name: "JavaScript" }));
  fireEvent.click(ui.getByRole("button", { name: "Create login/country-changed" }));
  await waitFor(() => expect(opened).toEqual(["login/country-changed"]));
  expect(wire.sent("scripts.create")).toMatchObject([{ hook: "onExecute", language: "javascript" }]);
});

test("a library has no hook, begins with a text, and says how it is imported", async () => {
  using wire = fakeWire(answers());
  const { ui } = await dialog();
  fireEvent.click(ui.getByRole("tab", { name: "Library" }));
  fireEvent.change(await ui.findByRole("textbox", { name: "Name" }), { target: { value: "dates" } });
  expect(ui.getByText('import { … } from "shared/dates"')).toBeTruthy();
  fireEvent.click(ui.getByRole("button", { name: "Create shared/dates" }));
  await waitFor(() => expect(wire.sent("scripts.create")).toHaveLength(1));
  expect(wire.sent("scripts.create")).toMatchObject([
    { hook: null, source: expect.stringContaining('"dates"') },
  ]);
});

test("what was typed is there again after the dialog was closed, and the server's word stands at its field", async () => {
  using _ = fakeWire(
    answers({
      "scripts.create": () => {
        throw Refusal.of([{ path: "name", message: "there is a script of this name already" }]);
      },
    }),
  );
  const { ui } = await dialog("login");
  fireEvent.click(ui.getByRole("tab", { name: "Library" }));
  fireEvent.change(await ui.findByRole("textbox", { name: "Name" }), { target: { value: "dates" } });
  fireEvent.click(ui.getByRole("button", { name: "Create login/dates" }));
  expect(await ui.findByText("There is a script of this name already.")).toBeTruthy();
  act(() => newScriptDialog.set({ open: false }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  act(() => openNewScript("login"));
  fireEvent.click(await screen.findByRole("tab", { name: "Library" }));
  expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Name" })).value).toBe("dates");
});

test("templates that do not come are not called none, and are asked for again", async () => {
  let away = true;
  using _ = fakeWire(
    answers({
      "scripts.templates": () => {
        if (away) throw new Refusal("The host is away.", { fault: "internal" });
        return [template("step-up", "Step up")];
      },
    }),
  );
  const { ui } = await dialog();
  expect(await ui.findByText("The host is away.")).toBeTruthy();
  expect(ui.queryByText("No template matches")).toBeNull();
  away = false;
  fireEvent.click(ui.getByRole("button", { name: "Try again" }));
  expect(await ui.findByRole("button", { name: "Use this template" })).toBeTruthy();
});

test("hooks that do not come are not an empty list: it says so, and opening it asks again", async () => {
  let away = true;
  using _ = fakeWire(
    answers({
      "host.reference": () => {
        if (away) throw new Refusal("The host is away.", { fault: "internal" });
        return { hooks: [{ name: "onExecute", title: "A node decides", description: "" }], functions: [] };
      },
    }),
  );
  const { ui } = await dialog();
  fireEvent.click(ui.getByRole("tab", { name: "Blank, for a hook" }));
  expect(await ui.findByText("The hooks could not be loaded. Open the list to try again.")).toBeTruthy();
  away = false;
  fireEvent.click(ui.getByRole("combobox", { name: "Hook" }));
  expect(await screen.findByRole("option", { name: "onExecute: A node decides" })).toBeTruthy();
  expect(ui.queryByText(/could not be loaded/)).toBeNull();
});

test("a template that does nothing on this installation's page says what it lacks", async () => {
  const lacks = "The end-user page of this installation does not know a visitor's country.";
  const offered = [template("network", "By country", { lacks }), template("terms", "Terms", { lacks: null })];
  using _ = fakeWire(answers({ "scripts.templates": () => offered }));
  const { ui } = await dialog();
  await ui.findByText(lacks);
  fireEvent.click(ui.getByRole("button", { name: /Terms/ }));
  expect(ui.queryByText(lacks)).toBeNull();
});
