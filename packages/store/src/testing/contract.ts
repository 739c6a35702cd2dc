import { afterAll, beforeAll, describe } from "vitest";
import type { Store } from "../store.ts";
import { authoringContract } from "./contract/authoring.ts";
import { busContract } from "./contract/bus.ts";
import { codesContract } from "./contract/codes.ts";
import { draftHistoryContract } from "./contract/draft-history.ts";
import { draftsContract } from "./contract/drafts.ts";
import { errorTriageContract } from "./contract/error-triage.ts";
import { errorsContract } from "./contract/errors.ts";
import { flowTrafficContract } from "./contract/flow-traffic.ts";
import { flowsContract } from "./contract/flows.ts";
import { hostileContract } from "./contract/hostile.ts";
import { importRealmContract } from "./contract/import-realm.ts";
import { listsContract } from "./contract/lists.ts";
import { overviewContract } from "./contract/overview.ts";
import { peopleContract } from "./contract/people.ts";
import { publishingContract } from "./contract/publishing.ts";
import { realmsContract } from "./contract/realms.ts";
import { recordsContract } from "./contract/records.ts";
import { retiringContract } from "./contract/retiring.ts";
import { scriptFiguresContract } from "./contract/script-figures.ts";
import { scriptListsContract } from "./contract/script-lists.ts";
import { scriptMentionsContract } from "./contract/script-mentions.ts";
import { secretsContract } from "./contract/secrets.ts";
import { securityContract } from "./contract/security.ts";
import { stateContract } from "./contract/state.ts";
import { triggersContract } from "./contract/triggers.ts";

/** What a part of the suite gets: the one store, and the clock it was opened with. */
export type Subject = { store: () => Store; clock: { nowMs: number } };

/**
 * The same cases on every engine: a storage dialect is accepted when all of them pass. Every test makes its own realm,
 * so that one store (PGlite takes seconds to start) serves all.
 */
export function storeContract(name: string, open: (now: () => number) => Promise<Store>): void {
  describe(name, () => {
    const clock = { nowMs: 1_700_000_000_000 };
    let opened: Store;
    beforeAll(async () => {
      opened = await open(() => clock.nowMs);
    }, 60_000);
    afterAll(() => opened.close());
    const subject: Subject = { store: () => opened, clock };

    describe("realms, scripts, samples", () => authoringContract(subject));
    describe("flows and flow sessions", () => flowsContract(subject));
    describe("lists of scripts", () => scriptListsContract(subject));
    describe("scripts by what is in them", () => scriptMentionsContract(subject));
    describe("drafts", () => draftsContract(subject));
    describe("history of drafts", () => draftHistoryContract(subject));
    describe("publishing", () => publishingContract(subject));
    describe("retiring and deleting", () => retiringContract(subject));
    describe("people", () => peopleContract(subject));
    describe("one-time codes and partner keys", () => codesContract(subject));
    describe("secrets", () => secretsContract(subject));
    describe("state", () => stateContract(subject));
    describe("security", () => securityContract(subject));
    describe("records", () => recordsContract(subject));
    describe("lists", () => listsContract(subject));
    describe("errors", () => errorsContract(subject));
    describe("what people do about errors", () => errorTriageContract(subject));
    describe("overview", () => overviewContract(subject));
    describe("figures by script", () => scriptFiguresContract(subject));
    describe("traffic of flows", () => flowTrafficContract(subject));
    describe("triggers", () => triggersContract(subject));
    describe("messages that wait", () => busContract(subject));
    describe("realms that are closed, filled and removed", () => realmsContract(subject));
    describe("realms that are imported", () => importRealmContract(subject));
    describe("hostile text", () => hostileContract(subject));
  });
}
