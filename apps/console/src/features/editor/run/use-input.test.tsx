import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { InputRail } from "./input-rail.tsx";
import { useInput } from "./use-input.ts";

afterEach(closeEditor);

function Read() {
  const read = useInput().read();
  return <output>{read.ok ? JSON.stringify(read.args) : read.message}</output>;
}
const reference = { hooks: [{ name: "onExecute", params: ["context", "form"] }] };
const schema = { prefixItems: [{ type: "object" }, {}] };

test("an input on its way is not called one that cannot come, nor the other way round", async () => {
  let come = () => {};
  let answer: () => unknown = () =>
    new Promise((resolve) => {
      come = () => resolve(schema);
    });
  using slow = fakeWire({ "host.reference": () => reference, "host.inputSchema": () => answer() });
  await inEditor(<Read />);
  expect(screen.getByRole("status").textContent).toMatch(/is still on its way\. Try again in a moment\.$/);
  await waitFor(() => expect(slow.sent("host.inputSchema")).toHaveLength(1));
  come();
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("[{},null]"));
  slow[Symbol.dispose]();

  closeEditor();
  answer = () => {
    throw new Refusal("No.", { fault: "forbidden" });
  };
  using _ = fakeWire({ "host.reference": () => reference, "host.inputSchema": () => answer() });
  await inEditor(<Read />);
  await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(/could not be loaded/));
});

test("arguments on their way have a place in the rail, and none where they cannot come", async () => {
  let refuse = () => {};
  using wire = fakeWire({
    "samples.list": () => [],
    "host.reference": () => reference,
    "host.inputSchema": () =>
      new Promise((_resolve, reject) => {
        refuse = () => reject(new Refusal("No such hook.", { fault: "not_found" }));
      }),
  });
  await inEditor(<InputRail />);
  expect(await screen.findByText("Loading")).toBeTruthy();
  await waitFor(() => expect(wire.sent("host.inputSchema")).toHaveLength(1));
  refuse();
  expect(await screen.findByText("No such hook.")).toBeTruthy();
  expect(screen.queryByText("Loading")).toBeNull();
});
