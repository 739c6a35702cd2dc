// URLPattern. Its patterns become regular expressions of the guest's own engine: they cost the script, and nobody else.
import { place } from "./place.guest.ts";
import "./url.guest.ts";
import { URLPattern } from "./url-pattern-library.guest.js";

Object.defineProperty(URLPattern.prototype, Symbol.toStringTag, { value: "URLPattern", configurable: true });
place("URLPattern", URLPattern);
