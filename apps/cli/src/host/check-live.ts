import type { Host } from "@scriptyard/host-kit";
import type { ScriptChecker } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { diagnosticText } from "@scriptyard/model";
import { type ArchivedScript, openArchive } from "@scriptyard/runner/realm-archive";
import { exportFrom } from "../server/archives.ts";
import type { Server } from "../server/client.ts";
import type { HostFinding } from "./check-host.ts";

/** What a change of a host would mean for one realm of a server: its live scripts, checked against the definition that is here. */
export type LiveChecked = { realm: string; host: string; live: number; findings: HostFinding[] };

/**
 * Checks what is live in a realm against a definition of its host that the server need not have. Nothing is changed there.
 *
 * @throws CommandError when the realm cannot be read
 */
export async function checkLive(host: Host, realm: string, server: Server): Promise<LiveChecked> {
  const archive = await exportFrom(server, realm, { only: ["scripts", "settings"] });
  const { scripts, settingsSchema } = await openArchive(archive);
  const declarations = host.declarations({ settingsSchema });
  const live = scripts.filter((one) => one.live !== null);
  const libraries = librariesOf(host, live);
  await using checker = createScriptChecker();
  const findings: HostFinding[] = [];
  for (const script of live)
    for (const { at, message } of await misfitsOf(script, { host, declarations, libraries, checker }))
      findings.push({ place: `${realm}: ${script.module}/${script.name}${at}`, message });
  return { realm, host: host.id, live: live.length, findings };
}

type Library = { specifier: string; language: ArchivedScript["language"]; source: string };
type Ground = {
  host: Host;
  declarations: ReturnType<Host["declarations"]>;
  libraries: ReadonlyMap<string, Library>;
  checker: ScriptChecker;
};

async function misfitsOf(
  { module, name, hook, language, live }: ArchivedScript,
  { host, declarations, libraries, checker }: Ground,
): Promise<{ at: string; message: string }[]> {
  if (hook !== null && !host.hooks.some((known) => known.name === hook))
    return [{ at: "", message: `It is for the hook ${hook}, which the host does not have any more.` }];
  const source = live ?? "";
  const found = await checker.check({
    declarations: declarations.text,
    declarationsHash: declarations.hash,
    entry: { specifier: `${module}/${name}`, language, source },
    hook,
    libraries: namedIn(source, libraries),
  });
  return found
    .filter(({ severity }) => severity === "error")
    .map((one) => ({ at: `:${one.line}:${one.column}`, message: diagnosticText(one) }));
}

/** Published libraries go before those that the host ships. */
function librariesOf(host: Host, live: readonly ArchivedScript[]): ReadonlyMap<string, Library> {
  const shipped = host.defaults.map((one) => ({ ...one, text: one.source }));
  const published = live.map((one) => ({ ...one, text: one.live ?? "" }));
  return new Map(
    [...shipped, ...published]
      .filter(({ hook }) => hook === null)
      .map(({ module, name, language, text }): [string, Library] => {
        const specifier = `${module}/${name}`;
        return [specifier, { specifier, language, source: text }];
      }),
  );
}

/** Those that a text names, and those that these name: what it imports is among them. */
function namedIn(source: string, libraries: ReadonlyMap<string, Library>): Library[] {
  const found = new Set<Library>();
  const texts = [source];
  for (const text of texts)
    for (const library of libraries.values())
      if (!found.has(library) && text.includes(library.specifier)) {
        found.add(library);
        texts.push(library.source);
      }
  return [...found];
}
