import type { Actor } from "./actor.ts";
import type { RunnerLog } from "./options.ts";

/** What people change beside texts, what they look into, and who comes in; texts have drafts and publish events, which name their authors, and so do comments. */
export type ChangeAct =
  | "script.settings"
  | "script.remove"
  | "realm.settings"
  | "realm.policy"
  | "realm.create"
  | "realm.archive"
  | "realm.delete"
  | "realm.restore"
  | "realm.remove"
  | "realm.export"
  | "realm.import"
  | "flow.create"
  | "flow.publish"
  | "flow.rename"
  | "flow.remove"
  | "flow.restore"
  | "trigger.create"
  | "trigger.update"
  | "trigger.remove"
  | "trigger.secret"
  | "dead-letter.deliver"
  | "dead-letter.remove"
  | "execution.trace"
  | "error.act"
  | "error.undo"
  | "state.edit"
  | "state.remove"
  | "state.clear"
  | "secret.set"
  | "secret.rotate"
  | "secret.remove"
  | "partner.renew"
  | "partner.remove"
  | "token.create"
  | "token.revoke"
  | "member.invite"
  | "member.update"
  | "member.reset"
  | "password.change"
  | "session.begin"
  | "session.end"
  | "backup.make";

/**
 * Says who changed what, in the operator's log. Every change of what runs, of who may change it and of
 * what leaves the installation passes here when it is done, so that a record of acts has one place to be written.
 *
 * @param realmId null: of the whole installation
 * @param subject the name of what was changed, e.g. `login/risk-check`; never a secret
 */
export function noteChange(
  ports: { log: RunnerLog },
  actor: Actor,
  act: ChangeAct,
  { realmId, subject, fields }: { realmId: string | null; subject: string; fields?: readonly string[] },
): void {
  const { userId, requestId } = actor;
  ports.log.info(
    { act, realmId, subject, ...(fields && { fields }), userId, requestId },
    `changed: ${act} ${subject}`,
  );
}

/** The fields of a change that say something. */
export function fieldsOf(change: object): string[] {
  return Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
