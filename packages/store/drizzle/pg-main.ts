import { pgKit } from "../src/dialects/pg/kit.ts";
import { mainTables } from "../src/schema/index.ts";

// drizzle-kit looks for tables among a file's named exports.
export const {
  realms,
  users,
  flows,
  flowDrafts,
  flowVersions,
  flowPublishes,
  flowSessions,
  hookSignatures,
  scripts,
  drafts,
  lostDrafts,
  draftStates,
  versions,
  publishEvents,
  samples,
  consoleSessions,
  signInLinks,
  apiTokens,
  securityEvents,
  triggers,
  triggerStates,
  deadLetters,
  codes,
  partnerKeys,
  secrets,
  stateEntries,
  stateUsage,
  meta,
} = mainTables(pgKit);
