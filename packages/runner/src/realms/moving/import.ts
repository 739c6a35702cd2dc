import { Fault, type Script } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { checkNote } from "../../authoring/publish/note.ts";
import { nameOf } from "../../authoring/scripts/name-of.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { Triggers } from "../../starters/triggers/types.ts";
import { type Chosen, checkChosen } from "./check.ts";
import { checkTriggers } from "./check-triggers.ts";
import { type Compared, compareRealm } from "./compare.ts";
import { movedOf } from "./files.ts";
import type { MovingPorts } from "./ports.ts";
import { prepareImport, requireAllRoom } from "./prepare.ts";
import { isNamed, isSelected, requireMeaning, selectedOf } from "./selection.ts";
import { tellImport } from "./tell-import.ts";
import type { ImportDone, ImportInput, ImportPlan, MovedRealm, MoveRow, MoveSelection } from "./types.ts";
import { unpackFiles } from "./zip.ts";

/** What an archive would change in a realm; nothing is written. */
export async function planImport(
  ports: MovingPorts,
  { realm: name, archive, ...selection }: Pick<ImportInput, "realm" | "archive"> & MoveSelection,
  actor: Actor,
): Promise<ImportPlan> {
  const { moved, compared } = await compareWith(ports, name, archive);
  requireMeaning(moved, selection);
  // What is in conflict too: it may be chosen, and a script beside it may need it.
  const chosen = chosenOf(compared, ({ key, status }) => status !== "same" && isSelected(key, selection));
  const { scripts } = await checkChosen(ports, chosen, actor);
  const others = withOthers(scripts, compared);
  await checkTriggers(ports, chosen, { from: moved.from.realm, scripts: others, actor });
  const { realm, title, whole } = moved.from;
  return { from: { realm, title, whole }, basedOn: compared.basedOn, rows: rowsOf(compared, selection) };
}

/**
 * Writes what was planned: all of it in one transaction, or nothing.
 *
 * @throws Fault `conflict` when the realm, or the archive, is not the plan's any more; `draft_invalid` for what does not fit
 */
export async function importRealm(
  ports: MovingPorts,
  triggers: Pick<Triggers, "reload" | "followZone">,
  { realm: name, archive, basedOn, overwrite = [], note, ...selection }: ImportInput,
  actor: Actor,
): Promise<ImportDone> {
  const { moved, compared } = await compareWith(ports, name, archive);
  requireMeaning(moved, selection);
  if (compared.basedOn !== basedOn)
    throw new Fault(
      "conflict",
      "The realm was changed after the plan was made, or the archive is another one. Nothing was written: look at the plan again.",
    );
  const isWritten = ({ key, status }: MoveRow) =>
    isSelected(key, selection) &&
    (status === "new" || status === "changed" || (status === "conflicting" && isNamed(key, overwrite)));
  const chosen = chosenOf(compared, isWritten);
  const { scripts, checked } = await checkChosen(ports, chosen, actor);
  const ready = await checkTriggers(ports, chosen, {
    from: moved.from.realm,
    scripts: withOthers(scripts, compared),
    actor,
  });
  refuseProblems(rowsOf(chosen));
  const words = checkNote(note ?? `Imported from ${moved.from.realm}`);
  const input = await prepareImport(ports, { chosen, scripts, checked, ready, note: words, actor });
  await requireAllRoom(ports, compared.realm, input);
  const told = { by: await nameOf(ports, actor.userId), of: [] };
  await ports.store.realms.import(input);
  await tellImport(ports, triggers, { input, from: moved.from.realm, realm: compared.realm, told }, actor);
  const numbers = new Map(input.versions.map(({ after }) => [after.version.scriptId, after.version.number]));
  const specifiers = new Map(chosen.scripts.map(({ row, moved: one }) => [row.key, specifierOf(one)]));
  return {
    written: rowsOf(chosen).map(({ key, status }) => {
      const id = checked.get(specifiers.get(key) ?? "")?.script.id;
      return { key, status: status === "new" ? "new" : "changed", version: (id && numbers.get(id)) ?? null };
    }),
    left: rowsOf(compared, selection)
      .filter((row) => row.status === "conflicting" && !isWritten(row))
      .map(({ key }) => key),
  };
}

/** An archive, beside the realm that it is for: all of it where nothing is selected. */
export async function compareWith(
  ports: MovingPorts,
  name: string,
  archive: Uint8Array,
  selection: MoveSelection = {},
): Promise<{ moved: MovedRealm; compared: Compared }> {
  ports.catalog.forget();
  const realm = await ports.catalog.realm(name);
  const moved = selectedOf(await movedOf(await unpackFiles(archive)), selection);
  if (moved.from.host !== realm.hostId)
    throw new Fault(
      "bad_request",
      `The archive is of a realm of the host "${moved.from.host.slice(0, 80)}"; "${realm.name}" is of "${realm.hostId}". Import it into a realm of its own host.`,
    );
  return { moved, compared: await compareRealm(ports, realm, moved, archive) };
}

type Rows = Pick<Compared, "scripts" | "flows" | "triggers" | "settings" | "policy"> & {
  secrets?: MoveRow[];
};

/** By kind, in the order of the archive. */
function rowsOf(of: Rows, selection: MoveSelection = {}): MoveRow[] {
  const { scripts, flows, triggers, settings, policy, secrets = [] } = of;
  const listed = [...scripts, ...flows, ...triggers, settings, policy].flatMap((one) => one?.row ?? []);
  return [...listed.filter(({ key }) => isSelected(key, selection)), ...secrets];
}

function chosenOf(compared: Compared, isChosen: (row: MoveRow) => boolean): Chosen {
  const only = <One extends { row: MoveRow }>(some: readonly One[]) =>
    some.filter(({ row }) => isChosen(row));
  const settings = compared.settings && isChosen(compared.settings.row) ? compared.settings : null;
  const policy = compared.policy && isChosen(compared.policy.row) ? compared.policy : null;
  const { realm } = compared;
  return {
    scripts: only(compared.scripts),
    flows: only(compared.flows),
    triggers: only(compared.triggers),
    settings,
    policy,
    before: realm,
    after: { ...realm, ...settings?.moved, ...(policy && { policy: policy.moved }) },
  };
}

/** Scripts that will be, or are, the realm's own: what a trigger may name. */
function withOthers(scripts: ReadonlyMap<string, Script>, compared: Compared): Map<string, Script> {
  const all = new Map(scripts);
  for (const { moved, here } of compared.scripts) {
    const specifier = specifierOf(moved);
    if (here !== null && !all.has(specifier)) all.set(specifier, here.script);
  }
  return all;
}

function refuseProblems(rows: readonly MoveRow[]): void {
  const wrong = rows.filter(({ problem }) => problem !== null);
  const [first] = wrong;
  if (first === undefined) return;
  const others = wrong.length === 1 ? "" : ` (and ${wrong.length - 1} more)`;
  throw new Fault(
    "draft_invalid",
    `${first.key}: ${first.problem}${others} Nothing was written: mend it there, or leave it out.`,
    { details: { rows: wrong.slice(0, 20), diagnostics: wrong.flatMap((row) => row.findings).slice(0, 50) } },
  );
}
