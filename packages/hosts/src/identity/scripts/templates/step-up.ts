/**
 * Ask for a second factor when it is worth it: a new device, a high score, a role that demands it, or a last factor
 * that is too long ago. Draw an edge with the outcome `second-factor` to the node that asks.
 */
const maxAgeDays = 30;
const scoreLimit = 40;
const strictRoles = ["admin", "finance"];

export function onExecute(context: LoginContext): FlowResult {
  const { user: person, device, realm, flow: walk } = context;
  if (person === null) return { action: "continue" };

  const reasons: string[] = [];
  if (!device.known) reasons.push("new device");
  if (Number(walk.state.riskScore ?? 0) >= scoreLimit) reasons.push("risk score");
  if (person.roles.some((role) => strictRoles.includes(role))) reasons.push("role");

  const lastUses = person.factors.map((factor) => Date.parse(factor.lastUsedAt ?? "1970-01-01T00:00:00Z"));
  const ageDays = (Date.parse(realm.now) - Math.max(0, ...lastUses)) / 86_400_000;
  if (person.factors.length > 0 && ageDays > maxAgeDays) reasons.push("last factor too old");

  if (reasons.length === 0) return { action: "continue" };

  // The strongest factor the user has; without any, e-mail always works.
  const kinds = person.factors.map((factor) => factor.kind);
  const best = (["webauthn", "totp", "sms"] as const).find((kind) => kinds.includes(kind)) ?? "email";
  user.requireFactor(best);
  flow.set("stepUpReasons", reasons);
  log.info(`second factor: ${best}`, reasons);
  return { action: "continue", outcome: "second-factor" };
}
