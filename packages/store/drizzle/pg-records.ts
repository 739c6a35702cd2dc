import { pgKit } from "../src/dialects/pg/kit.ts";
import { recordTables } from "../src/schema/index.ts";

export const {
  executions,
  executionSlots,
  flowTraffic,
  errorGroups,
  errorActivity,
  errorHours,
  busMessages,
  busDeliveries,
} = recordTables(pgKit);
