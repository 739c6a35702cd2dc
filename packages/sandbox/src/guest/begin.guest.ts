// Imported before the program's entry: when this runs, every module has been parsed and linked.
import { hostBegin } from "./primordials.guest.ts";

hostBegin();
