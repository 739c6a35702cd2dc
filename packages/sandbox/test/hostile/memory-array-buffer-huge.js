// expect memory_limit | execution
// One array buffer of two gigabytes.
export function onExecute() {
  return new ArrayBuffer(2_000_000_000).byteLength;
}
