/**
 * A welcome block in two variants, chosen by a stable hash of the user's id, and a maintenance notice for everybody but
 * operators. For a block node.
 */
const experiment = "welcome-2026-05";
const shareOfB = 20; // per cent
const maintenance = { from: "2026-05-09T20:00:00Z", to: "2026-05-10T02:00:00Z" };

export function render(context: LoginContext): UiBlock {
  const { realm, user: person } = context;
  const parts: UiPart[] = [];

  const soon = Date.parse(maintenance.from) - 24 * 60 * 60 * 1000;
  const now = Date.parse(realm.now);
  const operator = person?.roles.includes("operator") ?? false;
  if (!operator && now >= soon && now < Date.parse(maintenance.to)) {
    const { date, hour } = time.inZone(maintenance.from, realm.timeZone);
    parts.push({ type: "notice", tone: "warning", text: `Maintenance starts on ${date} at ${hour}:00.` });
  }

  // The same user always lands in the same bucket; another experiment's name shuffles anew.
  const variant = hash.bucket(`${experiment}:${person?.id ?? context.device.id}`, 100) < shareOfB ? "B" : "A";
  log.info("variant", { experiment, variant });

  const name = person?.name || "there";
  if (variant === "A") parts.push({ type: "heading", text: `Welcome back, ${name}` });
  else {
    parts.push({ type: "heading", text: `Good to see you, ${name}!` });
    parts.push({ type: "text", text: "Pick up where you left off, or see what is new." });
  }
  return { parts, submit: variant === "A" ? "Continue" : "Let's go" };
}
