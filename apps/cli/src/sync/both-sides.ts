import type { Host } from "@scriptyard/host-kit";
import { type LanguageId, scriptName } from "@scriptyard/model";
import { CommandError } from "../command-error.ts";
import { readScriptFolder, type ScriptFile } from "../folder/script-folder.ts";
import { asking, connect, type Server } from "../server/client.ts";
import type { Sides } from "./plan.ts";
import { readState, type SyncState, sha256 } from "./state.ts";

export type RemoteScript = {
  id: `scr_${string}`;
  specifier: string;
  language: LanguageId;
  source: string;
  revision: number;
  live: { number: number; source: string } | null;
  /** Newer versions than the live one are there, for somebody went back from them. */
  rolledBack: { newest: number; by: string | null; note: string } | null;
  /** Number of the version that was live until it was retired; null: it was not. */
  retired: number | null;
};

export type BothSides = {
  root: string;
  state: SyncState;
  problems: { path: string; message: string }[];
  scripts: { sides: Sides; file: ScriptFile | null; remote: RemoteScript | null }[];
};

/** Reads a folder and a realm, script by script. A folder that is not there is an empty one. */
export async function readBothSides(
  server: Server,
  {
    dir,
    realm,
    hosts,
    mayBeMissing = false,
  }: { dir: string; realm: string; hosts: readonly Host[]; mayBeMissing?: boolean },
): Promise<BothSides> {
  const folder = await readScriptFolder(dir, hosts).catch((error: unknown) => {
    if (mayBeMissing) return { root: dir, files: [], problems: [] };
    throw error;
  });
  const state = await readState(folder.root, { server: server.url, realm });
  const remotes = await readRealm(server, realm);
  const files = new Map(folder.files.map((file) => [file.specifier, file]));
  const names = [...new Set([...files.keys(), ...remotes.keys()])].sort();
  return {
    root: folder.root,
    state,
    problems: folder.problems,
    scripts: names.map((specifier) => {
      const file = files.get(specifier) ?? null;
      const remote = remotes.get(specifier) ?? null;
      const sides = {
        specifier,
        local: file && sha256(file.source),
        remote: remote && sha256(remote.source),
        base: state.scripts[specifier]?.sha256 ?? null,
      };
      return { sides, file, remote };
    }),
  };
}

async function readRealm(server: Server, realm: string): Promise<Map<string, RemoteScript>> {
  const client = connect(server);
  return asking(server.url, `The realm "${realm}" could not be read`, async () => {
    const whole: Awaited<ReturnType<typeof client.scripts.get.query>>[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { module: string; name: string }[]; next: string | null } =
        await client.scripts.list.query({ realm, cursor, limit: 200 });
      const { items } = page;
      whole.push(
        ...(await Promise.all(
          items.map(({ module, name }) => client.scripts.get.query({ realm, module, name })),
        )),
      );
      cursor = page.next;
    } while (cursor !== null);
    return new Map(
      whole.map(({ item, draft, live, rolledBack }) => {
        const specifier = `${item.module}/${item.name}`;
        // It becomes the path of a file.
        if (![item.module, item.name].every((name) => scriptName.safeParse(name).success))
          throw new CommandError(
            `The server names a script ${JSON.stringify(specifier.slice(0, 120))}, which is no name. Nothing was written.`,
          );
        const { id, language, retiredVersion: retired } = item;
        const { source, revision } = draft;
        return [specifier, { id, specifier, language, source, revision, live, rolledBack, retired }];
      }),
    );
  });
}
