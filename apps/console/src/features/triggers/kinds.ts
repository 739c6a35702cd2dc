import { Clock, Globe, type LucideIcon, MessageSquare, Wrench } from "lucide-react";
import type { KindName } from "./search.ts";

/** How a kind looks and what it is called, before the server has answered. */
export const kindLooks: Record<KindName, { Icon: LucideIcon; word: string; verb: string }> = {
  http: { Icon: Globe, word: "HTTP", verb: "Answer requests at an address" },
  bus: { Icon: MessageSquare, word: "Message", verb: "Run for messages on a topic" },
  schedule: { Icon: Clock, word: "Schedule", verb: "Run at points in time" },
  tool: { Icon: Wrench, word: "Tool", verb: "Be called by name" },
};
