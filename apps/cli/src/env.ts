/** What the environment says. The only file of the command that reads it. */
export type Env = {
  /** `SCRIPTYARD_ENGINE`; null = the sandbox's default. */
  engine: string | null;
  /** `SCRIPTYARD_URL`: where the server is. */
  serverUrl: string;
  /** `SCRIPTYARD_ADMIN_EMAIL` and `SCRIPTYARD_ADMIN_PASSWORD`: who signs in. */
  adminEmail: string;
  adminPassword: string | null;
  /** `SCRIPTYARD_TOKEN`: API token for commands that talk to a server. */
  token: string | null;
  /** `SCRIPTYARD_FROM_TOKEN`: API token of the server that something is promoted from. */
  fromToken: string | null;
  /** `SCRIPTYARD_FOLDER`: where the commands read and write script files. */
  workFolder: string;
  /** `SCRIPTYARD_SCRIPTS`: where a server on this machine takes live script files from. */
  liveFolder: string;
  /** `SCRIPTYARD_CONFIG`: the configuration, where none is named. */
  configFile: string | null;
  /** `SCRIPTYARD_DATA`: data folder of a server on this machine. */
  dataDir: string;
  /** How whoever typed this command types the next one: through npm where it lies in a `node_modules`, or alone. */
  command: "npx scriptyard" | "scriptyard";
};

export function readEnv(): Env {
  const value = (name: string) => process.env[name] || null;
  return {
    engine: value("SCRIPTYARD_ENGINE"),
    serverUrl: value("SCRIPTYARD_URL") ?? "http://127.0.0.1:4400",
    adminEmail: value("SCRIPTYARD_ADMIN_EMAIL") ?? "admin@scriptyard.local",
    adminPassword: value("SCRIPTYARD_ADMIN_PASSWORD"),
    token: value("SCRIPTYARD_TOKEN"),
    fromToken: value("SCRIPTYARD_FROM_TOKEN"),
    workFolder: value("SCRIPTYARD_FOLDER") ?? "./scriptyard",
    liveFolder: value("SCRIPTYARD_SCRIPTS") ?? "./scripts",
    configFile: value("SCRIPTYARD_CONFIG"),
    dataDir: value("SCRIPTYARD_DATA") ?? "./data",
    command: value("npm_command") === "exec" ? "npx scriptyard" : "scriptyard",
  };
}

/** For a child that reads its own settings: the server. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env };
}

/** Whether a script of a `package.json`, or `npx`, started us: through a shell that hands no signals on. */
export function isUnderNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}
