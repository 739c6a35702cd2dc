import { type ConfiguredRealm, type Host, type Issue, validateSettings } from "@scriptyard/host-kit";
import { didYouMean, isTimeZone, type JsonSchema, realmSchema, zodWords } from "@scriptyard/model";
import type { StartRealm } from "./installation.ts";

const newRealm = realmSchema.omit({ id: true, createdAt: true });

/** The realms of a configuration as they are made; what is wrong with one is added to `problems`. */
export function startRealms(
  configured: readonly ConfiguredRealm[],
  hosts: readonly Host[],
  problems: Issue[],
): StartRealm[] {
  const names = new Set<string>();
  return configured.flatMap((given, index) => {
    const path = `realms[${index}]`;
    const report = (key: string, message: string) => problems.push({ path: `${path}.${key}`, message });
    const before = problems.length;
    const { name, host, title = titleOf(name), timeZone = "UTC" } = given;
    const { allowedHosts = [] } = given;
    if (names.has(name)) report("name", `"${name}" is there twice; rename or remove one`);
    names.add(name);
    const ids = hosts.map(({ id }) => id);
    if (!ids.includes(host)) {
      const near = didYouMean(host, ids);
      const hint = near === null ? "" : ` (did you mean "${near}"?)`;
      report("host", `there is no host "${host}"${hint}; the hosts of this file: ${ids.join(", ")}`);
    }
    if (!isTimeZone(timeZone)) report("timeZone", `"${timeZone}" is no time zone such as Europe/Vienna`);
    const own = settingsOf(
      given,
      hosts.find(({ id }) => id === host),
    );
    if (Object.keys(own.settingsSchema).length > 0)
      for (const issue of validateSettings(own.settingsSchema, own.settings))
        report(issue.path, issue.message);
    const realm = { name, title, hostId: host, timeZone, allowedHosts, ...own };
    const parsed = newRealm.safeParse(realm);
    for (const issue of parsed.error?.issues ?? []) report(issue.path.join("."), zodWords(issue));
    return problems.length > before || !parsed.success ? [] : [parsed.data];
  });
}

/** A schema of its own goes with settings of its own; otherwise both are what its host gives a new realm. */
function settingsOf({ settingsSchema, settings }: ConfiguredRealm, host: Host | undefined) {
  const ofHost = settingsSchema === undefined ? host?.newRealm : undefined;
  return {
    settingsSchema: (settingsSchema ?? ofHost?.settingsSchema ?? {}) as JsonSchema,
    settings: settings ?? ofHost?.settings ?? {},
  };
}

function titleOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
}
