import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { queryClient } from "../../../app/trpc.ts";
import { fakeWire } from "../../../testing/wire.ts";
import { ProblemsPanel } from "../diagnostics/problems-panel.tsx";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { openEditor, scriptServer } from "../testing/script-server.ts";
import { type Library, librariesKey } from "./libraries.ts";

afterEach(closeEditor);

const library = (n: number, draftSource = `export const n${n} = 1;`): Library => ({
  scriptId: `scr_lib${n}`,
  specifier: `shared/l${n}`,
  language: "typescript",
  draftSource,
});
type Asked = { cursor?: string | null; ids?: string[] };
const known = () =>
  queryClient.getQueryData<{ items: Library[] }>(librariesKey("acme"))?.items.map((one) => one.draftSource);

test("a draft that changed is read alone, and put where it belongs; a script that is no library changes nothing", async () => {
  let all = [library(1), library(3)];
  const server = scriptServer({
    "scripts.libraries": ({ ids }: Asked) => ({
      items: ids === undefined ? all : all.filter(({ scriptId }) => ids.includes(scriptId)),
      next: null,
    }),
  });
  using page = await openEditor(server);
  await waitFor(() => expect(known()).toHaveLength(2));
  const asked = () => page.wire.sent("scripts.libraries") as Asked[];
  expect(asked()).toEqual([{ realm: "acme", cursor: null }]);
  const told = (scriptId: string) =>
    page.emit({ type: "draft", realmId: "rlm_acme", scriptId, revision: 2, userId: null } as never);

  all = [library(1, "export const changed = 1;"), library(2), library(3)];
  await told("scr_lib1");
  await waitFor(() => expect(known()?.[0]).toBe("export const changed = 1;"));
  await told("scr_lib2");
  await told(server.detail.item.id);
  await waitFor(() => expect(known()).toEqual(all.map(({ draftSource }) => draftSource)));
  all = [library(1, "export const changed = 1;"), library(3)];
  await told("scr_lib2");
  await waitFor(() => expect(known()).toHaveLength(2));
  // Nobody was asked for all of them again.
  expect(asked().filter(({ ids }) => ids === undefined)).toHaveLength(1);
});

test("a realm with more libraries than are read says so where findings are, and which", async () => {
  let pages = 0;
  using wire = fakeWire({
    "scripts.libraries": () => {
      pages += 1;
      return { items: [library(pages)], next: `shared/l${pages}` };
    },
  });
  await inEditor(<ProblemsPanel diagnostics={[]} />);
  expect(await screen.findByText(/more libraries than a browser can read/)).toBeTruthy();
  expect(screen.getByText("shared/l8")).toBeTruthy();
  // What the test before told of may be asked for only now, by its id.
  const pagesAsked = (wire.sent("scripts.libraries") as Asked[]).filter(({ ids }) => ids === undefined);
  expect(pagesAsked).toHaveLength(8);
  closeEditor();
  using _ = fakeWire({ "scripts.libraries": () => ({ items: [library(1)], next: null }) });
  await inEditor(<ProblemsPanel diagnostics={[]} />);
  await act(async () => {});
  await waitFor(() => expect(known()).toHaveLength(1));
  expect(screen.queryByText(/more libraries than a browser can read/)).toBeNull();
});
