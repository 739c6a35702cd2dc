import { createHash } from "node:crypto";
import type { Host } from "@scriptyard/host-kit";
import type {
  EffectivePolicy,
  ExecutionSource,
  LanguageId,
  Limits,
  Realm,
  Script,
  ScriptError,
  Version,
} from "@scriptyard/model";
import type { KeyedProgram } from "./compiler.ts";
import type { Masker } from "./masker.ts";

/** Which text runs. */
export type Origin =
  | { kind: "version"; versionId: Version["id"]; number: number }
  | { kind: "draft"; revision: number | null; source: string }
  | { kind: "layer"; layer: "file" | "default" };

/** Everything about a run but its input: text, program, what it may use and how much. */
export type Runnable = {
  realm: Realm;
  host: Host;
  script: Pick<Script, "id" | "module" | "name">;
  hook: string;
  language: LanguageId;
  origin: Origin;
  source: string;
  /** The same for the record. */
  sourceRef: ExecutionSource;
  /** The program, or what keeps the text from running. */
  linked: Linked;
  limits: Limits;
  /** What the security levels leave it, as they were when the run was made ready. */
  policy: EffectivePolicy;
  /** See `Version`: files, defaults and drafts are held to it at once. */
  unknownOutcome: Version["unknownOutcome"];
  /** Of the hook, in this realm. */
  mask: Masker;
  /** No values of secrets: somebody who may not save texts tries one of their own. */
  withholdsSecrets?: boolean;
  /** The plain text of no secret: the run says what it does, letter by letter, as numbers that no scrubbing finds. */
  withholdsPlain?: boolean;
};

export type Linked = { ok: true; keyed: KeyedProgram } | { ok: false; error: ScriptError };

/** A version that was loaded, verified and linked with the libraries it is pinned to. Never changes; what it may do does. */
export type LinkedVersion = {
  version: Version;
  keyed: KeyedProgram;
};

/** sha-256 of a text, as `sha256sum` says of its file. */
export function textHash(source: string): string {
  return createHash("sha256").update(source).digest("hex");
}

/** `login/risk-check`: how scripts are named in imports, diagnostics and stack frames. */
export function specifierOf(script: Pick<Script, "module" | "name">): string {
  return `${script.module}/${script.name}`;
}
