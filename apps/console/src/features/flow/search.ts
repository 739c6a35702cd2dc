import { type TrafficWindow, trafficWindowNames, withoutUndefined } from "@scriptyard/model";
import { flag, idPart, matching, oneOf } from "../../app/search-parts.ts";

export const flowPanels = ["publish", "problems", "versions"] as const;
export type FlowPanel = (typeof flowPanels)[number];

/** Of which time the graph says how many went where; a day by default. */
export type FlowTrafficChoice = TrafficWindow | "off";
export const trafficWords = {
  off: "Traffic is not shown",
  "1h": "Traffic of the last hour",
  "24h": "Traffic of the last 24 hours",
  "7d": "Traffic of the last 7 days",
} as const satisfies Record<FlowTrafficChoice, string>;

export type FlowSearch = {
  traffic?: FlowTrafficChoice | undefined;
  /** Selected node; its summary is open. */
  node?: string | undefined;
  /** A script of the flow's module that is asked to become a node: the form for it is open. One that is a node by now is selected. */
  add?: string | undefined;
  /** What is open beside the graph: the way to publish it, what is wrong with it, what was published of it. */
  panel?: FlowPanel | undefined;
  /** A walk of before, whose way is drawn over the graph. */
  session?: string | undefined;
  /** Open while a flow is tried. */
  try?: true | undefined;
  /** As whom it is tried; without it the first visitor there is. */
  visitor?: string | undefined;
  /** Which scripts the walk runs; drafts without it. */
  scripts?: "live" | undefined;
  /** The walk under way: coming back goes on with it. */
  walk?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseFlowSearch(search: Record<string, unknown>): FlowSearch {
  const traffic = oneOf(search.traffic, ["off", ...trafficWindowNames]);
  const parsed: FlowSearch = {
    traffic: traffic === "24h" ? undefined : traffic,
    node: matching(search.node, /./s),
    session: idPart(search.session, "fls"),
    add: matching(search.add, /./s),
    panel: oneOf(search.panel, flowPanels),
    try: flag(search.try),
    visitor: matching(search.visitor, /./s),
    scripts: oneOf(search.scripts, ["live"]),
    walk: idPart(search.walk, "fls"),
  };
  return withoutUndefined(parsed);
}
