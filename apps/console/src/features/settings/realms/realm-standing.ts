import type { Outputs } from "../../../app/trpc.ts";

/** A realm in the list of all. */
export type RealmStanding = Outputs["realms"]["standing"][number];

/** What can be asked about one, in a dialog. */
export type RealmDialog = {
  kind: "rename" | "delete" | "export" | "import";
  realm: Pick<RealmStanding, "name" | "title">;
};
