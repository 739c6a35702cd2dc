import { codeBlock, issueCode, verifyCode } from "shared/codes";
import { daysBetween } from "shared/dates";

const maxAttempts = 5;

/**
 * Asks for a one-time code when the login is suspicious, the device is new, the role demands it, or the last code is
 * too long ago. Everybody else walks through.
 */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const reason = reasonToAsk(context);
  if (reason === null) return { action: "continue" };

  if (form === null) {
    log.info("asking for a code", { reason });
    user.requireFactor("email");
    return challenge(context);
  }

  const verdict = verifyCode(context, form.code ?? "");
  if (verdict === "right") {
    flow.set("secondFactor", { kind: "email", at: context.realm.now });
    return { action: "continue", outcome: "verified" };
  }
  if (context.flow.attempt > maxAttempts) {
    log.warn("too many wrong codes", { attempt: context.flow.attempt });
    return { action: "reject", code: "too-many-codes", message: text.t("code.tooMany") };
  }
  form.fail("code", text.t(verdict === "wrong" ? "code.wrong" : "code.expired"));
  // A wrong code is spent: the next try needs a new one.
  return challenge(context);
}

function challenge(context: LoginContext): FlowResult {
  const address = context.user?.email;
  const hint =
    address === undefined ? text.t("code.sentToYou") : text.t("code.sent", { address: mask(address) });
  return { action: "challenge", block: codeBlock(text.t("secondFactor.title"), hint, issueCode(context)) };
}

/** Why a code is due; null when it is not. */
function reasonToAsk(context: LoginContext): string | null {
  const { realm, device, flow: walk } = context;
  const person = context.user;
  const score = walk.state.riskScore;
  if (typeof score === "number" && score >= (realm.settings.risk?.challengeAt ?? 40)) return "risk score";
  if (!device.known) return "new device";
  if (person === null) return null;

  const strict = realm.settings.strictRoles ?? ["admin"];
  if (person.roles.some((role) => strict.includes(role))) return "role";

  const lastUse = person.factors
    .map((factor) => factor.lastUsedAt)
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
  const days = realm.settings.secondFactorDays ?? 30;
  if (lastUse !== undefined && daysBetween(lastUse, realm.now) >= days)
    return `last code more than ${days} days ago`;
  return null;
}

/** `maria@example.com` → `m…@example.com`: enough to recognise, too little to learn. */
function mask(address: string): string {
  return address.replace(/^(.)[^@]*/, "$1…");
}
