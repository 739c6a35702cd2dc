import { z } from "zod";
import { type DocumentType, documentType } from "../documents/index.ts";
import { httpCallSchema } from "./http-call.ts";

const text = (description: string, most = 500) => z.string().min(1).max(most).describe(description);

/**
 * What the environment says too, by the names of a configuration. Each has one variable (`apps/server/src/env.ts`), which
 * goes before it. Passwords and secrets are not among them: they belong into the environment or `.env`.
 */
const serverSchema = () =>
  z.strictObject({
    port: z.int().min(0).max(65_535).exactOptional().describe("Port to listen on. Default 4400."),
    host: text("Address to listen on. Default 127.0.0.1.").exactOptional(),
    dataDir: text("Folder of the databases, from this file's folder. Default ./data.").exactOptional(),
    scripts: text("Folder of live script files, from this file's folder. Default ./scripts.").exactOptional(),
    hotReloadScripts: z
      .boolean()
      .exactOptional()
      .describe("Follow that folder while the server runs. Default true."),
    publicUrl: text("Address people open, where a proxy stands in front.").exactOptional(),
    basePath: text("Path that all addresses are below, e.g. /admin/scripts.").exactOptional(),
    hooksUrl: text("Address of HTTP endpoints, apart from the console's.").exactOptional(),
    allowedHosts: z.array(z.string().min(1)).exactOptional().describe("More names the server answers to."),
    trustedProxies: z
      .array(z.string().min(1))
      .exactOptional()
      .describe("Addresses whose X-Forwarded-For is believed."),
    proxyHeaders: z
      .array(z.string().min(1))
      .exactOptional()
      .describe("Headers of those proxies for scripts of the end-user page, e.g. cf-ipcountry=country."),
    geoDatabase: text(
      "File in MaxMind's format that says where addresses are, from this file's folder.",
    ).exactOptional(),
    adminEmail: text("Who gets the first account. Default admin@scriptyard.local.").exactOptional(),
    engine: z
      .enum(["quickjs-ng", "quickjs"])
      .exactOptional()
      .describe("Engine scripts run in. Default quickjs-ng."),
    workers: z.int().min(1).max(64).exactOptional().describe("Engine threads. Default: cores − 1."),
    isolation: z
      .enum(["thread", "process"])
      .exactOptional()
      .describe("Where engine threads live. Default thread."),
    sandboxUser: text("uid:gid of that process, where the server is started as root.").exactOptional(),
    maxWait: text("How long a run may wait for an engine, e.g. 3s.").exactOptional(),
    maxExecutionTime: text("Processor time no run may exceed, e.g. 5s.").exactOptional(),
    maxMemory: text("Memory no run may exceed, e.g. 10MB.").exactOptional(),
    policyFile: text("JSON file with security levels, from this file's folder.").exactOptional(),
    retentionDays: z
      .int()
      .min(1)
      .max(3_650)
      .exactOptional()
      .describe("How long executions are kept. Default 30."),
    busDurable: z
      .boolean()
      .exactOptional()
      .describe("Whether messages outlive a killed server. Default true."),
    logLevel: z
      .enum(["fatal", "error", "warn", "info", "debug", "silent"])
      .exactOptional()
      .describe("What is logged. Default info."),
    otlpEndpoint: text("OpenTelemetry collector that traces are sent to.").exactOptional(),
  });

const realmSchema = () =>
  z.strictObject({
    name: text("In addresses: lower-case letters, digits and dashes.", 60),
    host: text("Id of the host its scripts extend; it must be one of `hosts`.", 100),
    title: text("What people call it. Default: its name.", 120).exactOptional(),
    timeZone: text("IANA zone, e.g. Europe/Vienna. Default UTC.", 60).exactOptional(),
    settingsSchema: z
      .record(z.string(), z.json())
      .exactOptional()
      .describe("JSON Schema of its settings; becomes their type in scripts."),
    settings: z
      .record(z.string(), z.json())
      .exactOptional()
      .describe("Its first settings; later ones are made in the console."),
    allowedHosts: z
      .array(z.string().min(1))
      .exactOptional()
      .describe("Names that links and redirects of its scripts may point to."),
  });

const configSchema = () =>
  z.strictObject({
    $schema: z.string().exactOptional().describe("For editors."),
    hosts: z
      .array(z.string().min(1).max(500))
      .min(1)
      .describe(
        "What scripts extend: a folder or file (./hosts/shop), the name of a package, or a host that comes with Scriptyard.",
      ),
    realms: z
      .array(realmSchema())
      .exactOptional()
      .describe("Realms that are made when the server starts and they are not there."),
    server: serverSchema()
      .exactOptional()
      .describe("What environment variables say too; those go before it."),
    product: z
      .record(
        z.string(),
        z.union([
          text("File whose default export has the functions by name, from this file's folder."),
          z.record(z.string(), httpCallSchema()),
        ]),
      )
      .exactOptional()
      .describe(
        "What a host leaves to your product, by the host's id: a file with the functions, or HTTP calls by their names.",
      ),
    demo: z.boolean().exactOptional().describe("Also make the demo realms with their hosts. Default false."),
  });

export type ScriptyardConfig = z.infer<ReturnType<typeof configSchema>>;
export type ServerSettings = z.infer<ReturnType<typeof serverSchema>>;
export type ConfiguredRealm = z.infer<ReturnType<typeof realmSchema>>;

/** The file `scriptyard.config.*`. */
export const configDocument: DocumentType<ScriptyardConfig> = documentType(
  "Configuration of Scriptyard",
  configSchema,
);

/**
 * What an installation is: which hosts it has, which realms it starts with. It only says so to the editor; what is wrong is
 * told by the server and the commands that read the file, everything at once.
 *
 * @example export default defineConfig({ hosts: ["./hosts/shop"], realms: [{ name: "shop", host: "shop" }] });
 */
export function defineConfig(config: ScriptyardConfig): ScriptyardConfig {
  return config;
}
