/**
 * Give an account whose provider tells no e-mail address one that is nobody's. The domain `invalid` is kept free for such
 * names, so no mail for it can ever reach a stranger; "not verified" keeps it from linking accounts and resetting passwords.
 */
const domain = "no-mail.invalid";

export async function onExecute(context: LoginContext): Promise<FlowResult> {
  const person = context.user;
  if (person === null || person.email !== "") return { action: "continue" };

  const account = await users.update(person.id, {
    // The same at every login, and it says nothing of who it is.
    email: `${hash.sha256(person.id).slice(0, 16)}@${domain}`,
    emailVerified: false,
  });
  log.info("placeholder address", account.email);
  return { action: "continue" };
}
