import { isNewCountry, riskScore, riskSignals } from "shared/risk";

/**
 * First node of the login: how suspicious is it? Refuses what is certainly bad, and leaves by the outcome `suspicious`
 * when a second factor is due, else by the default edge.
 */
export function onExecute(context: LoginContext): FlowResult {
  const { settings } = context.realm;
  const { challengeAt = 40, rejectAt = 80, blockedRanges = [] } = settings.risk ?? {};

  const blocked = blockedRanges.find((range) => ip.inRange(context.request.ip, range));
  if (blocked !== undefined) {
    log.warn("refused by address range", { ip: context.request.ip, range: blocked });
    return { action: "reject", code: "address-blocked", message: text.t("login.blocked") };
  }

  const signals = riskSignals(context);
  const score = riskScore(signals);
  flow.set("riskScore", score);
  flow.set("newCountry", isNewCountry(context));
  log.info(`risk ${score}`, signals);

  if (score >= rejectAt) return { action: "reject", code: "risk-too-high", message: text.t("login.refused") };
  if (score >= challengeAt) return { action: "continue", outcome: "suspicious" };
  return { action: "continue" };
}
