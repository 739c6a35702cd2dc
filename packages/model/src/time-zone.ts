/** Whether this is a time zone of the IANA database, such as Europe/Vienna. There is no other way to ask: the constructor throws. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
