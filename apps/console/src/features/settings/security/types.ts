import type { Outputs } from "../../../app/trpc.ts";

export type PolicyView = Outputs["policy"]["get"];
export type LevelView = PolicyView["levels"][number];
export type RealmPolicy = PolicyView["policy"];
export type SecurityEvent = Outputs["policy"]["events"]["items"][number];
