import type { WaysOut } from "@scriptyard/model";

/** As a host of logins reads its scripts. */
export const loginWays: WaysOut = {
  by: "action",
  continues: { continue: "outcome" },
  leaves: [{ call: "flow.redirect", argument: 1, member: "resume" }],
  unfollowed: ["flow.redirect", "form.fail"],
};
