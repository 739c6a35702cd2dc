import { fireEvent } from "@testing-library/react";
import { useState } from "react";
import { useEventStream } from "../../../app/events/use-runner-events.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { Executions } from "../route.tsx";
import type { ExecutionsSearch } from "../search.ts";

export type Row = Outputs["executions"]["list"]["items"][number];

let address: ExecutionsSearch = {};
/** What stands in the address now. */
export const addressNow = () => JSON.parse(JSON.stringify(address)) as ExecutionsSearch;

/** The executions page over an address that only this test sees, hearing the live stream. */
export function Page(props: { search?: ExecutionsSearch }) {
  useEventStream("acme");
  const [search, setSearch] = useState<ExecutionsSearch>(props.search ?? {});
  address = search;
  return <Executions search={search} onChange={(next) => setSearch((now) => ({ ...now, ...next }))} />;
}

/** happy-dom cannot draw. */
export function noChart(): never {
  throw new Refusal("No chart here.");
}

export const press = (key: string, init: object = {}) =>
  fireEvent.keyDown(document.body, { key, code: key, ...init });

/** A server with these rows, and no histogram. */
export const executionsWire = (rows: () => readonly Row[], answers: Answers = {}, role = "author") =>
  fakeWire({
    "session.me": () => ({ id: "usr_1", role, name: "Ada", email: "ada@example.org" }),
    "executions.list": () => ({ items: rows(), next: null }),
    "executions.histogram": noChart,
    ...answers,
  });

type Listed = { filter: Record<string, unknown>; cursor?: string | null };
/** How the list was asked for, newest last. */
export const asked = (wire: { sent: (of: "executions.list") => unknown[] }) =>
  wire.sent("executions.list") as Listed[];
