import type { Command } from "commander";
import type { Env } from "../env.ts";

type Load = (env: Env) => Promise<Command>;

/** Every subcommand, one line each, in the order of the help. What one needs, an engine or a type checker, only it loads. */
export const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ["init", async (env) => (await import("./init.ts")).init(env)],
  ["start", async (env) => (await import("./start.ts")).start(env)],
  ["doctor", async (env) => (await import("./doctor.ts")).doctor(env)],
  ["token", async (env) => (await import("./token.ts")).token(env)],
  ["realm", async (env) => (await import("./realm.ts")).realm(env)],
  ["script", async (env) => (await import("./script.ts")).script(env)],
  ["flow", async (env) => (await import("./flow.ts")).flow(env)],
  ["secret", async (env) => (await import("./secret.ts")).secret(env)],
  ["promote", async (env) => (await import("./promote.ts")).promote(env)],
  ["extract", async (env) => (await import("./extract.ts")).extract(env)],
  ["host", async (env) => (await import("./host.ts")).host(env)],
  ["schema", async () => (await import("./schema.ts")).schema()],
  ["types", async (env) => (await import("./types.ts")).types(env)],
  ["validate", async (env) => (await import("./validate.ts")).validate(env)],
  ["run", async (env) => (await import("./run.ts")).run(env)],
  ["bench", async (env) => (await import("./bench.ts")).bench(env)],
  ["pull", async (env) => (await import("./pull.ts")).pull(env)],
  ["status", async (env) => (await import("./status.ts")).status(env)],
  ["diff", async (env) => (await import("./diff.ts")).diff(env)],
  ["push", async (env) => (await import("./push.ts")).push(env)],
  ["watch", async (env) => (await import("./watch.ts")).watch(env)],
  ["logs", async (env) => (await import("./logs.ts")).logs(env)],
  ["errors", async (env) => (await import("./errors.ts")).errors(env)],
  ["backup", async (env) => (await import("./backup.ts")).backup(env)],
  ["restore", async (env) => (await import("./restore.ts")).restore(env)],
  ["reset-admin", async (env) => (await import("./reset-admin.ts")).resetAdmin(env)],
  ["exec", async (env) => (await import("./exec.ts")).exec(env)],
  ["test262", async (env) => (await import("./test262.ts")).test262(env)],
  ["completion", async (env) => (await import("./completion.ts")).completion(env)],
]);
