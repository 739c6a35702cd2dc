import type { Issue } from "@scriptyard/host-kit";
import type { ConfigFile, Installation } from "@scriptyard/installation";
import type { RunningServer } from "./start.ts";

type Watched = {
  config: ConfigFile;
  installation: Installation;
  dataDir: string;
  server: Pick<RunningServer, "reload" | "tellHostProblems">;
  open: (config: ConfigFile) => Promise<Installation>;
  /** What whoever sits at the terminal reads. */
  say: { good(text: string): void; bad(text: string): void };
};

/**
 * Loads hosts and realms anew whenever their files change, inside the running server. What is wrong with a change is told,
 * here and in every console, and the server goes on with what it had. Settings of the server itself hold until it is started
 * anew; whoever started it sees to that (`scriptyard start --watch`).
 */
export async function watchHosts({
  config,
  dataDir,
  installation,
  server,
  open,
  say,
}: Watched): Promise<Disposable> {
  const { InstallationError, isSameServer, openConfig, watchInstallation } = await import(
    "@scriptyard/installation"
  );
  const watching = watchInstallation({
    file: config.file,
    code: installation,
    dataDir,
    changed: reload,
    failed: (error) => void refuse([{ path: "", message: messageOf(error) }], messageOf(error)),
  });

  async function refuse(problems: readonly Issue[], text: string): Promise<void> {
    say.bad(`${text}\nThe server goes on with what it had.`);
    await server.tellHostProblems(problems);
  }

  async function reload({ config: ofConfig }: { config: boolean }): Promise<void> {
    const started = performance.now();
    const now = await openConfig(config.file);
    if (ofConfig && now.problems.length === 0 && !isSameServer(config, now)) return;
    let next: Installation;
    try {
      next = await open(now);
    } catch (error) {
      if (!(error instanceof InstallationError)) throw error;
      return refuse(error.problems, error.message);
    }
    const { misfits } = await server.reload(next);
    watching.follow(next);
    const hosts = next.hosts.map(({ id, version }) => `${id} ${version}`).join(", ");
    say.good(`Hosts were loaded anew in ${Math.round(performance.now() - started)} ms: ${hosts}`);
    if (misfits.length > 0)
      say.bad(
        `Published scripts that do not fit any more (they run as they are):\n${misfits.map((line) => `  ${line}`).join("\n")}`,
      );
  }

  return watching;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
