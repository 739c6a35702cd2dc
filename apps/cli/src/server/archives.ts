import type { Buffer } from "node:buffer";
import type { ImportDone, ImportPlan } from "@scriptyard/runner";
import type { Server } from "./client.ts";
import { callRest, callRestForBytes } from "./rest.ts";

/** What of a realm is moved; left out: all of it. */
export type Selection = { only?: string[] | undefined; except?: string[] | undefined };

/** A realm, or a part of it, as an archive. */
export function exportFrom(server: Server, realm: string, selection: Selection): Promise<Buffer> {
  return callRestForBytes(
    server,
    "The realm was not exported",
    `${pathOf(realm)}/export${queryOf(selection)}`,
  );
}

/** What an archive would change. */
export function planFor(
  server: Server,
  realm: string,
  archive: Uint8Array,
  selection: Selection,
): Promise<ImportPlan> {
  return callRest(server, "There is no plan", {
    method: "POST",
    path: `${pathOf(realm)}/import/plan${queryOf(selection)}`,
    archive,
  });
}

export type ImportOptions = Selection & {
  basedOn: string;
  overwrite?: string[] | undefined;
  note?: string | undefined;
};

export function importInto(
  server: Server,
  realm: string,
  archive: Uint8Array,
  { note, basedOn, ...lists }: ImportOptions,
): Promise<ImportDone> {
  return callRest(server, "Nothing was imported", {
    method: "POST",
    path: `${pathOf(realm)}/import${queryOf({ ...lists, basedOn: [basedOn], note: note === undefined ? undefined : [note] })}`,
    archive,
  });
}

const pathOf = (realm: string): string => `/realms/${encodeURIComponent(realm)}`;

function queryOf(lists: { [name: string]: string[] | undefined }): string {
  const query = new URLSearchParams();
  for (const [name, values = []] of Object.entries(lists))
    for (const value of values) query.append(name, value);
  return query.size === 0 ? "" : `?${query.toString()}`;
}
