import { daysBetween, isWeekend } from "shared/dates";

/** What the visitor sees after signing in: a greeting for the time of day, and when they were here last. */
export function render(context: LoginContext): UiBlock {
  const { realm, request } = context;
  const person = context.user;
  const name = person?.name || text.t("welcome.guest");
  const parts: UiPart[] = [{ type: "heading", text: text.t(greeting(context), { name }) }];

  if (person?.lastLogin) {
    const days = daysBetween(person.lastLogin.at, realm.now);
    const key = days === 0 ? "welcome.today" : days === 1 ? "welcome.yesterday" : "welcome.daysAgo";
    parts.push({ type: "text", text: text.t(key, { days, country: person.lastLogin.country ?? "?" }) });
  } else if (person !== null) {
    parts.push({ type: "text", text: text.t("welcome.first") });
  }

  if (person !== null && context.flow.state.newCountry === true)
    parts.push({
      type: "notice",
      tone: "warning",
      text: text.t("welcome.newCountry", { country: request.country ?? "?" }),
    });

  // Half of the users see the tip: by id, so that each always sees the same page.
  if (person !== null && hash.bucket(`welcome-tip:${person.id}`, 2) === 0)
    parts.push({ type: "notice", tone: "info", text: text.t("welcome.tip") });

  return { title: text.t("welcome.title"), parts, submit: text.t("welcome.submit") };
}

function greeting({ realm }: LoginContext): string {
  if (isWeekend(realm.now, realm.timeZone)) return "welcome.weekend";
  const { hour } = time.inZone(realm.now, realm.timeZone);
  if (hour < 11) return "welcome.morning";
  return hour < 18 ? "welcome.day" : "welcome.evening";
}
