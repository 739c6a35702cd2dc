import type { PublishPorts } from "../../authoring/publish/publish.ts";
import type { RealmCreatePorts } from "../create.ts";

/** Comparing reads a realm; importing checks, publishes and tells as whoever publishes does. */
export type MovingPorts = RealmCreatePorts & PublishPorts;
