/**
 * Map groups to roles, add claims of your own, and keep privileged sessions short. For a completion node: it runs when
 * the flow is done and only has effects.
 */
const rolesOfGroup: { [group: string]: string[] } = {
  staff: ["employee"],
  "it-support": ["employee", "operator"],
  controlling: ["employee", "finance"],
};
const privilegedRoles = ["operator", "finance", "admin"];

export function onComplete(context: LoginContext): void {
  const person = context.user;
  if (person === null) return;

  const mapped = person.groups.flatMap((group) => rolesOfGroup[group] ?? []);
  const roles = [...new Set([...person.roles, ...mapped])].sort();
  claims.set("roles", roles);
  claims.set("department", person.attributes.department ?? null);
  claims.set(
    "account_age_days",
    Math.floor((Date.parse(context.realm.now) - Date.parse(person.createdAt)) / 86_400_000),
  );

  const privileged = roles.some((role) => privilegedRoles.includes(role));
  session.maxAge(privileged ? 15 * 60 : 12 * 60 * 60);
  log.info("claims set", { roles, privileged });
}
