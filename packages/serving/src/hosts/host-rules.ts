/** Under which names the server answers. */
export type HostRules = {
  /** Origin users see; null = none was told. */
  publicUrl: string | null;
  /** Origin that endpoints answer under, and nothing else does; null = they share the console's. */
  hooksUrl: string | null;
  /** Where it listens. */
  listenHost: string;
  /** More names, with or without a port; `*` = any. */
  allowedHosts: readonly string[];
};

/** What a `Host` header names: nobody we know, the server, or the host of endpoints. */
export type Door = "unknown" | "main" | "hooks";

/**
 * Judges `Host` headers. A page of another site whose name is made to point at this server (DNS rebinding) is of the
 * server's own origin for a browser, and reaches what only this machine or network should: its name gives it away.
 *
 * @example doorOf({ publicUrl: null, hooksUrl: null, listenHost: "127.0.0.1", allowedHosts: [] })("evil.example") // "unknown"
 */
export function createDoorOf(rules: HostRules): (host: string | undefined) => Door {
  const known = new Map<string, Door>();
  return (header) => {
    const host = (header ?? "").toLowerCase();
    let door = known.get(host);
    if (door === undefined) {
      door = judge(rules, host);
      // A client may send any name: only a few are worth remembering.
      if (known.size < mostKnown) known.set(host, door);
    }
    return door;
  };
}

const mostKnown = 100;
/** Listening to these is listening everywhere; nobody opens them. */
const everywhere = ["0.0.0.0", "::", "[::]"];

function judge({ publicUrl, hooksUrl, listenHost, allowedHosts }: HostRules, host: string): Door {
  const name = nameOf(host);
  if (name === null) return "unknown";
  if (hooksUrl !== null && sameHost(hooksUrl, host)) return "hooks";
  if (isLoopback(name)) return "main";
  if (publicUrl !== null && sameHost(publicUrl, host)) return "main";
  if (!everywhere.includes(listenHost) && bracketed(listenHost.toLowerCase()) === name) return "main";
  const listed = allowedHosts.some((one) => one === "*" || one === host || one === name);
  return listed ? "main" : "unknown";
}

/** The name without its port; null for what is no host. IPv6 stays in its brackets. */
export function nameOf(host: string): string | null {
  const parts = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?$/.exec(host);
  return parts?.[1] ?? null;
}

/** Only this machine, whatever any name server says. */
export function isLoopback(name: string): boolean {
  return name === "localhost" || name === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/** A proxy may leave the port out, or name the one it listens on: the name is what counts. */
function sameHost(origin: string, host: string): boolean {
  return new URL(origin).hostname === nameOf(host);
}

const bracketed = (host: string): string =>
  host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
