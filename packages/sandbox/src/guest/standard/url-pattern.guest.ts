// URLPattern. Its patterns become regular expressions of the guest's own engine: they cost the script, and nobody else.
import { place } from "./place.guest.ts";
import { URLPattern } from "./url-pattern-library.guest.js";

place("URLPattern", URLPattern);
