/** What to open in a browser, without a slash at its end. */
export function shownUrl(env: {
  publicUrl: string | null;
  host: string;
  port: number;
  basePath: string;
}): string {
  return `${env.publicUrl ?? `http://${shownHost(env.host)}:${env.port}`}${env.basePath}`;
}

/** An address that listens everywhere is not one to open. */
function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
