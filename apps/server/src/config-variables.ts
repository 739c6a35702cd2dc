import { resolve } from "node:path";
import type { ServerSettings } from "@scriptyard/host-kit";
import type { ConfigFile } from "@scriptyard/installation";
import type { Variable } from "./env.ts";

/** A setting of a configuration's `server` → the variable that says the same and goes before it. */
const variables = {
  port: "SCRIPTYARD_PORT",
  host: "SCRIPTYARD_HOST",
  dataDir: "SCRIPTYARD_DATA",
  scripts: "SCRIPTYARD_SCRIPTS",
  hotReloadScripts: "HOT_RELOAD_SCRIPTS",
  publicUrl: "SCRIPTYARD_PUBLIC_URL",
  basePath: "SCRIPTYARD_BASE_PATH",
  hooksUrl: "SCRIPTYARD_HOOKS_URL",
  allowedHosts: "SCRIPTYARD_ALLOWED_HOSTS",
  trustedProxies: "SCRIPTYARD_TRUSTED_PROXIES",
  proxyHeaders: "SCRIPTYARD_PROXY_HEADERS",
  geoDatabase: "SCRIPTYARD_GEO_DATABASE",
  adminEmail: "SCRIPTYARD_ADMIN_EMAIL",
  engine: "SCRIPTYARD_ENGINE",
  workers: "SCRIPTYARD_WORKERS",
  isolation: "SCRIPTYARD_ISOLATION",
  sandboxUser: "SCRIPTYARD_SANDBOX_USER",
  maxWait: "SCRIPTYARD_MAX_WAIT",
  maxExecutionTime: "SCRIPT_MAX_EXECUTION_TIME",
  maxMemory: "SCRIPT_MAX_MEMORY_BYTES",
  policyFile: "SCRIPTYARD_POLICY",
  retentionDays: "SCRIPTYARD_RETENTION_DAYS",
  busDurable: "SCRIPTYARD_BUS_DURABLE",
  logLevel: "SCRIPTYARD_LOG_LEVEL",
  otlpEndpoint: "OTEL_EXPORTER_OTLP_ENDPOINT",
} as const satisfies Record<keyof ServerSettings, Variable>;

/** Variable → what a person who wrote a configuration knows it by. */
export const settingNames: { readonly [variable: string]: string } = Object.fromEntries(
  Object.entries(variables).map(([setting, variable]) => [variable, `server.${setting}`]),
);

/** Paths, and where they are without being said: an installation with a configuration lives in its folder. */
const places: { [setting: string]: string | null } = {
  dataDir: "./data",
  scripts: "./scripts",
  policyFile: null,
  geoDatabase: null,
};

/** What a configuration says, as the environment would. */
export function variablesOf({ folder, server }: Pick<ConfigFile, "folder" | "server">): {
  [variable: string]: string;
} {
  const said: { [variable: string]: string } = {};
  for (const [setting, variable] of Object.entries(variables)) {
    const value = server[setting as keyof ServerSettings] ?? places[setting];
    if (value === undefined || value === null) continue;
    const text = Array.isArray(value) ? value.join(",") : String(value);
    said[variable] = Object.hasOwn(places, setting) ? resolve(folder, text) : text;
  }
  return said;
}
