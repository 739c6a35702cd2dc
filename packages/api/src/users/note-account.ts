import type { PublicUser } from "@scriptyard/model";
import { type Actor, noteChange } from "@scriptyard/runner";
import type { Services } from "../context.ts";

type Change = {
  act: "member.invite" | "member.reset" | "member.update" | "password.change";
  member: Pick<PublicUser, "id" | "name" | "email">;
  /** Goes on after the member's name, e.g. `was invited as author.` */
  message: string;
  fields?: readonly string[];
};

/** Says what happened to a member's account in the operator's log, with the address, and in the security events, without. */
export async function noteAccount(
  services: Pick<Services, "log" | "runner">,
  actor: Actor,
  { act, member, message, fields }: Change,
): Promise<void> {
  noteChange(services, actor, act, { realmId: null, subject: member.email, ...(fields && { fields }) });
  await services.runner.tellAccount({ member, message }, actor);
}
