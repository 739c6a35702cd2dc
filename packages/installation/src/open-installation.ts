import type { Host, Issue } from "@scriptyard/host-kit";
import type { ConfigFile } from "./config/open-config.ts";
import type { Environment, LoadedHost } from "./hosts/loaded-host.ts";
import { builtIn, type Installation, type StartRealm } from "./installation.ts";
import { InstallationError } from "./installation-error.ts";
import { openProduct } from "./product/open-product.ts";
import { startRealms } from "./realms.ts";

export type OpenOptions = {
  /** Where secrets of HTTP functions are looked up by name. */
  environment: Environment;
  /**
   * Whether a server opens it: then the product's code is run, and a secret that is not there is a problem. Whoever only checks
   * scripts needs neither. Default false.
   */
  serves?: boolean;
};

/**
 * The hosts and realms that a configuration names, loaded and checked; the built-in ones where there is none.
 *
 * @throws InstallationError with every problem of the configuration and of every host
 */
export async function openInstallation(
  config: ConfigFile | null,
  { environment: given, serves = false }: OpenOptions,
): Promise<Installation> {
  if (config === null) return builtIn;
  const { loadHost } = await import("./hosts/load-host.ts");
  const environment = { ...config.dotEnv, ...defined(given) };
  const hostOptions = { environment, requireSecrets: serves };
  const problems: Issue[] = [...config.problems];
  const hosts: Host[] = [];
  const scriptFolders = new Map<string, string>();
  for (const [index, named] of config.hosts.entries()) {
    const path = `hosts[${index}] ${named}`;
    const loaded: LoadedHost = await loadHost(named, config.file, hostOptions);
    if ("problems" in loaded) {
      for (const one of loaded.problems)
        problems.push({ path: one.path === "" ? path : `${path}: ${one.path}`, message: one.message });
    } else if (hosts.some(({ id }) => id === loaded.host.id))
      problems.push({ path, message: `another host of this list has the id "${loaded.host.id}" too` });
    else {
      hosts.push(loaded.host);
      if (loaded.scriptsFolder !== null) scriptFolders.set(loaded.host.id, loaded.scriptsFolder);
    }
  }
  const complete = problems.length === 0;
  if (config.demo) hosts.push(...builtIn.hosts.filter(({ id }) => !hosts.some((one) => one.id === id)));
  // A realm whose host could not be loaded is not to blame.
  const realms: StartRealm[] = complete ? startRealms(config.realms, hosts, problems) : [];
  const { product, files } = complete
    ? await openProduct(config, hosts, { ...hostOptions, serves }, problems)
    : { product: new Map(), files: [] };
  if (problems.length > 0) throw new InstallationError(config.shownAs, problems);
  return {
    hosts,
    scriptFolders,
    product,
    productFiles: files,
    realms,
    demo: config.demo,
    config: config.shownAs,
  };
}

function defined(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
}
