import { isObject } from "@scriptyard/model";

/** Where an address is, as far as it is known. */
export type Place = {
  /** ISO 3166, two capital letters. */
  country?: string;
  city?: string;
  /** Degrees. */
  position?: { latitude: number; longitude: number };
};

/** Somebody else's words: what is no place is left out. */
export function placeOf(given: {
  country?: unknown;
  city?: unknown;
  latitude?: unknown;
  longitude?: unknown;
}): Place {
  const { country, city } = given;
  const [latitude, longitude] = [degrees(given.latitude, 90), degrees(given.longitude, 180)];
  return {
    ...(typeof country === "string" && /^[A-Z]{2}$/i.test(country) && { country: country.toUpperCase() }),
    ...(typeof city === "string" && city !== "" && { city: city.slice(0, 200) }),
    ...(latitude !== null && longitude !== null && { position: { latitude, longitude } }),
  };
}

/** A record of a database of countries or cities, in the shape that MaxMind's have. */
export function placeInRecord(record: unknown): Place {
  const [country, city, location] = ["country", "city", "location"].map((name) => membersOf(record, name));
  const { latitude, longitude } = location!;
  return placeOf({ country: country!.iso_code, city: membersOf(city, "names").en, latitude, longitude });
}

function membersOf(value: unknown, name: string): { readonly [member: string]: unknown } {
  const found = isObject(value) && Object.hasOwn(value, name) ? value[name] : null;
  return isObject(found) ? found : {};
}

function degrees(given: unknown, most: number): number | null {
  const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  return typeof number === "number" && Math.abs(number) <= most ? number : null;
}
