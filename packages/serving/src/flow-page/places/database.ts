import { readFile, stat } from "node:fs/promises";
import { Reader } from "mmdb-lib";
import { type Place, placeInRecord } from "./place.ts";

/** A database of a whole world with cities has a tenth of this. */
const mostBytes = 1_000_000_000;

export type PlaceDatabase = Disposable & {
  /** Nothing for an address that it does not know. Some microseconds: it is a walk down a tree in memory. */
  find(ip: string): Place;
};

type DatabaseOptions = {
  /** Absolute path of a file in MaxMind's format. */
  file: string;
  /** Told why another file in its place is not used. */
  onProblem: (error: unknown) => void;
  /** How often it is looked at. Default: each minute. */
  everyMs?: number;
};

type Loaded = { reader: Reader<never>; stamp: string };

/**
 * A file that says where addresses are. Whoever keeps it up to date puts another in its place: it is read beside the one in
 * use, and one that is no database changes nothing.
 *
 * @throws Error when there is none at first, or it is no database
 */
export async function openPlaceDatabase({
  file,
  onProblem,
  everyMs = 60_000,
}: DatabaseOptions): Promise<PlaceDatabase> {
  let { reader, stamp } = (await load(file, ""))!;
  let loading = false;
  const look = async (): Promise<void> => {
    if (loading) return;
    loading = true;
    try {
      const next = await load(file, stamp);
      if (next !== null) ({ reader, stamp } = next);
    } catch (error) {
      onProblem(error);
    } finally {
      loading = false;
    }
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    find(ip) {
      try {
        return placeInRecord(reader.get(ip));
      } catch (error) {
        // Part of it is damaged; a login does not fail over where it comes from.
        onProblem(error);
        return {};
      }
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** Null where it is the file that is known. */
async function load(file: string, known: string): Promise<Loaded | null> {
  const { size, mtimeMs, ino } = await stat(file);
  const stamp = `${ino} ${size} ${mtimeMs}`;
  if (stamp === known) return null;
  if (size > mostBytes) throw new Error(`${file} is larger than ${mostBytes} bytes`);
  const reader = new Reader<never>(await readFile(file));
  // Half a file has no description at its end; one of something else has no addresses of both kinds.
  for (const ip of ["192.0.2.1", "2001:db8::1"]) reader.get(ip);
  return { reader, stamp };
}
