import { DOMException } from "./exception.guest.ts";
import { place } from "./place.guest.ts";

place("DOMException", DOMException);
