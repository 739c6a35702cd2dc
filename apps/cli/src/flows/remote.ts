import type { FlowChange, FlowGraph, FlowTraffic } from "@scriptyard/model";
import type { Server } from "../server/client.ts";
import { callRest } from "../server/rest.ts";
import type { FlowFile } from "./file.ts";

/** What the server says of a flow. */
export type RemoteFlow = {
  name: string;
  title: string;
  liveVersion: number | null;
  nodes: number;
  draftRevision: number;
  changes: number;
};
export type RemoteDetail = RemoteFlow & { live: FlowGraph | null; draft: FlowGraph };
export type DeletedFlow = { id: string; name: string; title: string; goesAt: number };
export type Published = {
  version: number;
  findings: { severity: "error" | "warning"; message: string; remedy: string }[];
};

/** The flows of one realm over the HTTP API, a method per address. */
export function flowsOf(server: Server, realm: string) {
  const root = `/realms/${encodeURIComponent(realm)}/flows`;
  const at = (flow: string, rest = "") => `${root}/${encodeURIComponent(flow)}${rest}`;
  const post = <T>(what: string, path: string, body: unknown) =>
    callRest<T>(server, what, { method: "POST", path, body });
  return {
    list: () =>
      callRest<{ flows: RemoteFlow[]; deleted: DeletedFlow[] }>(server, "The flows could not be read", {
        method: "GET",
        path: root,
      }),
    get: (flow: string) =>
      callRest<RemoteDetail>(server, `The flow "${flow}" could not be read`, {
        method: "GET",
        path: at(flow),
      }),
    create: (name: string, title: string) =>
      post<RemoteDetail>(`The flow "${name}" was not made`, root, { name, title }),
    rename: (flow: string, title: string) =>
      callRest<RemoteDetail>(server, `The flow "${flow}" was not renamed`, {
        method: "PATCH",
        path: at(flow),
        body: { title },
      }),
    save: (flow: string, { entry, nodes, edges }: FlowFile, baseRevision: number) =>
      post<{ revision: number; changes: number }>(`The flow "${flow}" was not saved`, at(flow, "/draft"), {
        graph: { entry, nodes, edges },
        baseRevision,
      }),
    publish: (flow: string, revision: number, note: string) =>
      post<Published>(`The flow "${flow}" was not published`, at(flow, "/publish"), { revision, note }),
    rollback: (flow: string, toVersion: number, note: string) =>
      post<Published>(`The flow "${flow}" was not rolled back`, at(flow, "/rollback"), { toVersion, note }),
    restore: (flow: string) =>
      post<RemoteDetail>(`The flow "${flow}" was not taken back`, at(flow, "/restore"), {}),
    diff: (flow: string, between: { from: string; to: string }) =>
      callRest<{ changes: FlowChange[] }>(server, `The flow "${flow}" could not be compared`, {
        method: "GET",
        path: `${at(flow, "/diff")}?${new URLSearchParams(between).toString()}`,
      }),
    traffic: (flow: string, window: string) =>
      callRest<FlowTraffic>(server, `The traffic of "${flow}" could not be read`, {
        method: "GET",
        path: `${at(flow, "/traffic")}?${new URLSearchParams({ window }).toString()}`,
      }),
  };
}
