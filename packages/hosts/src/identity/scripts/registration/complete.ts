/** The account exists now: tell other systems, and keep the first session short until the address is verified. */
export function onComplete(context: LoginContext): void {
  const { state } = context.flow;
  const verified = state.emailVerified === true;
  const address = typeof state.email === "string" ? state.email : null;

  claims.set("new_account", true);
  claims.set("email_verified_at_registration", verified);
  if (!verified) session.maxAge(60 * 60);
  events.publish("registration.completed", {
    domain: address === null ? null : email.domain(address),
    country: context.request.country ?? null,
    verified,
  });
}
