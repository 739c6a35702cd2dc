/** The reference login script on the identity host, and the smallest input its contract takes. */
export const loginScript = `
const trusted = ["AT", "DE", "CH"];

export function onExecute(context: LoginContext): FlowResult {
  const { request, device } = context;
  let risk = 0;
  if (!device.known) risk += 40;
  if (!trusted.includes(request.country ?? "")) risk += 30;
  if (context.flow.attempt > 3) risk += 20;
  flow.set("risk", risk);
  if (risk >= 80) return { action: "reject", code: "risk" };
  return risk >= 40 ? { action: "continue", outcome: "second-factor" } : { action: "continue" };
}
`;

const now = "2026-05-04T07:30:00Z";

export const loginArgs = [
  {
    request: {
      id: "req_1",
      ip: "203.0.113.7",
      method: "POST",
      path: "/login",
      headers: {},
      userAgent: { family: "Firefox", os: "Windows", device: "desktop" },
      locale: "de-AT",
      country: "AT",
      time: now,
    },
    realm: { id: "rlm_1", name: "acme", settings: {}, timeZone: "UTC", now },
    user: null,
    flow: {
      id: "flw_1",
      node: "login",
      sessionId: "fls_1",
      attempt: 1,
      state: {},
      startedAt: now,
      history: [],
    },
    device: { id: "dev_1", known: false },
  },
  null,
];
