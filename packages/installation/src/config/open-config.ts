import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parseEnv } from "node:util";
import {
  type ConfiguredRealm,
  configDocument,
  type Issue,
  type ProductFunction,
  type ProductHttpCall,
  type ScriptyardConfig,
  type ServerSettings,
} from "@scriptyard/host-kit";

/** As a configuration says it; where a product embeds us, also as functions. */
export type ConfiguredProduct = {
  readonly [hostId: string]: string | { readonly [name: string]: ProductHttpCall | ProductFunction };
};

/** A configuration that was read. What is wrong with it is told together with what is wrong with its hosts. */
export type ConfigFile = {
  /** Absolute. */
  file: string;
  /** What people call it. */
  shownAs: string;
  folder: string;
  /** What could be read, also where other parts have problems. */
  hosts: readonly string[];
  realms: readonly ConfiguredRealm[];
  server: ServerSettings;
  demo: boolean;
  /** By host: a file, or functions by their names. */
  product: ConfiguredProduct;
  problems: readonly Issue[];
  /** Variables of the file `.env` beside it; the environment goes before them. */
  dotEnv: { readonly [name: string]: string };
};

/** Reads a configuration: TypeScript, JavaScript or JSON. It never throws: what is wrong is among the problems. */
export async function openConfig(file: string): Promise<ConfigFile> {
  const folder = dirname(file);
  const at = { file, shownAs: basename(file), folder, dotEnv: readDotEnv(folder) };
  const nothing = { hosts: [], realms: [], server: {}, demo: false, product: {} };
  let value: unknown;
  try {
    // The loader of TypeScript takes a while to load itself; an installation without a configuration needs none.
    value = file.endsWith(".json")
      ? parseJson(file)
      : await (await import("./import-code.ts")).importCode(file);
  } catch (error) {
    return { ...at, ...nothing, problems: [{ path: "file", message: reasonOf(error) }] };
  }
  const problems = configDocument.problems(value);
  if (problems.length === 0) {
    const { hosts, realms = [], server = {}, demo = false, product = {} } = configDocument.parse(value);
    return { ...at, hosts, realms, server, demo, product, problems };
  }
  // Hosts are looked at all the same, so that whoever corrects the file hears everything in one go.
  const { hosts } = (value ?? {}) as Partial<Record<keyof ScriptyardConfig, unknown>>;
  const texts = Array.isArray(hosts) ? hosts.filter((one): one is string => typeof one === "string") : [];
  return { ...at, ...nothing, hosts: texts, problems };
}

function readDotEnv(folder: string): { [name: string]: string } {
  let text: string;
  try {
    text = readFileSync(`${folder}/.env`, "utf8");
  } catch {
    return {};
  }
  return Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** @throws Error in words */
export function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`is not JSON: ${error.message}`, { cause: error });
    throw error;
  }
}

/** In one line: loaders put places on lines of their own. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
}
