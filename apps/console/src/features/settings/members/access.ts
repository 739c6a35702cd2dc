import type { Inputs, Outputs } from "../../../app/trpc.ts";
import { formatDate, formatExact } from "../../../components/format.ts";
import type { Tone } from "../../../components/tone.ts";

export type Member = Outputs["users"]["list"][number];
export type Role = NonNullable<Inputs["users"]["update"]["role"]>;

export const isInvited = ({ access }: Member): boolean => access.state === "invited";

/** Who has never been here lost an invitation; everybody else a password. */
export const linkWord = (user: Member): string => (isInvited(user) ? "Invite again" : "Make a reset link");

/** How a member stands, as the list says it; null where there is nothing to say. */
export function accessWords({ access }: Member): { word: string; detail: string; tone: Tone } | null {
  switch (access.state) {
    case "active":
      return null;
    case "disabled":
      return { word: "Disabled", detail: "Cannot sign in.", tone: "idle" };
    case "invited":
    case "reset": {
      const what = access.state === "invited" ? "Invited" : "Reset link";
      if (access.expired || access.until === null)
        return {
          word: access.state === "invited" ? "Invitation expired" : "Reset link expired",
          detail: "No link opens the account any more. Make a new one.",
          tone: "warn",
        };
      return {
        word: `${what}, until ${formatDate(access.until)}`,
        detail: `The one-time link works until ${formatExact(access.until)}, or until it is used.`,
        tone: "info",
      };
    }
  }
}
