import { guarded } from "../faults.ts";
import type { TableGroup } from "../schema/index.ts";
import type { Engine, Work } from "../work.ts";
import { type QueryAnswer, type QueryArgs, type QueryName, queries } from "./queries.ts";

/** Where reads run that cost more the more is stored, so that nobody else waits for them. */
export interface Reader {
  /**
   * Sees everything that was committed before the call.
   *
   * @param realmId whose query it is: realms take turns
   * @throws Fault `busy` with `WaitDetails` when too many wait or it took too long; `storage` when its thread ended
   * @example await reader.ask(realmId, "overview", realmId, fromMs, toMs)
   */
  ask<N extends QueryName>(realmId: string, name: N, ...args: QueryArgs<N>): Promise<QueryAnswer<N>>;
  stats(): ReadingStats;
  /** What waits is refused; what runs is waited for. */
  close(): Promise<void>;
}

/** Queries that wait now, and what became of the others since the start. */
export type ReadingStats = {
  waiting: number;
  answered: number;
  /** There was no room to wait. */
  refused: number;
  /** They took too long. */
  calledOff: number;
};

/** Reads where the engines are: PostgreSQL waits elsewhere anyway, and a database in memory has one connection. */
export function directReader(engines: Record<TableGroup, Engine>): Reader {
  let answered = 0;
  return {
    async ask(_realmId, name, ...args) {
      const answer = await guarded(engines[queries[name].group].read(workOf(name, args)));
      answered += 1;
      return answer;
    },
    stats: () => ({ waiting: 0, answered, refused: 0, calledOff: 0 }),
    close: async () => {},
  };
}

/** The name is what ties arguments to the answer; `ask` has checked both against it. */
function workOf<N extends QueryName>(name: N, args: QueryArgs<N>) {
  const work = queries[name].work as unknown as (...all: unknown[]) => Work<QueryAnswer<N>>;
  return (...[db, t]: Parameters<Parameters<Engine["read"]>[0]>) => work(db, t, ...args);
}
