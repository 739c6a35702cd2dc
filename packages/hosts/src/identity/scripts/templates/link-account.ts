/**
 * Link what a provider signed in to the account with the same address. Only an address that both sides have verified proves
 * that it is one person: otherwise whoever writes down somebody's address would get their account.
 */
export async function onExecute(context: LoginContext): Promise<FlowResult> {
  const person = context.user;
  if (person === null || !person.emailVerified || person.email === "") return { action: "continue" };

  const others = (await users.find({ email: person.email })).filter(
    (account) => account.id !== person.id && account.emailVerified,
  );
  const [other] = others;
  if (other === undefined) return { action: "continue" };
  if (others.length > 1) {
    // Which of them it is a person has to say.
    log.warn("several accounts have this address", { accounts: others.map(({ id }) => id) });
    return { action: "continue" };
  }

  const account = await users.link(other.id, person.id);
  claims.set("account_id", account.id);
  events.publish("account.linked", { id: account.id, other: person.id });
  return { action: "continue" };
}
