import type { BackupManifest } from "./backup/backup.ts";
import type { ReadingStats } from "./reading/reader.ts";
import type { BusRepository } from "./repositories/bus.ts";
import type { CodesRepository } from "./repositories/codes.ts";
import type { DeadLettersRepository } from "./repositories/dead-letters.ts";
import type { DraftsRepository } from "./repositories/drafts.ts";
import type { ErrorsRepository } from "./repositories/errors.ts";
import type { ExecutionsRepository } from "./repositories/executions.ts";
import type { FlowSessionsRepository } from "./repositories/flow-sessions.ts";
import type { FlowsRepository } from "./repositories/flows.ts";
import type { HookSignaturesRepository } from "./repositories/hook-signatures.ts";
import type { MetaRepository } from "./repositories/meta.ts";
import type { PartnerKeysRepository } from "./repositories/partner-keys.ts";
import type { RealmsRepository } from "./repositories/realms.ts";
import type { SamplesRepository } from "./repositories/samples.ts";
import type { ScriptsRepository } from "./repositories/scripts.ts";
import type { SecretsRepository } from "./repositories/secrets.ts";
import type { SecurityEventsRepository } from "./repositories/security-events.ts";
import type { SessionsRepository } from "./repositories/sessions.ts";
import type { StateRepository } from "./repositories/state.ts";
import type { TokensRepository } from "./repositories/tokens.ts";
import type { TriggersRepository } from "./repositories/triggers.ts";
import type { UsageRepository } from "./repositories/usage.ts";
import type { UsersRepository } from "./repositories/users.ts";
import type { VersionsRepository } from "./repositories/versions.ts";

/**
 * The repository. One body of queries for SQLite and PostgreSQL; every method is one unit of work.
 * A missing row answers null; a broken rule throws a `Fault` (`conflict`, `not_found`, `storage`).
 */
export interface Store extends AsyncDisposable {
  readonly realms: RealmsRepository;
  readonly flows: FlowsRepository;
  readonly scripts: ScriptsRepository;
  readonly drafts: DraftsRepository;
  readonly versions: VersionsRepository;
  readonly usage: UsageRepository;
  readonly samples: SamplesRepository;
  readonly executions: ExecutionsRepository;
  readonly errors: ErrorsRepository;
  readonly triggers: TriggersRepository;
  readonly hookSignatures: HookSignaturesRepository;
  readonly deadLetters: DeadLettersRepository;
  readonly bus: BusRepository;
  readonly flowSessions: FlowSessionsRepository;
  readonly users: UsersRepository;
  readonly sessions: SessionsRepository;
  readonly tokens: TokensRepository;
  readonly codes: CodesRepository;
  readonly partnerKeys: PartnerKeysRepository;
  readonly securityEvents: SecurityEventsRepository;
  readonly secrets: SecretsRepository;
  readonly state: StateRepository;
  readonly meta: MetaRepository;
  /**
   * Copies every database into a new folder while they are in use, with a manifest of what it holds.
   *
   * @throws Fault `unavailable` on PostgreSQL, which has its own tools
   */
  backup(folder: string): Promise<BackupManifest>;
  /** Of the queries that cost more the more is stored. */
  reading(): ReadingStats;
  /** Quick check that reads and writes work; throws `storage`. */
  ping(): Promise<void>;
  /** Open execution-record queue: see `createRecorder`. */
  close(): Promise<void>;
}
