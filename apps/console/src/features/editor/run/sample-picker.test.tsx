import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { InputRail } from "./input-rail.tsx";
import { runOptionsOf } from "./input-store.ts";

afterEach(closeEditor);

const contextSchema = { type: "object", properties: {} };
const sample = (id: string, name: string) => ({ id, name, description: `${name} comes`, createdAt: 0 });
const day = sample("smp_1", "every day");
const night = sample("smp_2", "at night");

const answers = (change: Answers = {}): Answers => ({
  "host.inputSchema": () => ({ args: [contextSchema, {}] }),
  "host.reference": () => ({
    hooks: [{ name: "onExecute", params: ["context", "form"] }],
    functions: [],
  }),
  "samples.list": () => [day, night],
  "samples.get": ({ id }: { id: string }) => ({
    ...(id === "smp_1" ? day : night),
    args: [{ from: id }, null],
    calls: [{ function: "users.find", answer: { id } }],
  }),
  ...change,
});
const picker = () => screen.findByRole<HTMLInputElement>("combobox", { name: "Sample" });
const menu = async (item: RegExp | string) => {
  fireEvent.click(screen.getByRole("button", { name: "More about samples" }));
  return screen.findByRole("menuitem", { name: item });
};
async function pick(name: string) {
  fireEvent.click(await picker());
  fireEvent.click(await screen.findByRole("option", { name }));
}

test("a chosen sample is in the address, and its arguments are what runs", async () => {
  using _ = fakeWire(answers());
  const { draft, address } = await inEditor(<InputRail />);
  await pick("at night");
  await waitFor(() => expect(address()).toEqual({ sample: "smp_2" }));
  const { calls, ...rest } = runOptionsOf(draft.scriptId).get();
  expect(rest).toMatchObject({ sampleId: "smp_2", choosing: null });
  expect(JSON.parse(calls)).toEqual([{ function: "users.find", answer: { id: "smp_2" } }]);
});

test("a sample that does not come leaves the input as it was, and says so", async () => {
  using _ = fakeWire(
    answers({
      "samples.get": () => {
        throw new Refusal("The sample is gone.", { fault: "not_found" });
      },
    }),
  );
  const { draft, address } = await inEditor(<InputRail />);
  await pick("at night");
  expect(await screen.findByText("The sample is gone.")).toBeTruthy();
  expect(runOptionsOf(draft.scriptId).get()).toMatchObject({ sampleId: null, choosing: null });
  expect(address()).toEqual({});
});

test("of two that are chosen in haste, the later one stays, whichever comes first", async () => {
  const coming: (() => void)[] = [];
  using _ = fakeWire(
    answers({
      "samples.get": ({ id }: { id: string }) =>
        new Promise((resolve) =>
          coming.push(() => resolve({ ...night, id, args: [{ from: id }, null], calls: [] })),
        ),
    }),
  );
  const { draft, address } = await inEditor(<InputRail />);
  await pick("at night");
  await pick("every day");
  await waitFor(() => expect(coming).toHaveLength(2));
  coming[1]?.();
  await waitFor(() => expect(address()).toEqual({ sample: "smp_1" }));
  coming[0]?.();
  await new Promise((later) => setTimeout(later, 0));
  expect(runOptionsOf(draft.scriptId).get().sampleId).toBe("smp_1");
});

test("an update and a deletion are asked about by name, and done then", async () => {
  using wire = fakeWire(answers({ "samples.save": () => day, "samples.remove": () => null }));
  await inEditor(<InputRail />);
  await pick("every day");
  await waitFor(async () => expect((await picker()).value).toBe("every day"));
  fireEvent.click(await menu("Update “every day” with this input…"));
  const update = within(await screen.findByRole("dialog", { name: "Update the sample “every day”?" }));
  fireEvent.click(update.getByRole("button", { name: "Update sample" }));
  const calls = [{ function: "users.find", answer: { id: "smp_1" } }];
  await waitFor(() =>
    expect(wire.sent("samples.save")).toMatchObject([{ id: "smp_1", name: "every day", calls }]),
  );
  fireEvent.click(await menu("Delete sample…"));
  const question = within(await screen.findByRole("dialog", { name: "Delete the sample “every day”?" }));
  expect(wire.sent("samples.remove")).toEqual([]);
  fireEvent.click(question.getByRole("button", { name: "Delete sample" }));
  await waitFor(() => expect(wire.sent("samples.remove")).toEqual([{ id: "smp_1" }]));
});

test("an empty input is no sample any more", async () => {
  using _ = fakeWire(answers());
  const { draft, address } = await inEditor(<InputRail />);
  await pick("at night");
  await waitFor(() => expect(address()).toEqual({ sample: "smp_2" }));
  fireEvent.click(await menu("Start with an empty input"));
  expect(address()).toEqual({});
  expect(runOptionsOf(draft.scriptId).get().sampleId).toBeNull();
});

test("who may only read chooses, and saves nothing", async () => {
  using _ = fakeWire(answers());
  await inEditor(<InputRail />, { readOnlyReason: "Your role is operator." });
  await pick("at night");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save as sample" }).disabled).toBe(true);
  expect((await menu("Delete sample…")).hasAttribute("disabled")).toBe(true);
});

test("without samples the field says so; a library has no input at all", async () => {
  using _ = fakeWire(answers({ "samples.list": () => [] }));
  await inEditor(<InputRail />);
  await waitFor(async () => expect((await picker()).placeholder).toBe("No samples yet"));
  closeEditor();
  await inEditor(<InputRail />, { detail: aDetail({ item: { hook: null } }) });
  expect(await screen.findByText("A library has no input")).toBeTruthy();
});

test("while samples are on their way, and when they do not come, nobody is told that there are none", async () => {
  let answer: () => unknown = () => new Promise(() => {});
  using wire = fakeWire(answers({ "samples.list": () => answer() }));
  await inEditor(<InputRail />);
  expect((await picker()).placeholder).toBe("Loading samples…");
  closeEditor();
  answer = () => {
    throw new Refusal("The database is away.", { fault: "internal" });
  };
  await inEditor(<InputRail />);
  await waitFor(async () => expect((await picker()).placeholder).toBe("Samples could not be loaded"));
  answer = () => [day, night];
  // Whoever looks for them asks again.
  fireEvent.click(await picker());
  expect(await screen.findByRole("option", { name: "at night" })).toBeTruthy();
  expect(wire.sent("samples.list").length).toBeGreaterThanOrEqual(3);
});
