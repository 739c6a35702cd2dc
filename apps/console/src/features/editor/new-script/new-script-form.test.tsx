import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { NewScriptForm } from "./new-script-form.tsx";

afterEach(cleanup);

const nothing = () => {};
const route = { realm: "acme", module: null, name: null, search: {}, patch: nothing, open: nothing };
const scope: EditorScope = {
  route: { ...route, home: nothing },
  userId: "usr_1",
  readOnlyReason: null,
  traceBlocked: null,
  runBlocked: null,
};

test("whether a name is taken is asked when the typing pauses, not at each letter", async () => {
  using wire = fakeWire({
    "scripts.tree": () => ({ scripts: 0, modules: [], next: null }),
    "host.reference": () => ({ hooks: [] }),
    "scripts.named": ({ names }: { names: object[] }) => ({ items: names, modules: [] }),
  });
  await show(
    <EditorContext value={scope}>
      <NewScriptForm kind="library" onDone={nothing} />
    </EditorContext>,
  );
  const name = screen.getByRole("textbox", { name: "Name" });
  for (const value of ["d", "da", "dat", "date", "dates"]) fireEvent.change(name, { target: { value } });
  const asked = [{ realm: "acme", names: [{ module: "shared", name: "dates" }] }];
  await waitFor(() => expect(wire.sent("scripts.named")).toEqual(asked));
  fireEvent.click(screen.getByRole("button", { name: "Create shared/dates" }));
  await screen.findByText("There is a shared/dates already.");
  expect(wire.sent("scripts.named")).toEqual(asked);
});
