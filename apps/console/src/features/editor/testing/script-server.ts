import { countStates, type DraftAct } from "@scriptyard/model";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import { openDrafts } from "../drafts/open-drafts.ts";
import type { ScriptDetail } from "../server/types.ts";
import { aDetail } from "./in-editor.tsx";

const fn = {
  name: "flow.set",
  kind: "effect",
  description: "Keeps a value for later nodes.",
  signature: "flow.set(name: string, value: Json): void",
  params: [],
  result: "void",
  example: 'flow.set("risk", 40)',
  badArgument: null,
  capability: "flow.write",
  levels: ["safe"],
};

/**
 * The server's side of one script, as the editor asks for it: the draft is kept under compare-and-set, a publish makes a
 * version live, and whatever else a test is about is in `change`.
 */
export function scriptServer(change: Answers = {}, detail: ScriptDetail = aDetail()) {
  let { draft, item, live } = detail;
  let savedBy: string | null = null;
  const now = (): ScriptDetail => ({ ...detail, item, draft, live, draftBy: savedBy });
  const row = () => ({ ...item, failures: 0 });
  const save = (source: string, by: string | null) => {
    savedBy = by;
    draft = { ...draft, source, revision: draft.revision + 1, updatedBy: by ? "usr_artur" : "usr_ada" };
    item = { ...item, draftRevision: draft.revision };
    return draft.revision;
  };
  const answers: Answers = {
    "scripts.get": ({ module, name }: { module: string; name: string }) => {
      if (name !== item.name)
        throw new Refusal(`There is no script ${module}/${name}.`, { fault: "not_found" });
      return now();
    },
    "scripts.tree": () => ({
      scripts: 1,
      modules: [{ module: item.module, ...countStates([row()] as never) }],
      next: null,
    }),
    "scripts.list": () => ({ items: [row()], next: null }),
    "scripts.named": () => ({ items: [row()], modules: [] }),
    "scripts.libraries": () => ({ items: [], next: null }),
    "scripts.recent": () => [],
    "scripts.check": () => [],
    "host.declarations": () => ({ text: "declare const host: unknown;" }),
    "host.reference": () => ({
      host: {},
      hooks: [
        {
          name: "onExecute",
          title: "A node decides",
          description: "Called at a node.",
          signature: "onExecute(context: C, form: F | null): R",
          params: ["context", "form"],
          functions: ["flow.set"],
        },
      ],
      functions: [fn],
      types: [],
    }),
    "host.inputSchema": () => ({ prefixItems: [{ type: "object" }, {}] }),
    "policy.script": () => ({
      policy: { held: [], narrowed: [], refused: [] },
      defaultLevel: "production",
      choices: [],
    }),
    "samples.list": () => [],
    "presence.beat": () => [],
    "references.usedBy": () => ({ uses: [], more: 0 }),
    "drafts.editors": () => [],
    "drafts.history": () => ({ items: [], next: null }),
    "drafts.lost": () => [],
    "drafts.save": (asked: { scriptId: string; source: string; baseRevision: number; act?: DraftAct }) => {
      // A page that went may save on its way, when the next one is there already.
      if (asked.scriptId !== item.id) throw new Refusal("That is another script.", { fault: "not_found" });
      if (asked.baseRevision !== draft.revision)
        return { ok: false, conflict: { scriptId: item.id, current: draft, yours: {} }, savedBy };
      save(asked.source, null);
      return { ok: true, item, draft };
    },
    "versions.list": () => ({
      items: live ? [{ ...live, id: "ver_1", createdAt: 0, note: "first" }] : [],
      next: null,
    }),
    "versions.events": () => [],
    "executions.list": () => ({ items: [], next: null }),
    ...change,
  };
  return {
    detail,
    answers,
    /** Where the editor of it is, e.g. `/r/acme/scripts/login/risk-7?tab=docs`. */
    address: (search = "") => `/r/acme/scripts/${item.module}/${item.name}${search}`,
    draft: () => draft,
    /** Artur saves; answers the event that the stream tells. */
    artur(source: string) {
      const revision = save(source, "Artur");
      return {
        type: "draft",
        realmId: item.realmId,
        scriptId: item.id,
        revision,
        userId: "usr_artur",
      } as const;
    },
    /** The script is another one from now on, by whoever. */
    change(to: { item?: Partial<ScriptDetail["item"]>; live?: Partial<NonNullable<ScriptDetail["live"]>> }) {
      item = { ...item, ...to.item };
      if (to.live) live = { ...live, ...to.live } as NonNullable<ScriptDetail["live"]>;
    },
  };
}

const { happyDOM } = globalThis as unknown as {
  happyDOM: { setViewport: (size: { width: number }) => void };
};
type Server = ReturnType<typeof scriptServer>;

/** The whole console with that script in the editor; its draft is open when this answers. */
export async function openEditor(server: Server, search = "", user: Parameters<typeof openPage>[2] = {}) {
  // Wide enough for tree, text and rail beside each other.
  happyDOM.setViewport({ width: 1_440 });
  const page = await openPage(server.address(search), server.answers, user);
  const { item } = server.detail;
  // By its text: names of everything on a whole page take this browser long.
  await page.findByText(`${item.module}/${item.name}`, { selector: "h1" });
  const draft = openDrafts().find(({ scriptId }) => scriptId === item.id)!;
  return Object.assign(page, { draft });
}
