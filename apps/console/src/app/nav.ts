/** The pages of the sidebar, in order. `key` follows `g` on the keyboard. */
export const navItems = [
  { id: "overview", label: "Overview", path: "/r/$realm", key: "o" },
  { id: "flows", label: "Flows", path: "/r/$realm/flows", key: "f" },
  { id: "scripts", label: "Scripts", path: "/r/$realm/scripts", key: "s" },
  { id: "sources", label: "Sources", path: "/r/$realm/sources", key: "u" },
  { id: "executions", label: "Executions", path: "/r/$realm/executions", key: "e" },
  { id: "errors", label: "Errors", path: "/r/$realm/errors", key: "r" },
  { id: "triggers", label: "Triggers", path: "/r/$realm/triggers", key: "t" },
  { id: "state", label: "State", path: "/r/$realm/state", key: "k" },
  { id: "secrets", label: "Secrets", path: "/r/$realm/secrets", key: "y" },
  { id: "host-api", label: "Host API", path: "/r/$realm/host-api", key: "h" },
  { id: "http-api", label: "HTTP API", path: "/r/$realm/api", key: "a" },
  { id: "settings", label: "Settings", path: "/r/$realm/settings", key: "," },
] as const;

export type NavItem = (typeof navItems)[number];
export type NavId = NavItem["id"];

/** One step of the path on top; the last one is the page itself and has no address. */
export type Crumb = { label: string; to?: "/r/$realm/flows" | "/r/$realm/scripts" };
