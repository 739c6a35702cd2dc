/**
 * Tell other systems when somebody signs in from a country they have not used before. For a completion node.
 * What listens can send a mail, open a case, or ask the user.
 */
const topic = "login.new-country";

export function onComplete(context: LoginContext): void {
  const { user: person, request, device, realm } = context;
  const country = request.country;
  if (person === null || country === undefined) return;

  const before = person.lastLogin?.country;
  if (before === undefined || before === country) return;

  // Hashed, so that the event can be counted and joined without carrying an address around.
  const source = hash.sha256(`${realm.id}:${request.ip}`).slice(0, 16);
  events.publish(topic, {
    userId: person.id,
    from: before,
    to: country,
    source,
    knownDevice: device.known,
    at: realm.now,
  });
  claims.set("new_country", country);
  log.warn("login from a new country", { from: before, to: country });
}
