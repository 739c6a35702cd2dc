export { findConfig } from "./config/find-config.ts";
export { type ConfigFile, type ConfiguredProduct, openConfig } from "./config/open-config.ts";
export { builtIn, type Installation, type StartRealm } from "./installation.ts";
export { InstallationError } from "./installation-error.ts";
export { type OpenOptions, openInstallation } from "./open-installation.ts";
export { isSameServer, type WatchedInstallation, watchInstallation } from "./watch/watch-installation.ts";
