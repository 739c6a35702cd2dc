// expect timeout | operation_limit
// Work that the host does for a script is the script's: a loop of it ends as any other.
export async function onExecute() {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(8), "PBKDF2", false, ["deriveBits"]);
  const work = { name: "PBKDF2", hash: "SHA-512", salt: new Uint8Array(8), iterations: 100_000 };
  for (;;) await crypto.subtle.deriveBits(work, key, 512);
}
