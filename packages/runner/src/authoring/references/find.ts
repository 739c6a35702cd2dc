import type { CheckModule, NamePlace, References, ScriptChecker } from "@scriptyard/languages";
import { normalizeSource } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Realm, Script } from "@scriptyard/model";
import type { ScriptText, Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { declarationsOf } from "../../settings/declarations.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { draftLibraries } from "../../texts/libraries.ts";
import { gatherLibraries } from "../../texts/link.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { createTurnTaker } from "../../turns.ts";
import { checkSource, readDraft } from "../scripts/drafts.ts";
import type { FoundReferences, NameAt, ScriptPlaces } from "./types.ts";
import { usersOf } from "./users.ts";

/** Places that are told; the others are counted. */
const mostPlaces = 2_000;
/** Characters of a line that are shown. */
const mostOfLine = 200;

export type FindPorts = {
  store: Store;
  checker: ScriptChecker;
  workshop: Workshop;
  hosts: HostRegistry;
  catalog: Catalog;
  registry: Registry;
};

/** Where the name at a place is used, in the drafts of every script of the realm that can see it. */
export async function findReferences(ports: FindPorts, at: NameAt, actor: Actor): Promise<FoundReferences> {
  const search = await searchFrom(ports, at, actor);
  if (search.status !== "found") return search;
  const { references, texts, notLookedAt } = search;
  const { name, declaredIn, exported, more } = references;
  const turns = createTurnTaker();
  const scripts: ScriptPlaces[] = [];
  for (const [specifier, places] of byText(references.places)) {
    await turns.pause();
    const { source, scriptId, hook } = texts.get(specifier)!;
    const lines = normalizeSource(source).split("\n");
    // Once per line: thousands of places may be on one that is nearly all blanks.
    const indents = new Map<number, number>();
    scripts.push({
      specifier,
      scriptId,
      hook,
      places: places.map(({ line, column, start, end, role }) => {
        const text = lines[line - 1] ?? "";
        const indent = indents.get(line) ?? text.length - text.trimStart().length;
        indents.set(line, indent);
        return {
          line,
          column,
          endColumn: column + end - start,
          role,
          ...shownLine(text, indent, column - 1),
        };
      }),
    });
  }
  return { status: "found", name, declaredIn, exported, scripts, more, notLookedAt };
}

/** A text among those that were searched; `scriptId` null: it is a file or default, and has no draft. */
export type SearchedText = CheckModule & {
  scriptId: Script["id"] | null;
  hook: string | null;
  revision: number | null;
  liveVersion: number | null;
};

export type Search =
  | { status: "nothing" | "too-much" }
  | {
      status: "found";
      realm: Realm;
      /** The text that was asked about. */
      entry: SearchedText;
      references: References;
      texts: ReadonlyMap<string, SearchedText>;
      notLookedAt: number;
    };

/**
 * First the text alone with what it imports, which tells where the name is declared; then, when it is one that others may
 * import, every text that does.
 */
export async function searchFrom(
  ports: FindPorts,
  at: NameAt & { newName?: string },
  actor: Actor,
): Promise<Search> {
  const script = await ports.catalog.scriptById(at.scriptId);
  const realm = await ports.catalog.anyRealmById(script.realmId);
  const draft = await readDraft(ports, script);
  const source = at.source ?? draft.source;
  checkSource(source);
  const entry: SearchedText = {
    ...searched({ ...script, revision: draft.revision, source }),
    // What was typed since is in no revision.
    revision: source === draft.source ? draft.revision : null,
  };
  const payer = payerOf(realm, actor);
  const libraries = await gatherLibraries(ports, {
    entry: moduleOf(entry),
    libraries: draftLibraries(ports, realm),
    payer,
  });
  const texts = new Map<string, SearchedText>([[entry.specifier, entry]]);
  for (const { specifier, language, source: text } of libraries.texts.values())
    texts.set(specifier, { ...noScript, specifier, language, source: text });
  const declarations = await declarationsOf(ports, realm, payer);
  const look = (newName?: string) =>
    ports.checker.references(
      {
        declarations: declarations.text,
        declarationsHash: declarations.hash,
        texts: [...texts.values()].map(moduleOf),
        of: { specifier: entry.specifier, line: at.line, column: at.column },
        most: mostPlaces,
        ...(newName !== undefined && { newName }),
      },
      payer,
      actor.gone,
    );
  const near = await look();
  if (near.status !== "found") return near;
  const { declaredIn, name, asked } = near.references;
  const isAlias = name !== asked && at.newName !== undefined;
  // The text's own names, and what the host or the language declares: nobody else's texts are asked.
  if (declaredIn === null || isAlias || (declaredIn === entry.specifier && entry.hook !== null))
    return { status: "found", realm, entry, references: near.references, texts, notLookedAt: 0 };
  const users = await usersOf(ports, realm.id, declaredIn);
  const declaring = await draftOf(ports, realm, declaredIn);
  for (const text of declaring === null ? users.items : [declaring, ...users.items])
    if (specifierOf(text) !== entry.specifier) texts.set(specifierOf(text), searched(text));
  const far = await look(at.newName);
  if (far.status !== "found") return far;
  return { status: "found", realm, entry, references: far.references, texts, notLookedAt: users.more };
}

async function draftOf(ports: { store: Store }, realm: Realm, specifier: string): Promise<ScriptText | null> {
  const [module = "", name = ""] = specifier.split("/");
  const script = await ports.store.scripts.byName(realm.id, module, name);
  return script === null ? null : ((await ports.store.scripts.texts([script.id]))[0] ?? null);
}

const noScript = { scriptId: null, hook: null, revision: null, liveVersion: null };

export function searched(text: ScriptText): SearchedText {
  const { id, hook, language, source, revision, liveVersion } = text;
  return { specifier: specifierOf(text), language, source, scriptId: id, hook, revision, liveVersion };
}

const moduleOf = ({ specifier, language, source }: SearchedText): CheckModule => ({
  specifier,
  language,
  source,
});

/** In the order of the places. */
export function byText<P extends Pick<NamePlace, "specifier">>(places: readonly P[]): [string, P[]][] {
  const groups = new Map<string, P[]>();
  for (const place of places) {
    const group = groups.get(place.specifier);
    if (group) group.push(place);
    else groups.set(place.specifier, [place]);
  }
  return [...groups];
}

/** The line with the name in it, cut around it where it is long. */
function shownLine(line: string, indent: number, at: number): { text: string; textColumn: number } {
  const from = at - indent > mostOfLine / 2 ? at - mostOfLine / 2 : Math.min(indent, at);
  return { text: line.slice(from, from + mostOfLine), textColumn: at - from + 1 };
}
