/** What to open in a browser. */
export function shownUrl(env: { publicUrl: string | null; host: string; port: number }): string {
  return env.publicUrl ?? `http://${shownHost(env.host)}:${env.port}`;
}

/** An address that listens everywhere is not one to open. */
function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
