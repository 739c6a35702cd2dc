import { Fault } from "@scriptyard/model";
import { writeBackup } from "./backup/backup.ts";
import { guarded } from "./faults.ts";
import { busRepository } from "./repositories/bus.ts";
import { codesRepository } from "./repositories/codes.ts";
import type { Context } from "./repositories/context.ts";
import { deadLettersRepository } from "./repositories/dead-letters.ts";
import { draftsRepository } from "./repositories/drafts.ts";
import { errorsRepository } from "./repositories/errors.ts";
import { executionsRepository } from "./repositories/executions.ts";
import { flowSessionsRepository } from "./repositories/flow-sessions.ts";
import { flowsRepository } from "./repositories/flows.ts";
import { hookSignaturesRepository } from "./repositories/hook-signatures.ts";
import { metaRepository } from "./repositories/meta.ts";
import { type PartnerKeysRepository, partnerKeysRepository } from "./repositories/partner-keys.ts";
import { type RealmsRepository, realmsRepository } from "./repositories/realms.ts";
import { samplesRepository } from "./repositories/samples.ts";
import { scriptsRepository } from "./repositories/scripts.ts";
import { type SecretsRepository, secretsRepository } from "./repositories/secrets.ts";
import { securityEventsRepository } from "./repositories/security-events.ts";
import { sessionsRepository } from "./repositories/sessions.ts";
import { stateRepository } from "./repositories/state.ts";
import { tokensRepository } from "./repositories/tokens.ts";
import { type TriggersRepository, triggersRepository } from "./repositories/triggers.ts";
import { usageRepository } from "./repositories/usage.ts";
import { usersRepository } from "./repositories/users.ts";
import { versionsRepository } from "./repositories/versions.ts";
import { type TableGroup, tableGroups } from "./schema/index.ts";
import type { Store } from "./store.ts";
import { type Engine, first } from "./work.ts";

type BackupParts = {
  /** Of the files in a backup. */
  names?: Record<TableGroup, string>;
  /** See `StoreOptions`. */
  keyFingerprint?: () => string | null;
};

const defaultNames = { main: "scriptyard.db", records: "scriptyard-executions.db" };

/** The store over whatever engines it is given. `closeEngines` runs once, after reader and writer have ended. */
export function assembleStore(
  context: Context,
  closeEngines: () => Promise<void>,
  { names = defaultNames, keyFingerprint }: BackupParts = {},
): Store {
  const meta = metaRepository(context);
  const versions = versionsRepository(context);
  const realms = realmsRepository(context);
  const triggers = triggersRepository(context);
  const partnerKeys = partnerKeysRepository(context);
  const secrets = secretsRepository(context);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= closeAll(context, closeEngines));
  return {
    realms,
    flows: flowsRepository(context),
    scripts: scriptsRepository(context),
    drafts: draftsRepository(context),
    versions,
    samples: samplesRepository(context),
    usage: usageRepository(context),
    executions: executionsRepository(context),
    errors: errorsRepository(context),
    triggers,
    hookSignatures: hookSignaturesRepository(context),
    deadLetters: deadLettersRepository(context),
    bus: busRepository(context),
    flowSessions: flowSessionsRepository(context),
    users: usersRepository(context),
    sessions: sessionsRepository(context),
    tokens: tokensRepository(context),
    codes: codesRepository(context),
    partnerKeys,
    securityEvents: securityEventsRepository(context),
    secrets,
    state: stateRepository(context),
    meta,
    reading: () => context.reader.stats(),
    async ping() {
      // A full disk shows only when something is written.
      await Promise.all([meta.set("store.ping", String(context.now())), context.writer.ping()]);
      await guarded(
        context.records.read(function* (db, { executions }) {
          yield* first(db.select({ id: executions.id }).from(executions).limit(1));
        }),
      );
    },
    async backup(folder) {
      const groups = { main: context.main, records: context.records };
      const copies = tableGroups.map((group) => ({
        name: names[group],
        copyTo: (path: string) => copyOf(groups[group], path),
      }));
      const fingerprint = keyFingerprint?.() ?? null;
      const key =
        fingerprint === null
          ? undefined
          : {
              fingerprint,
              seals: await sealedSecrets({ realms, triggers, partnerKeys, secrets }),
              versions: (await versions.ids()).length,
            };
      return guarded(writeBackup(folder, context.now(), copies, key));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** In this order: SQLite folds its log into the file when the last connection closes, which has to be one that writes. */
async function closeAll({ reader, writer }: Context, closeEngines: () => Promise<void>): Promise<void> {
  await reader.close();
  await writer.close();
  await closeEngines();
}

/** `<realm>/<name>` of every trigger, partner and secret with a value in the database that outlives a restart. */
async function sealedSecrets(all: {
  realms: RealmsRepository;
  triggers: TriggersRepository;
  partnerKeys: PartnerKeysRepository;
  secrets: SecretsRepository;
}): Promise<string[]> {
  const names = new Map((await all.realms.list()).map((realm) => [realm.id, realm.name]));
  const sealed = (await all.triggers.list()).filter((trigger) => trigger.sealedSecret !== null);
  const texts = [...sealed, ...(await all.partnerKeys.list()), ...(await all.secrets.list())].map(
    (one) => `${names.get(one.realmId)}/${one.name}`,
  );
  return [...new Set(texts)].sort();
}

function copyOf(engine: Engine, path: string): Promise<void> {
  if (engine.copyTo) return engine.copyTo(path);
  throw new Fault("unavailable", "This database is copied with its own tools: use pg_dump.");
}
