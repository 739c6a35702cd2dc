export { knownSealKey, readSealKey, sealKeyFile, sealKeyFingerprint } from "./seal-key.ts";
export { noteRestored, noteVersionsSigned, readVersionTrust } from "./version-trust.ts";
