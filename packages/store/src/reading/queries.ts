import { countOpenErrors, listErrorGroups, openErrorsSince } from "../records/error-lists.ts";
import type { ExecutionFilter } from "../records/filter.ts";
import { flowTraffic } from "../records/flow-traffic.ts";
import { histogram } from "../records/histogram.ts";
import { listExecutions } from "../records/list.ts";
import { overview } from "../records/overview.ts";
import { scriptFigures } from "../records/script-figures.ts";
import { listDeadLetters } from "../repositories/dead-letters.ts";
import { lastRuns, realmFigures } from "../repositories/realm-figures.ts";
import {
  boundTo,
  libraryHeads,
  libraryTexts,
  livePins,
  scriptsMentioning,
} from "../repositories/script-mentions.ts";
import { levelUse, realmNames } from "../repositories/script-names.ts";
import { searchFlows } from "../repositories/search-flows.ts";
import { searchScripts } from "../repositories/search-scripts.ts";
import { searchTriggers } from "../repositories/search-triggers.ts";
import { secretUses } from "../repositories/secret-uses.ts";
import { listSecurityEvents } from "../repositories/security-events.ts";
import type { TableGroup, Tables } from "../schema/index.ts";
import { listState } from "../state/list.ts";
import type { Db, Work } from "../work.ts";

/**
 * Every read that costs more the more is stored. A thread is sent its name, since functions cannot travel; arguments are
 * cloned, answers travel as JSON. Reads of a few rows by their keys are not here: the way to a thread and back costs more
 * than they do.
 */
export const queries = {
  listExecutions: ofRecords(
    (db: Db, t: Tables, filter: ExecutionFilter, page: { cursor?: string | null; limit: number }) =>
      listExecutions(db, t, filter, page),
  ),
  histogram: ofRecords(histogram),
  overview: ofRecords(overview),
  scriptFigures: ofRecords(scriptFigures),
  flowTraffic: ofRecords(flowTraffic),
  listErrorGroups: ofRecords(listErrorGroups),
  countOpenErrors: ofRecords(countOpenErrors),
  openErrorsSince: ofRecords(openErrorsSince),
  listDeadLetters: ofMain(listDeadLetters),
  listSecurityEvents: ofMain(listSecurityEvents),
  searchScripts: ofMain(searchScripts),
  scriptsMentioning: ofMain(scriptsMentioning),
  libraryHeads: ofMain(libraryHeads),
  libraryTexts: ofMain(libraryTexts),
  livePins: ofMain(livePins),
  boundTo: ofMain(boundTo),
  realmNames: ofMain(realmNames),
  levelUse: ofMain(levelUse),
  realmFigures: ofMain(realmFigures),
  lastRuns: ofRecords(lastRuns),
  searchFlows: ofMain(searchFlows),
  searchTriggers: ofMain(searchTriggers),
  listState: ofMain(listState),
  secretUses: ofMain(secretUses),
};

export type QueryName = keyof typeof queries;
export type QueryArgs<N extends QueryName> = TailOf<(typeof queries)[N]["work"]>;
export type QueryAnswer<N extends QueryName> =
  ReturnType<(typeof queries)[N]["work"]> extends Work<infer Answer> ? Answer : never;

type Query<A extends unknown[], R> = { group: TableGroup; work: (db: Db, t: Tables, ...args: A) => Work<R> };
type TailOf<F> = F extends (db: Db, t: Tables, ...args: infer A) => unknown ? A : never;

function ofRecords<A extends unknown[], R>(work: Query<A, R>["work"]): Query<A, R> {
  return { group: "records", work };
}

function ofMain<A extends unknown[], R>(work: Query<A, R>["work"]): Query<A, R> {
  return { group: "main", work };
}
