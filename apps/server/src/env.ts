import { resolve } from "node:path";
import type { ConfigFile } from "@scriptyard/installation";
import { limitsSchema } from "@scriptyard/model";
import type { PartsOptions } from "@scriptyard/serving";
import { parseBasePath } from "@scriptyard/serving/base-path";
import { isLoopback, nameOf } from "@scriptyard/serving/host-rules";
import { type ProxyHeader, parseProxyHeaders, proxyHeaderHint } from "@scriptyard/serving/proxy-headers";
import { StartError } from "@scriptyard/serving/start-error";
import { z } from "zod";
import { settingNames, variablesOf } from "./config-variables.ts";
import { parseBytes, parseDuration, showBytes, showDuration } from "./units.ts";

/** What the server is told from outside. This is the only file that reads the environment. */
export type Env = PartsOptions & {
  port: number;
  host: string;
  /** Who gets the first account. */
  admin: { email: string; password: string | null };
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** Origin users see, without a trailing slash; null = the address listened on. */
  publicUrl: string | null;
  /** Names, lower case, with or without a port, that the server answers to beside these; `*` = any. */
  allowedHosts: string[];
  /** Addresses whose `X-Forwarded-For` is believed; empty = none. */
  trustedProxies: string[];
  /** Headers that those proxies set, for scripts of the end-user page. */
  proxyHeaders: ProxyHeader[];
  /** Absolute path of the file that says where addresses are; null = none. */
  geoDatabase: string | null;
  /** OTLP collector that traces go to; null = none are made. */
  otlpEndpoint: string | null;
  /** Whether hosts and realms of the configuration are loaded anew when their files change. */
  watchHosts: boolean;
};

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `write a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(z.number().min(least, `at least ${least}`).max(most, `at most ${most}`));

/** A quantity with its unit, within the bounds that the limit itself has. */
const quantity = (
  parse: (text: string) => number | null,
  example: string,
  limit: z.ZodNumber,
  shown: (n: number) => string,
) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    const { success } = limit.safeParse(value);
    if (value !== null && success) return value;
    const [least, most] = [limit.minValue ?? 0, limit.maxValue ?? Number.MAX_SAFE_INTEGER];
    context.addIssue({
      code: "custom",
      message: `write ${example}, from ${shown(least)} to ${shown(most)}`,
    });
    return z.NEVER;
  });

const onOff = z
  .string()
  .toLowerCase()
  .pipe(z.enum(["true", "false", "on", "off", "yes", "no", "1", "0"], "write true or false"))
  .transform((text) => ["true", "on", "yes", "1"].includes(text));

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** The root of a host, without a trailing slash. */
const origin = (what: string) =>
  z
    .string()
    .refine((url) => /^https?:\/\//.test(url) && URL.canParse(url), {
      abort: true,
      error: `write ${what}`,
    })
    .refine(
      (url) => new URL(url).pathname === "/",
      "has a path; write the origin alone (SCRIPTYARD_BASE_PATH says below which path)",
    )
    .transform((url) => new URL(url).origin);

const variables = z.object({
  SCRIPTYARD_PORT: wholeNumber(0, 65_535).default(4400),
  SCRIPTYARD_HOST: z.string().min(1).default("127.0.0.1"),
  SCRIPTYARD_DATA: z.string().min(1).default("./data"),
  SCRIPTYARD_ENGINE: z.enum(["quickjs-ng", "quickjs"]).default("quickjs-ng"),
  SCRIPTYARD_WORKERS: wholeNumber(1, 64).optional(),
  SCRIPTYARD_ISOLATION: z.enum(["thread", "process"]).default("thread"),
  SCRIPTYARD_SANDBOX_USER: z
    .string()
    .regex(
      /^[1-9]\d{0,9}:[1-9]\d{0,9}$/,
      "write the numbers of an unprivileged user as uid:gid, e.g. 65534:65534",
    )
    .transform((text) => {
      const [uid, gid] = text.split(":").map(Number);
      return { uid: uid!, gid: gid! };
    })
    .optional(),
  SCRIPTYARD_ADMIN_EMAIL: z.email("write an e-mail address").default("admin@scriptyard.local"),
  SCRIPTYARD_ADMIN_PASSWORD: z.string().min(8, "use at least 8 characters").optional(),
  SCRIPTYARD_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  SCRIPTYARD_RETENTION_DAYS: wholeNumber(1, 3_650).default(30),
  SCRIPTYARD_BUS_DURABLE: onOff.default(true),
  SCRIPTYARD_SCRIPTS: z.string().min(1).default("./scripts"),
  HOT_RELOAD_SCRIPTS: onOff.default(true),
  SCRIPT_MAX_EXECUTION_TIME: quantity(
    parseDuration,
    "a time with its unit, e.g. 500ms or 5s",
    limitsSchema.shape.timeoutMs,
    showDuration,
  ).prefault("5s"),
  SCRIPT_MAX_MEMORY_BYTES: quantity(
    parseBytes,
    "a size, e.g. 10MB or 10485760",
    limitsSchema.shape.memoryLimitBytes,
    showBytes,
  ).prefault("10MB"),
  SCRIPTYARD_MAX_WAIT: quantity(
    parseDuration,
    "a time with its unit, e.g. 3s or 500ms",
    z.int().min(10).max(600_000),
    showDuration,
  ).prefault("3s"),
  SCRIPTYARD_PUBLIC_URL: origin("the address users open, e.g. https://scriptyard.example").optional(),
  SCRIPTYARD_HOOKS_URL: origin("the address of endpoints, e.g. https://hooks.example").optional(),
  SCRIPTYARD_BASE_PATH: z
    .string()
    .transform((text, context) => {
      const path = parseBasePath(text);
      if (path !== null) return path;
      context.addIssue({
        code: "custom",
        message: "write a path such as /admin/scripts, of letters, digits and . _ ~ -",
      });
      return z.NEVER;
    })
    .default(""),
  SCRIPTYARD_ALLOWED_HOSTS: list
    .transform((names) => names.map((name) => name.toLowerCase()))
    .refine((names) => names.every((name) => name === "*" || nameOf(name) !== null), {
      error: "write names without http://, separated by commas, e.g. scriptyard.internal, 192.0.2.7:4400",
    })
    .default([]),
  SCRIPTYARD_ACCEPT_HOSTS: onOff.default(false),
  SCRIPTYARD_WATCH: onOff.default(false),
  SCRIPTYARD_POLICY: z.string().min(1).optional(),
  SCRIPTYARD_TRUSTED_PROXIES: list.default([]),
  SCRIPTYARD_PROXY_HEADERS: list
    .transform((entries, context) =>
      parseProxyHeaders(entries, () => context.addIssue({ code: "custom", message: proxyHeaderHint })),
    )
    .default([]),
  SCRIPTYARD_GEO_DATABASE: z.string().min(1).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((url) => /^https?:\/\//.test(url) && URL.canParse(url), {
      error: "write the collector's address, e.g. http://localhost:4318",
    })
    .optional(),
});

export type Variable = keyof typeof variables.shape;

const settings = variables
  .refine((env) => !env.SCRIPTYARD_SANDBOX_USER || env.SCRIPTYARD_ISOLATION === "process", {
    path: ["SCRIPTYARD_SANDBOX_USER"],
    error: "works with SCRIPTYARD_ISOLATION=process only: threads share the server's user",
  })
  .refine((env) => env.SCRIPTYARD_PROXY_HEADERS.length === 0 || env.SCRIPTYARD_TRUSTED_PROXIES.length > 0, {
    path: ["SCRIPTYARD_PROXY_HEADERS"],
    error: "works with SCRIPTYARD_TRUSTED_PROXIES only: from anybody else they are the visitor's own words",
  })
  .refine(({ SCRIPTYARD_HOOKS_URL: hooks }) => hooks === undefined || !isLoopback(new URL(hooks).hostname), {
    path: ["SCRIPTYARD_HOOKS_URL"],
    error: "names this machine, under which the console answers; give endpoints a name of their own",
  })
  .refine(
    ({ SCRIPTYARD_HOOKS_URL: hooks, SCRIPTYARD_PUBLIC_URL: own }) =>
      hooks === undefined || own === undefined || new URL(hooks).hostname !== new URL(own).hostname,
    { path: ["SCRIPTYARD_HOOKS_URL"], error: "is the host of SCRIPTYARD_PUBLIC_URL; cookies know no ports" },
  );

/** The environment itself, for those who look up what is named elsewhere: secrets, the configuration's place. */
export const environment = (): NodeJS.ProcessEnv => process.env;

/**
 * @param config its `.env` and its `server` say what the environment does not
 * @throws StartError that lists every problem at once, each with the variable's name, or the setting's
 * @example readEnv({ SCRIPTYARD_PORT: "8080" }).port // 8080
 */
export function readEnv(
  source: NodeJS.ProcessEnv = environment(),
  cwd: string = process.cwd(),
  config: Pick<ConfigFile, "folder" | "server" | "dotEnv"> | null = null,
): Env {
  const own = present({ ...(config && present(config.dotEnv)), ...present(source) });
  const given: { [name: string]: string } = { ...(config && variablesOf(config)), ...own };
  const parsed = settings.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = issue.path.join(".");
        const secret = name.endsWith("PASSWORD");
        const setting = Object.hasOwn(own, name) ? undefined : settingNames[name];
        return `  ${setting ?? name}${secret ? "" : `="${given[name]}"`}: ${issue.message}`;
      });
  if (!parsed.success) throw new StartError(`The configuration is not valid:\n${problems.join("\n")}`);
  const env = parsed.data;
  return {
    port: env.SCRIPTYARD_PORT,
    host: env.SCRIPTYARD_HOST,
    // Under npm and pnpm the working directory is the package's; INIT_CWD is where the command was typed.
    dataDir: resolve(given.INIT_CWD ?? cwd, env.SCRIPTYARD_DATA),
    engine: env.SCRIPTYARD_ENGINE,
    workers: env.SCRIPTYARD_WORKERS ?? null,
    isolation: env.SCRIPTYARD_ISOLATION,
    sandboxUser: env.SCRIPTYARD_SANDBOX_USER ?? null,
    admin: {
      email: env.SCRIPTYARD_ADMIN_EMAIL.toLowerCase(),
      password: env.SCRIPTYARD_ADMIN_PASSWORD ?? null,
    },
    policyFile:
      env.SCRIPTYARD_POLICY === undefined ? null : resolve(given.INIT_CWD ?? cwd, env.SCRIPTYARD_POLICY),
    logLevel: env.SCRIPTYARD_LOG_LEVEL,
    retentionDays: env.SCRIPTYARD_RETENTION_DAYS,
    busDurable: env.SCRIPTYARD_BUS_DURABLE,
    scripts: {
      folder: resolve(given.INIT_CWD ?? cwd, env.SCRIPTYARD_SCRIPTS),
      shownAs: own.SCRIPTYARD_SCRIPTS ?? config?.server.scripts ?? "./scripts",
      hotReload: env.HOT_RELOAD_SCRIPTS,
    },
    maxLimits: {
      timeoutMs: env.SCRIPT_MAX_EXECUTION_TIME,
      memoryLimitBytes: env.SCRIPT_MAX_MEMORY_BYTES,
    },
    maxWaitMs: env.SCRIPTYARD_MAX_WAIT,
    publicUrl: env.SCRIPTYARD_PUBLIC_URL ?? null,
    basePath: env.SCRIPTYARD_BASE_PATH,
    hooksUrl: env.SCRIPTYARD_HOOKS_URL ?? null,
    allowedHosts: env.SCRIPTYARD_ALLOWED_HOSTS,
    trustedProxies: env.SCRIPTYARD_TRUSTED_PROXIES,
    proxyHeaders: env.SCRIPTYARD_PROXY_HEADERS,
    geoDatabase:
      env.SCRIPTYARD_GEO_DATABASE === undefined
        ? null
        : resolve(given.INIT_CWD ?? cwd, env.SCRIPTYARD_GEO_DATABASE),
    acceptHosts: env.SCRIPTYARD_ACCEPT_HOSTS,
    watchHosts: env.SCRIPTYARD_WATCH,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  };
}

/** An empty variable, as compose files leave behind, counts as absent. */
function present(variables: { readonly [name: string]: string | undefined }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
