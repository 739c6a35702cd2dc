import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { openPage } from "../../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../../testing/wire.ts";
import type { RealmStanding } from "../realm-standing.ts";
import type { ImportPlan, PlanRow } from "./plan-choice.ts";

const shop: RealmStanding = {
  name: "shop",
  title: "Shop",
  hostId: "identity",
  hostTitle: "Identity",
  state: "open",
  closedAt: null,
  removedAt: null,
  scripts: 3,
  lastActivityAt: null,
  createdAt: 0,
};
const row = (key: string, status: PlanRow["status"], more: Partial<PlanRow> = {}): PlanRow => ({
  key,
  kind: "script",
  status,
  changes: [],
  note: null,
  problem: null,
  findings: [],
  ...more,
});
const plan: ImportPlan = {
  from: { realm: "staging", title: "Staging", whole: true },
  basedOn: "plan-1",
  rows: [
    row("scripts/login/new", "new"),
    row("scripts/login/both", "conflicting", { changes: ["live"], note: "Somebody published it here." }),
    row("scripts/login/broken", "changed", { problem: "Its live text does not fit here." }),
    row("scripts/login/same", "same"),
    row("secrets/partners/pay", "missing", { note: "The partner pay has no key here." }),
  ],
};

async function openDialog(item: string, answers: Answers) {
  const page = await openPage("/r/acme/settings/realms", { "realms.standing": () => [shop], ...answers });
  fireEvent.click(await screen.findByRole("button", { name: "Actions for shop" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
  return page;
}
async function chooseFile(name = "staging.zip", size = 4): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')!;
  const file = new File([new Uint8Array(size)], name, { type: "application/zip" });
  fireEvent.change(input, { target: { files: [file] } });
}

test("a realm is exported whole, or without what is unticked, and says so when nothing is left", async () => {
  using page = await openDialog("Export…", {
    "realms.export": () => ({ name: "shop.zip", archive: "UEs=" }),
  });
  const dialog = within(await screen.findByRole("dialog", { name: "Export Shop" }));
  fireEvent.click(dialog.getByRole("checkbox", { name: "Settings" }));
  fireEvent.click(dialog.getByRole("button", { name: "Export Shop" }));
  expect(await screen.findByText("Shop is exported as shop.zip.")).toBeTruthy();
  expect(page.wire.sent("realms.export")).toEqual([{ realm: "shop", except: ["settings"] }]);
});

test("an archive shows its plan; what is new is chosen, what is in conflict has to be", async () => {
  using page = await openDialog("Import…", {
    "realms.planImport": () => plan,
    "realms.import": () => ({ written: [{ key: "scripts/login/new", status: "new", version: 1 }], left: [] }),
  });
  const dialog = within(await screen.findByRole("dialog", { name: "Import into Shop" }));
  await chooseFile();
  const table = within(await dialog.findByRole("table", { name: "Plan" }));
  const tick = (key: string) => table.getByRole<HTMLInputElement>("checkbox", { name: `Write ${key}` });
  expect(tick("scripts/login/new").checked).toBe(true);
  expect(tick("scripts/login/both").checked).toBe(false);
  expect(tick("scripts/login/broken").disabled).toBe(true);
  expect(table.queryByText("scripts/login/same")).toBeNull();
  expect(dialog.getByText(/4 differences, 1 the same/)).toBeTruthy();
  expect(table.getByText("Its live text does not fit here.")).toBeTruthy();
  expect(table.getByText("The partner pay has no key here.")).toBeTruthy();
  fireEvent.click(tick("scripts/login/both"));
  fireEvent.change(dialog.getByRole("textbox", { name: "Note" }), { target: { value: " Release 7 " } });
  fireEvent.click(dialog.getByRole("button", { name: "Write 2 to Shop" }));
  expect(await screen.findByText(/1 written to Shop/)).toBeTruthy();
  expect(page.wire.sent("realms.import")).toEqual([
    {
      realm: "shop",
      archive: "AAAAAA==",
      basedOn: "plan-1",
      except: ["scripts/login/broken"],
      overwrite: ["scripts/login/both"],
      note: "Release 7",
    },
  ]);
});

test("what cannot be read is told; a plan that is no more is made again", async () => {
  let plans = 0;
  using page = await openDialog("Import…", {
    "realms.planImport": () => {
      plans += 1;
      if (plans === 1) throw new Refusal("The archive is no zip that can be read.", { fault: "bad_request" });
      return plan;
    },
    "realms.import": () => {
      throw new Refusal("The realm was changed after the plan was made.", { fault: "conflict" });
    },
  });
  const dialog = within(await screen.findByRole("dialog", { name: "Import into Shop" }));
  await chooseFile("large.zip", 5_000_001);
  expect(await dialog.findByText(/large\.zip has more than 5 MB/)).toBeTruthy();
  await chooseFile();
  expect(await dialog.findByText("The archive is no zip that can be read.")).toBeTruthy();
  await chooseFile("other.zip");
  fireEvent.click(await dialog.findByRole("button", { name: "Write 1 to Shop" }));
  fireEvent.click(await dialog.findByRole("button", { name: "Look at the plan again" }));
  await waitFor(() => expect(page.wire.sent("realms.planImport")).toHaveLength(3));
  expect(await dialog.findByRole("table", { name: "Plan" })).toBeTruthy();
});
