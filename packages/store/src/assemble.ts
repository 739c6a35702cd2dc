import { guarded } from "./faults.ts";
import type { Context } from "./repositories/context.ts";
import { draftsRepository } from "./repositories/drafts.ts";
import { errorsRepository } from "./repositories/errors.ts";
import { executionsRepository } from "./repositories/executions.ts";
import { flowSessionsRepository } from "./repositories/flow-sessions.ts";
import { flowsRepository } from "./repositories/flows.ts";
import { metaRepository } from "./repositories/meta.ts";
import { realmsRepository } from "./repositories/realms.ts";
import { samplesRepository } from "./repositories/samples.ts";
import { scriptsRepository } from "./repositories/scripts.ts";
import { sessionsRepository } from "./repositories/sessions.ts";
import { tokensRepository } from "./repositories/tokens.ts";
import { usersRepository } from "./repositories/users.ts";
import { versionsRepository } from "./repositories/versions.ts";
import type { Store } from "./types.ts";
import { first } from "./work.ts";

/** The store over whatever engines it is given. `closeEngines` runs once, after the writer has ended. */
export function assembleStore(context: Context, closeEngines: () => Promise<void>): Store {
  const meta = metaRepository(context);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= context.writer.close().then(closeEngines));
  return {
    realms: realmsRepository(context),
    flows: flowsRepository(context),
    scripts: scriptsRepository(context),
    drafts: draftsRepository(context),
    versions: versionsRepository(context),
    samples: samplesRepository(context),
    executions: executionsRepository(context),
    errors: errorsRepository(context),
    flowSessions: flowSessionsRepository(context),
    users: usersRepository(context),
    sessions: sessionsRepository(context),
    tokens: tokensRepository(context),
    meta,
    async ping() {
      // A full disk shows only when something is written.
      await meta.set("store.ping", String(context.now()));
      await guarded(
        context.records.read(function* (db, { executions }) {
          yield* first(db.select({ id: executions.id }).from(executions).limit(1));
        }),
      );
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
