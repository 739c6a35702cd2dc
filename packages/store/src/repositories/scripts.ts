import type { Realm, Script, SettingsChange } from "@scriptyard/model";
import { and, asc, eq, isNull } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import { prepared, rows, value } from "../work.ts";
import type { Context } from "./context.ts";
import { insertScript, type NewScript } from "./insert-script.ts";
import { finishRemovals, removeScript } from "./remove-script.ts";
import {
  type LibraryHead,
  type LivePin,
  type Mention,
  type ScriptText,
  type TextSize,
  textsOf,
} from "./script-mentions.ts";
import { type LevelUse, type NamesNear, namesNear, type RealmNames } from "./script-names.ts";
import {
  listHeads,
  pageOfRows,
  recentRows,
  rowsNamed,
  type ScriptHead,
  type ScriptNames,
  type ScriptRow,
  toScript,
} from "./script-rows.ts";
import { type ScriptChange, updateScript } from "./update-script.ts";

export interface ScriptsRepository {
  /** Every name, and nothing else. */
  realmNames(realmId: string): Promise<RealmNames>;
  /** Who has one of the levels, `limit` names of each at most. */
  levelUse(realmId: string, of: { levels: readonly string[]; limit: number }): Promise<LevelUse[]>;
  /** `limit` names and modules at most. */
  namesNear(realmId: string, near: { module: string; limit: number }): Promise<NamesNear>;
  /** Scripts without a hook, by module and name, `limit` at most. */
  libraryNames(realmId: string, limit: number): Promise<{ module: string; name: string }[]>;
  /** By module and name; of the modules that are named, else of all. */
  heads(realmId: string, module?: string | readonly string[]): Promise<ScriptHead[]>;
  /** By module and name. */
  page(
    at: { realmId: string; module?: string | undefined },
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<ScriptRow>>;
  /** Those that are there, by module and name. */
  named(realmId: string, names: ScriptNames): Promise<ScriptRow[]>;
  /** Those whose drafts were saved last, newest first. */
  recent(realmId: string, limit: number): Promise<ScriptRow[]>;
  /** In whose `module/name`, description or hook every word occurs, best first; `more` counts the others. With `hook`, of that hook only. */
  search(
    realmId: string,
    search: { text: string; limit: number; hook?: string },
  ): Promise<{ items: ScriptRow[]; more: number }>;
  /** Whose drafts hold one of the words, by module and name; `more` counts the others. */
  mentioning(realmId: string, search: Mention): Promise<{ items: TextSize[]; more: number }>;
  /** With their drafts, by module and name; those that are there. */
  texts(ids: readonly string[]): Promise<ScriptText[]>;
  /** Every library, by module and name. */
  libraryHeads(realmId: string): Promise<LibraryHead[]>;
  /** Libraries with their drafts, by module and name: so many characters of them, and one at least. `next` is the `after` of the next page. */
  libraryTexts(
    realmId: string,
    page: { after: string | null; units: number },
  ): Promise<{ items: ScriptText[]; next: string | null }>;
  /** Whose live versions run with the library of that name; `more` counts those that were not looked at. */
  livePins(
    realmId: string,
    pins: { specifier: string; limit: number },
  ): Promise<{ items: LivePin[]; more: number }>;
  byId(id: string): Promise<Script | null>;
  byName(realmId: string, module: string, name: string): Promise<Script | null>;
  /** Creates the script with its first draft (revision 1) and samples. */
  create(
    script: NewScript["script"],
    draft: NewScript["draft"],
    samples: NewScript["samples"],
  ): Promise<Script>;
  /** @param basedOn only while each part that changes is still this: a Fault `conflict`, and nothing is changed, when somebody was faster */
  update(id: string, change: ScriptChange, basedOn?: SettingsChange): Promise<Script>;
  /** With its history, in turns. Only while no version of it is live; otherwise `conflict`. */
  remove(script: Pick<Script, "id" | "retiredVersion">, atMs: number): Promise<void>;
  /** Goes on with removals that were interrupted; answers how many. */
  finishRemovals(): Promise<number>;
}

export function scriptsRepository({ main, reader }: Context): ScriptsRepository {
  return {
    realmNames: (realmId) => reader.ask(realmId, "realmNames", realmId),
    levelUse: (realmId, of) => reader.ask(realmId, "levelUse", realmId, of),
    namesNear: (realmId, near) => guarded(main.read((db, t) => namesNear(db, t, realmId, near))),
    libraryNames: (realmId, limit) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const { module, name, hook } = scripts;
          return yield* rows(
            db
              .select({ module, name })
              .from(scripts)
              .where(and(eq(scripts.realmId, realmId as Realm["id"]), isNull(hook)))
              .orderBy(asc(module), asc(name))
              .limit(limit),
          );
        }),
      ),
    heads: (realmId, module) => guarded(main.read((db, t) => listHeads(db, t, realmId, module))),
    page: (at, page) => guarded(main.read((db, t) => pageOfRows(db, t, at, page))),
    named: (realmId, names) => guarded(main.read((db, t) => rowsNamed(db, t, realmId, names))),
    recent: (realmId, limit) => guarded(main.read((db, t) => recentRows(db, t, realmId, limit))),
    search: (realmId, search) => reader.ask(realmId, "searchScripts", realmId, search),
    mentioning: (realmId, search) => reader.ask(realmId, "scriptsMentioning", realmId, search),
    texts: (ids) => guarded(main.read((db, t) => textsOf(db, t, ids))),
    libraryHeads: (realmId) => reader.ask(realmId, "libraryHeads", realmId),
    libraryTexts: (realmId, page) => reader.ask(realmId, "libraryTexts", realmId, page),
    livePins: (realmId, pins) => reader.ask(realmId, "livePins", realmId, pins),
    byId: (id) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const [row] = yield* prepared("scripts.byId", { id }, () =>
            db
              .select()
              .from(scripts)
              .where(and(eq(scripts.id, value(scripts.id, "id")), isNull(scripts.removedAt))),
          );
          return row ? toScript(row) : null;
        }),
      ),
    byName: (realmId, module, name) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const [row] = yield* prepared("scripts.byName", { realmId, module, name }, () =>
            db
              .select()
              .from(scripts)
              .where(
                and(
                  eq(scripts.realmId, value(scripts.realmId, "realmId")),
                  eq(scripts.module, value(scripts.module, "module")),
                  eq(scripts.name, value(scripts.name, "name")),
                  isNull(scripts.removedAt),
                ),
              ),
          );
          return row ? toScript(row) : null;
        }),
      ),
    create: (script, draft, samples) =>
      guarded(
        main.tx(function* (db, t) {
          return toScript(yield* insertScript(db, t, { script, draft, samples }));
        }),
        {
          conflict: `There is already a script "${script.module}/${script.name}" in this realm.`,
          missing: `The realm ${script.realmId} or the user ${draft.userId} is not there.`,
        },
      ),
    update: (id, change, basedOn) => guarded(main.tx((db, t) => updateScript(db, t, id, change, basedOn))),
    remove: (script, atMs) => removeScript(main, script, atMs),
    finishRemovals: () => finishRemovals(main),
  };
}
