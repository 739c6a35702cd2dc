import { InvalidArgumentError, Option } from "commander";
import { CommandError } from "../command-error.ts";

/** `--dir`: where the scripts are. */
export const dirOption = (workFolder: string): Option =>
  new Option("--dir <folder>", "folder of script files: <module>/<name>.ts").default(workFolder);

export const serverOption = (url: string): Option =>
  new Option("--server <url>", "where the server is").argParser(serverUrl).default(url);

export const realmOption = (): Option => new Option("--realm <realm>", "realm on the server").default("acme");

export const jsonOption = (): Option => new Option("--json", "write JSON, for programs");

export const noteOption = (): Option => new Option("--note <text>", "why: it stays with the version");

/** @throws CommandError without one */
export function requireNote({ note = "" }: { note?: string }): string {
  if (note.trim() !== "") return note;
  throw new CommandError("Say why with --note, in a few words. It stays with the version.");
}

export const engines = ["quickjs-ng", "quickjs"] as const;

/** @throws CommandError for what SCRIPTYARD_ENGINE may say wrongly */
export function engineOf(name: string): (typeof engines)[number] {
  const engine = engines.find((one) => one === name);
  if (engine) return engine;
  throw new CommandError(`There is no engine "${name}" (SCRIPTYARD_ENGINE). Use ${engines.join(" or ")}.`);
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** ISO text or epoch milliseconds. */
export function clockMs(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(value))
    throw new InvalidArgumentError("Write ISO text such as 2026-01-31T12:00:00Z, or epoch milliseconds.");
  return value;
}

/**
 * Where a server is, with the path that it is below: what is at the root of its host may be somebody else's, who is not to get
 * its tokens and passwords.
 *
 * @example serverUrl("https://shop.example/admin/scripts/") // "https://shop.example/admin/scripts"
 */
export function serverUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError("Write an address such as http://127.0.0.1:4400.");
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}
