import type { Host } from "@scriptyard/host-kit";
import type { ScriptChecker } from "@scriptyard/languages";
import { createLocalWorkshop } from "@scriptyard/languages/workshop";
import type { Diagnostic, Realm } from "@scriptyard/model";
import { Fault, faults, inheritedLevel } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import { createCompiler } from "../../engine/compiler.ts";
import { systemPayer } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { createPolicies } from "../../policy/policies.ts";
import { createHostRegistry } from "../catalog/host-registry.ts";
import { checkFile, type FileCheckPorts } from "./check-file.ts";
import { hookOfFile } from "./hook-in.ts";
import { judge, uncheckedImports } from "./judge.ts";
import { layerLibraries } from "./layer-libraries.ts";
import { type FolderRead, readFolder } from "./read-folder.ts";
import type { ScriptPath } from "./script-path.ts";
import { addCandidate, createRealmSlots, type KnownFiles, type RealmSlots } from "./slots.ts";

export type ValidatedFile = {
  /** Within the folder, with `/`. */
  path: string;
  /** Null for a library, and for what cannot be a script. */
  hook: string | null;
  /** Why it would not be used, in the words of the server's status; null = it would. */
  problem: string | null;
  /** Errors, and warnings of texts that pass. */
  diagnostics: Diagnostic[];
};

export type ValidateFolderOptions = {
  /** Absolute path of a folder of scripts. One that is not there is empty. */
  folder: string;
  /** Files are judged as in an installation of this host alone. */
  host: Host;
  checker: ScriptChecker;
  sandbox: Sandbox;
  /** Only these paths; the libraries they import are read anyway. Default: all. */
  only?: (path: string) => boolean;
  onProgress?: (done: number, all: number) => void;
};

/**
 * What a server would say about every file of a folder, without one: name, size, encoding, links, then the checks of
 * publish. Libraries come from the folder, then from those the host ships. What only a realm has (published versions, the
 * types of its settings, its security levels) does not count here.
 *
 * @example
 * const files = await validateFolder({ folder: "./scripts", host: identity, checker, sandbox });
 * const bad = files.filter((file) => file.problem !== null);
 */
export async function validateFolder(options: ValidateFolderOptions): Promise<ValidatedFile[]> {
  const { folder, host, only = () => true, onProgress } = options;
  const read = await readFolder(folder, [host]);
  const ports = portsOf(options);
  const realms = realmsOf(host, read.files);
  const chosen = [...read.files.values()].filter(({ at }) => only(at.path));
  const found = new Map<string, ValidatedFile>();
  for (const [done, { at }] of chosen.entries()) {
    const ground = { name: at.realm, realm: realms.get(at.realm)!, files: read.files, found };
    // It may have been judged as the library of another one.
    if (!found.has(at.path)) await validate(ports, ground, at, new Set());
    onProgress?.(done + 1, chosen.length);
  }
  const scripts = chosen.map(({ at }) => found.get(at.path)!);
  return [...scripts, ...strangers(read).filter(({ path }) => only(path))].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

type Ground = {
  name: string | null;
  realm: RealmSlots;
  files: KnownFiles;
  found: Map<string, ValidatedFile>;
};

async function validate(
  ports: FileCheckPorts,
  ground: Ground,
  at: ScriptPath,
  around: Set<string>,
): Promise<void> {
  const { realm, files, found } = ground;
  around.add(at.path);
  for (const library of await uncheckedImports(ports, realm, files, at, around))
    await validate(ports, ground, library, around);
  const slot = realm.slots.get(specifierOf(at))!;
  const candidate = slot.candidates.get(at.path)!;
  const checked = await judge(slot, candidate, {
    files,
    relink: false,
    clock: Date.now,
    check: (read) =>
      patiently(() =>
        checkFile(ports, {
          ...read,
          at,
          realm: realm.realm,
          hook: undefined,
          settings: { limits: {}, securityLevel: inheritedLevel },
          isNode: false,
          // Without a server the flow is not known.
          junction: async () => null,
          libraries: layerLibraries(realm, files),
        }),
      ),
  });
  // What one realm's own libraries make of a file for all is not what is said about it.
  if (checked === null || at.realm !== ground.name) return;
  const read = files.get(at.path)?.read;
  const named =
    read?.kind === "text"
      ? await hookOfFile(ports, realm.host, at, { source: read.source, payer: systemPayer(realm.realm) })
      : { hook: null };
  const hook = "problem" in named ? null : named.hook;
  const problem = checked.ok ? null : checked.message;
  found.set(at.path, { path: at.path, hook, problem, diagnostics: checked.diagnostics });
}

/** One for the files of every realm, and one for each realm that has files of its own. */
function realmsOf(host: Host, files: KnownFiles): Map<string | null, RealmSlots> {
  const all = [...files.values()].map(({ at }) => at);
  const names = new Set([null, ...all.map((at) => at.realm)]);
  return new Map(
    [...names].map((name) => {
      const state = createRealmSlots(anyRealm(host, name), host);
      for (const at of all) if (at.realm === null || at.realm === name) addCandidate(state, at);
      return [name, state];
    }),
  );
}

/** A realm as it is before anybody has set anything. */
function anyRealm(host: Host, name: string | null): Realm {
  return {
    id: "rlm_files",
    name: name ?? "files",
    title: name ?? "Files",
    hostId: host.id,
    timeZone: "UTC",
    settingsSchema: {},
    settings: {},
    allowedHosts: [],
    createdAt: 0,
  };
}

const compiledBytes = 32_000_000;

function portsOf({ host, checker, sandbox }: ValidateFolderOptions): FileCheckPorts {
  const hosts = createHostRegistry([host]);
  const compiler = createCompiler(sandbox, compiledBytes);
  return {
    hosts,
    checker,
    workshop: createLocalWorkshop(),
    sandbox,
    compiler,
    policies: createPolicies(hosts, null),
  };
}

function strangers({ strays, refused }: FolderRead): ValidatedFile[] {
  const problems = [...strays, ...refused.map((path): [string, string] => [path, refusedPath])];
  return problems.map(([path, problem]) => ({ path, hook: null, problem, diagnostics: [] }));
}

const refusedPath = "It is a link to a place outside of the scripts folder, or there are too many files.";

const tries = 5;

/** Whoever is busy says nothing about the file, so it is asked again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault) || !faults[error.code].retry || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
