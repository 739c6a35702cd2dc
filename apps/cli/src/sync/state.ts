import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { CommandError } from "../command-error.ts";
import { readWithin, TooLongError } from "../input/read-within.ts";
import { writeWhole } from "../output/write-whole.ts";

const stateSchema = z.strictObject({
  server: z.string(),
  realm: z.string(),
  /** By `module/name`. */
  scripts: z.record(
    z.string(),
    z.strictObject({
      /** The text that folder and server last agreed on. */
      sha256: z.string(),
      /** That text was edited here, and is no version yet. */
      edited: z.literal(true).optional(),
    }),
  ),
  /** By name: the drawing of a flow that both last agreed on. Files of before flows could be pulled have none. */
  flows: z.record(z.string(), z.strictObject({ sha256: z.string() })).default({}),
});
export type SyncState = z.infer<typeof stateSchema>;

/** What is remembered of a script whose text both sides hold now. */
export const agreed = (source: string, edited: boolean): SyncState["scripts"][string] => ({
  sha256: sha256(source),
  ...(edited && { edited }),
});

export const stateFile = ".scriptyard.json";

/**
 * What a folder and a realm last agreed on. Another server or realm starts from nothing: its drafts are other texts.
 *
 * @throws CommandError when the file was damaged
 */
export async function readState(
  folder: string,
  place: { server: string; realm: string },
): Promise<SyncState> {
  let text: string;
  try {
    text = (await readWithin(join(folder, stateFile), mostBytes)).toString("utf8");
  } catch (error) {
    if (error instanceof TooLongError) throw damaged(folder, error);
    return { ...place, scripts: {}, flows: {} };
  }
  try {
    const state = stateSchema.parse(JSON.parse(text));
    const here = state.server === place.server && state.realm === place.realm;
    return here ? state : { ...place, scripts: {}, flows: {} };
  } catch (error) {
    throw damaged(folder, error);
  }
}

/** Of more scripts than any realm has. */
const mostBytes = 64_000_000;

function damaged(folder: string, cause: unknown): CommandError {
  return new CommandError(
    `${join(folder, stateFile)} is damaged. Remove it; then pull, which writes over nothing that differs.`,
    { cause },
  );
}

/** Whole or not at all: a command that is interrupted must not leave half a file. */
export async function writeState(folder: string, state: SyncState): Promise<void> {
  const path = join(folder, stateFile);
  const written = { ...state, scripts: sorted(state.scripts), flows: sorted(state.flows) };
  await writeWhole(path, `${JSON.stringify(written, null, 2)}\n`);
}

const sorted = <T>(entries: { [name: string]: T }) =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
