// Property tests use one seed, so that a counterexample found by chance never fails a change that did not cause it.
// Exploring is a command of its own: `npm run properties` draws new seeds.
import fc from "fast-check";

const drawn = process.env.SCRIPTYARD_PROPERTY_SEED;
if (drawn !== "random") fc.configureGlobal({ seed: drawn ? Number(drawn) : 20_251_121 });
