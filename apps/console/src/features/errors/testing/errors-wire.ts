import type { ErrorAct } from "@scriptyard/model";
import type { Inputs, Outputs } from "../../../app/trpc.ts";
import { fakeWire, Refusal } from "../../../testing/wire.ts";

type Row = Outputs["errors"]["list"]["items"][number];
type Detail = Outputs["errors"]["get"];
type Entry = Outputs["errors"]["activity"][number];

export const aGroup = (n: number, over: Partial<Row> = {}): Row => ({
  id: `erg_${n}`,
  realmId: "rlm_1",
  scriptId: "scr_1",
  module: "login",
  name: "risk-check",
  fingerprint: `${n}`,
  type: "execution",
  message: `boom ${n}`,
  file: "login/risk-check",
  line: 4,
  firstVersion: 3,
  firstLayer: "version",
  earliestVersion: 3,
  lastVersion: 3,
  status: "open",
  statusAt: null,
  statusBy: null,
  statusByName: null,
  mutedUntil: null,
  mutedUntilCount: null,
  resolvedVersion: null,
  cameBack: false,
  cameBackVersion: null,
  count: 4,
  lastExecutionId: "exe_1",
  firstSeenAt: 1_000,
  lastSeenAt: 2_000 - n,
  spark: Array<number>(24).fill(0),
  began: { kind: "version", version: 3, authorName: "Ada", note: "Break it", at: 900, earlier: null },
  ...over,
});

export const aDetail = (over: Partial<Detail> = {}): Detail => {
  const { spark: _, ...group } = aGroup(1);
  return {
    ...group,
    liveVersion: 3,
    wayBack: { toVersion: 2 },
    rolledBack: null,
    lastExecution: null,
    source: null,
    ...over,
  };
};

export const anEntry = (over: Partial<Entry> & { id: string }): Entry =>
  ({
    errorGroupId: "erg_1",
    kind: "comment",
    userId: "usr_2",
    userName: "Artur",
    mine: false,
    at: 1_000,
    text: null,
    editedAt: null,
    version: null,
    until: null,
    times: null,
    ...over,
  }) as Entry;

/** The server's side of the errors page, with what it keeps: acts change rows, an undo brings them back. */
export function errorsWire(rows: Row[], detail: Detail = aDetail(), activity: Entry[] = []) {
  let before: Row[] = rows;
  let now = rows;
  const role = "author";
  const wire = fakeWire({
    "session.me": () => ({ id: "usr_1", role, name: "Ada", email: "ada@example.org" }),
    "errors.list": ({ filter }: Inputs["errors"]["list"]) => ({
      items: now.filter((row) => filter.status === undefined || row.status === filter.status),
      next: null,
    }),
    "errors.act": ({ ids, act }: { ids: string[]; act: ErrorAct }) => {
      before = now;
      const status = act.kind === "resolve" ? "resolved" : act.kind === "reopen" ? "open" : "muted";
      now = now.map((row) => (ids.includes(row.id) ? { ...row, status } : row));
      return { actId: "eac_act", changed: ids.length };
    },
    "errors.undo": () => {
      now = before;
      return 1;
    },
    "errors.get": ({ id }: { id: string }) => {
      if (id !== detail.id) throw new Refusal(`There is no error group ${id}.`, { fault: "not_found" });
      return { ...detail, status: now.find((row) => row.id === id)?.status ?? detail.status };
    },
    "errors.activity": () => activity,
    "errors.comment": ({ text }: { text: string }) => {
      activity.push(anEntry({ id: "eac_new", userId: "usr_1", userName: "Ada", mine: true, text }));
      return "eac_new";
    },
    "errors.editComment": ({ commentId, text }: { commentId: string; text: string }) => {
      for (const entry of activity) if (entry.id === commentId) Object.assign(entry, { text, editedAt: 2 });
    },
    "errors.removeComment": ({ commentId }: { commentId: string }) => {
      activity.splice(
        activity.findIndex((entry) => entry.id === commentId),
        1,
      );
    },
  });
  return wire;
}
