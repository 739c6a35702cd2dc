import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { NewScriptDialog } from "./new-script-dialog.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const nothing = () => {};

test("asked for by an address, it begins with the hook that is wanted; closing it takes the wish away", async () => {
  using _ = fakeWire({
    "scripts.templates": () => [],
    "scripts.tree": () => ({ scripts: 0, modules: [], next: null }),
    "scripts.named": () => ({ items: [], modules: [] }),
    "host.reference": () => ({ hooks: [{ name: "onSchedule", title: "On schedule", description: "" }] }),
  });
  const patch = vi.fn();
  const route = { realm: "acme", module: null, name: null, patch, open: nothing, home: nothing };
  const scope: EditorScope = {
    route: { ...route, search: { new: "onSchedule" } },
    userId: "usr_1",
    readOnlyReason: null,
    traceBlocked: null,
    runBlocked: null,
  };
  await show(
    <EditorContext value={scope}>
      <NewScriptDialog />
    </EditorContext>,
  );
  const field = (await screen.findByRole("textbox", { name: "Search templates" })) as HTMLInputElement;
  expect(field.value).toBe("onSchedule");
  fireEvent.click(screen.getByRole("tab", { name: "Blank, for a hook" }));
  const hook = (await screen.findByRole("combobox", { name: "Hook" })) as HTMLInputElement;
  await vi.waitFor(() => expect(hook.value).toBe("onSchedule: On schedule"));
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(patch).toHaveBeenCalledWith({ new: undefined });
});
