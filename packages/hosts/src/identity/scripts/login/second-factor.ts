import { codeBlock, type Sent, sendCode, sentCode } from "shared/codes";
import { daysBetween } from "shared/dates";

const purpose = "second-factor";

/**
 * Asks for a one-time code when the login is suspicious, the device is new, the role demands it, or the last code is
 * too long ago. Everybody else walks through.
 */
export async function onExecute(context: LoginContext, form: LoginForm | null): Promise<FlowResult> {
  const reason = reasonToAsk(context);
  if (reason === null) return { action: "continue" };

  if (form === null) {
    log.info("asking for a code", { reason });
    user.requireFactor("email");
    return send(context);
  }

  const verdict = await code.verify({ purpose, code: form.code ?? "" });
  if (verdict === "right") {
    flow.set("secondFactor", { kind: "email", at: context.realm.now });
    return { action: "continue", outcome: "verified" };
  }
  if (verdict === "blocked") {
    log.warn("too many wrong codes", { attempt: context.flow.attempt });
    return { action: "reject", code: "too-many-codes", message: text.t("code.tooMany") };
  }
  form.fail("code", text.t(verdict === "wrong" ? "code.wrong" : "code.expired"));
  const sent = sentCode(context);
  // The code that was sent stays good for a few tries; one that is too old is sent anew.
  return verdict === "wrong" && sent !== null ? challenge(context, sent) : send(context);
}

async function send(context: LoginContext): Promise<FlowResult> {
  return challenge(context, await sendCode(context, purpose, context.user?.email ?? ""));
}

function challenge(context: LoginContext, { handle, address }: Sent): FlowResult {
  const hint = address === "" ? text.t("code.sentToYou") : text.t("code.sent", { address: mask(address) });
  return { action: "challenge", block: codeBlock(context, text.t("secondFactor.title"), hint, handle) };
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
