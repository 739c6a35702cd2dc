const view = new DataView(new ArrayBuffer(8));
/** Two words as the double that they are the lower and the upper half of. */
export function double(low: number, high: number): number {
  view.setInt32(0, low, true);
  view.setInt32(4, high, true);
  return view.getFloat64(0, true);
}

/** The words of 32 bits that a base64 text holds; what is left of a last one is dropped. */
export function decodeWords(base64: string): Int32Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length - (text.length % 4));
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  const data = new DataView(bytes.buffer);
  const words = new Int32Array(bytes.length / 4);
  for (let i = 0; i < words.length; i++) words[i] = data.getInt32(i * 4, true);
  return words;
}
