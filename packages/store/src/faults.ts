import { Fault } from "@scriptyard/model";

/** What to say when a rule of the database is broken; both engines say it in the same words. */
export type RuleMessages = { conflict?: string; missing?: string };

/**
 * Awaits a unit of work and turns a driver's error into a `Fault` that keeps it as cause: unique rule → `conflict`,
 * foreign key → `not_found`, a number past its column → `bad_request`, disk or connection → `storage`. Faults thrown inside the work pass through.
 */
export async function guarded<R>(work: Promise<R>, messages: RuleMessages = {}): Promise<R> {
  try {
    return await work;
  } catch (error) {
    throw toFault(error, messages);
  }
}

export function toFault(error: unknown, messages: RuleMessages = {}): Fault {
  if (error instanceof Fault) return error;
  const code = driverCode(error);
  const cause = { cause: error };
  if (uniqueCodes.has(code)) return new Fault("conflict", messages.conflict ?? "It is already there.", cause);
  if (foreignKeyCodes.has(code))
    return new Fault("not_found", messages.missing ?? "Something it refers to is not there.", cause);
  if (code === tooLargeNumber)
    return new Fault("bad_request", `A number is too large: ${deepest(error)}.`, cause);
  if (storageCode.test(code))
    return new Fault("storage", `The database refused: ${deepest(error)} (${code}).`, cause);
  if (error instanceof SyntaxError)
    return new Fault("storage", `A row of the database holds broken JSON: ${error.message}.`, cause);
  return new Fault("internal", `A query failed: ${deepest(error)}${code ? ` (${code})` : ""}.`, cause);
}

const uniqueCodes = new Set(["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"]);
const foreignKeyCodes = new Set(["SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_CONSTRAINT_TRIGGER", "23503"]);
/** Of PostgreSQL, for 32 bits. SQLite takes any number, and finds nothing. */
const tooLargeNumber = "22003";
/** SQLite: full, read-only, I/O, damaged, locked; PostgreSQL: classes 08, 25, 53, 57, 58; sockets. */
const storageCode =
  /^SQLITE_(FULL|READONLY|IOERR|CORRUPT|NOTADB|CANTOPEN|BUSY|LOCKED|NOMEM|PERM)|^(08|25|53|57|58)\w{3}$|^E[A-Z]+$/;

/** The code of a driver or of Node, wherever in the chain of causes it is; "" when there is none. */
export function driverCode(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string" && code !== "") return code;
  }
  return "";
}

function deepest(error: unknown): string {
  let message = String(error);
  for (let e = error; e instanceof Error; e = e.cause) message = e.message;
  return message.replace(/\.$/, "");
}
