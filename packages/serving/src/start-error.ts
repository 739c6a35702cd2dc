/** A start that cannot happen, for whoever typed the command: the message says what is wrong and what to do. */
export class StartError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "StartError";
  }
}

/** Failures of others whose message says all of it. */
const shownAsIs = new Set(["StoreOpenError", "InstallationError"]);

/** One clear message for the failures a person can do something about; null for those that need a stack trace. */
export function startProblem(error: unknown, at: { host: string; port: number } | null): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof StartError || shownAsIs.has(error.name)) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  const where = at ? `${at.host}:${at.port}` : "the address";
  if (code === "EADDRINUSE")
    return `Port ${at?.port} is taken on ${at?.host}. Stop the other program, or choose another port: SCRIPTYARD_PORT=4401`;
  if (code === "EACCES")
    return `Listening on ${where} is not allowed. Choose a port above 1023: SCRIPTYARD_PORT=4400`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `This machine has no address ${at?.host}. Set SCRIPTYARD_HOST to one of its own, e.g. 127.0.0.1`;
  return null;
}
