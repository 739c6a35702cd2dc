const privileged = ["admin", "operator"];

/** The login is done: put roles and risk into the token, shorten privileged sessions, tell other systems. */
export function onComplete(context: LoginContext): void {
  const person = context.user;
  if (person === null) return;
  const { state } = context.flow;

  const roles = rolesOf(context, person);
  claims.set("roles", roles);
  claims.set("locale", person.locale);
  claims.set("mfa", state.secondFactor !== undefined);
  if (typeof state.riskScore === "number") claims.set("risk", state.riskScore);

  if (roles.some((role) => privileged.includes(role))) session.maxAge(15 * 60);
  else if (!context.device.known) session.maxAge(8 * 60 * 60);

  events.publish("login.completed", { userId: person.id, at: context.realm.now });
  if (state.newCountry === true)
    events.publish("login.new-country", { userId: person.id, country: context.request.country ?? null });
  log.info("login completed", { roles });
}

/** The user's own roles and those that the realm's settings give to groups, each once. */
function rolesOf(context: LoginContext, person: LoginUser): string[] {
  const byGroup = context.realm.settings.groupRoles ?? {};
  const fromGroups = person.groups.map((group) => byGroup[group]).filter((role) => role !== undefined);
  return [...new Set([...person.roles, ...fromGroups])].sort();
}
