/** The reference login script, as an author would write it, and about 400 bytes of input. */
export const loginScript = `
const risky = new Set(["KP", "XX"]);
const trusted = ["10.", "192.168."];

function score(context) {
  let points = 0;
  if (!context.device.known) points += 30;
  if (risky.has(context.request.country)) points += 40;
  if (!trusted.some((prefix) => context.request.ip.startsWith(prefix))) points += 10;
  points += Math.min(30, context.user.failedAttempts * 10);
  for (const role of context.user.roles) if (role === "admin" || role === "operator") points += 5;
  return points;
}

export function onExecute(context, form) {
  const risk = score(context);
  const agent = context.request.userAgent.toLowerCase();
  const browser = agent.includes("firefox") ? "firefox" : agent.includes("chrome") ? "chrome" : "other";
  const claims = { risk, browser, domain: context.user.email.split("@")[1] };
  if (risk >= 70) return { action: "reject", code: "risk", message: "Sign-in refused" };
  if (risk >= 30 && !form) {
    return { action: "challenge", block: { heading: "One more step", fields: [{ name: "code", type: "code", required: true }] }, claims };
  }
  return { action: "continue", outcome: risk < 20 ? "low" : "medium", claims };
}
`;

export const loginArgs = [
  {
    request: {
      ip: "203.0.113.9",
      country: "DE",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    },
    realm: { id: "rlm_1", name: "acme", timeZone: "Europe/Berlin" },
    user: { id: "usr_1", email: "ada@example.org", roles: ["member", "admin"], failedAttempts: 1 },
    flow: { id: "login", node: "risk-check", attempt: 1, state: {} },
    device: { id: "dev_1", known: false },
  },
  null,
];

export const numberScript = "export const onExecute = (n) => n * 2 + 1;";
