import type { TriggerKind } from "@scriptyard/model";
import { Clock, Globe, type LucideIcon, MessageSquare, Wrench } from "lucide-react";

/** In the order of the menu: how a kind looks, what it is called, and what trying it is called, before the server has answered. */
export const kindLooks: Record<TriggerKind, { Icon: LucideIcon; word: string; verb: string; tries: string }> =
  {
    http: { Icon: Globe, word: "HTTP", verb: "Answer requests at an address", tries: "Call it" },
    bus: { Icon: MessageSquare, word: "Message", verb: "Run for messages on a topic", tries: "Test" },
    schedule: { Icon: Clock, word: "Schedule", verb: "Run at points in time", tries: "Test" },
    tool: { Icon: Wrench, word: "Tool", verb: "Be called by name", tries: "Call it" },
  };

export const kindNames = Object.keys(kindLooks) as TriggerKind[];
