import type { Json } from "@scriptyard/model";
import type { Persona } from "../../demo/types.ts";
import { baseRequest, knownDevice, maria, newDevice } from "../samples/context.ts";
import { jonas, kim, mariaByGoogle, petra } from "./accounts.ts";

const at = (path: string, changes: { [key: string]: Json } = {}): Json => ({
  ...baseRequest,
  path,
  ...changes,
});
const login = "/f/acme/login";

export const demoPersonas: Persona[] = [
  {
    name: "Maria, as every day",
    description: "Known device at home, complete profile: walks straight to the welcome block.",
    flow: "login",
    context: { request: at(login), user: maria, device: knownDevice },
  },
  {
    name: "Maria on a new laptop",
    description: "A device that was never seen: a one-time code is asked for.",
    flow: "login",
    context: { request: at(login), user: maria, device: newDevice },
  },
  {
    name: "Maria in Norway",
    description: "New country and new device: the code, and an event for other systems.",
    flow: "login",
    context: { request: at(login, { ip: "192.0.2.44", country: "NO" }), user: maria, device: newDevice },
  },
  {
    name: "Jonas, just registered",
    description: "No phone, no date of birth, no terms accepted: every gate asks him something. In English.",
    flow: "login",
    context: {
      request: at(login, { locale: "en-GB", headers: { "accept-language": "en-GB" } }),
      user: jonas,
      device: knownDevice,
    },
  },
  {
    name: "Petra, administrator",
    description: "Her role demands a code every time, and her session is short.",
    flow: "login",
    context: {
      request: at(login),
      user: petra,
      device: knownDevice,
    },
  },
  {
    name: "Maria, by Google",
    description: "Her first sign-in by a provider: an account of its own, with the address of her other one.",
    flow: "login",
    context: { request: at(login), user: mariaByGoogle, device: knownDevice },
  },
  {
    name: "Kim, without an address",
    description: "The provider that signed them in tells no e-mail address.",
    flow: "login",
    context: { request: at(login), user: kim, device: knownDevice },
  },
  {
    name: "Somebody guessing",
    description: "Nine wrong passwords from an unknown machine abroad: refused.",
    flow: "login",
    context: {
      request: at(login, { ip: "192.0.2.99", country: "XX" }),
      user: { ...maria, failedAttempts: 9 },
      device: { id: "dev_bad0", known: false },
    },
  },
  {
    name: "A blocked network",
    description: "The address lies in a range that the realm's settings refuse.",
    flow: "login",
    context: { request: at(login, { ip: "198.51.100.23" }), user: maria, device: knownDevice },
  },
  {
    name: "A newcomer",
    description: "No account yet: for the registration flow.",
    flow: "registration",
    context: { request: at("/f/acme/registration", { locale: "en-GB" }), user: null, device: newDevice },
  },
];
