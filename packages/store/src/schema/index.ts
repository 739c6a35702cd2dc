import { apiTokensTable } from "./api-tokens.ts";
import { busDeliveriesTable, busMessagesTable } from "./bus.ts";
import { codesTable } from "./codes.ts";
import { consoleSessionsTable, signInLinksTable } from "./console-sessions.ts";
import { draftStatesTable, draftsTable, lostDraftsTable } from "./drafts.ts";
import { errorActivityTable, errorGroupsTable, errorHoursTable } from "./error-groups.ts";
import { executionSlotsTable } from "./execution-slots.ts";
import { executionsTable } from "./executions.ts";
import { flowSessionsTable } from "./flow-sessions.ts";
import { flowTrafficTable } from "./flow-traffic.ts";
import { flowDraftsTable, flowPublishesTable, flowsTable, flowVersionsTable } from "./flows.ts";
import type { Kit } from "./kit.ts";
import { metaTable } from "./meta.ts";
import { partnerKeysTable } from "./partner-keys.ts";
import { publishEventsTable } from "./publish-events.ts";
import { realmsTable } from "./realms.ts";
import { samplesTable } from "./samples.ts";
import { scriptsTable } from "./scripts.ts";
import { secretsTable } from "./secrets.ts";
import { securityEventsTable } from "./security-events.ts";
import { stateEntriesTable, stateUsageTable } from "./state.ts";
import { deadLettersTable, hookSignaturesTable, triggerStatesTable, triggersTable } from "./triggers.ts";
import { usersTable } from "./users.ts";
import { versionsTable } from "./versions.ts";

/** What people make: small, precious, written with care. */
export function mainTables(k: Kit) {
  const realms = realmsTable(k);
  const users = usersTable(k);
  const flows = flowsTable(k, realms);
  const scripts = scriptsTable(k, realms);
  const versions = versionsTable(k, scripts, users);
  const triggers = triggersTable(k, realms, scripts);
  return {
    realms,
    users,
    flows,
    flowDrafts: flowDraftsTable(k, flows, users),
    flowVersions: flowVersionsTable(k, flows),
    flowPublishes: flowPublishesTable(k, flows, users),
    flowSessions: flowSessionsTable(k, flows),
    scripts,
    drafts: draftsTable(k, scripts, users),
    lostDrafts: lostDraftsTable(k, scripts, users),
    draftStates: draftStatesTable(k, scripts, users),
    versions,
    publishEvents: publishEventsTable(k, { realms, scripts, versions, users }),
    samples: samplesTable(k, scripts),
    consoleSessions: consoleSessionsTable(k, users),
    signInLinks: signInLinksTable(k, users),
    apiTokens: apiTokensTable(k, realms, users),
    securityEvents: securityEventsTable(k, realms),
    triggers,
    triggerStates: triggerStatesTable(k, triggers),
    hookSignatures: hookSignaturesTable(k, triggers),
    deadLetters: deadLettersTable(k, realms),
    codes: codesTable(k),
    partnerKeys: partnerKeysTable(k, realms),
    secrets: secretsTable(k, realms),
    stateEntries: stateEntriesTable(k, realms),
    stateUsage: stateUsageTable(k, realms),
    meta: metaTable(k),
  };
}

/** What runs leave behind and what they still have to do: many rows, written in batches. In a file of their own on SQLite. */
export function recordTables(k: Kit) {
  return {
    executions: executionsTable(k),
    executionSlots: executionSlotsTable(k),
    flowTraffic: flowTrafficTable(k),
    errorGroups: errorGroupsTable(k),
    errorActivity: errorActivityTable(k),
    errorHours: errorHoursTable(k),
    busMessages: busMessagesTable(k),
    busDeliveries: busDeliveriesTable(k),
  };
}

/** The two groups of tables; each has its own migrations. */
export const tableGroups = ["main", "records"] as const;
export type TableGroup = (typeof tableGroups)[number];

/** Made once for each dialect, whoever opens a store: they only describe. */
export function allTables(k: Kit): Tables {
  let tables = made.get(k);
  if (tables === undefined) {
    tables = { ...mainTables(k), ...recordTables(k) };
    made.set(k, tables);
  }
  return tables;
}
export type Tables = ReturnType<typeof mainTables> & ReturnType<typeof recordTables>;

const made = new WeakMap<Kit, Tables>();
