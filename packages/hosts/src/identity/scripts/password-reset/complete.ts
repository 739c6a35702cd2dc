/** The password has changed: sign in for an hour only, and tell the owner's other devices. */
export function onComplete(context: LoginContext): void {
  session.maxAge(60 * 60);
  claims.set("password_changed", true);
  events.publish("password-reset.completed", {
    userId: context.user?.id ?? null,
    knownDevice: context.device.known,
    country: context.request.country ?? null,
  });
  if (!context.device.known) log.warn("password changed from a new device", { ip: context.request.ip });
}
