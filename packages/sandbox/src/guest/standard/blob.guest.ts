// Blob, File and FormData: bytes with a type, and the fields of a form.
import { WrongType } from "../primordials.guest.ts";
import { ask, bytesOf, usv } from "./host.guest.ts";
import { place } from "./place.guest.ts";

class Blob {
  #bytes: Uint8Array;
  #type: string;

  constructor(parts: Iterable<unknown> = [], options: { type?: unknown } = {}) {
    if (typeof parts !== "object" || parts === null)
      throw new WrongType("Blob: the first argument must be a list of texts, bytes or blobs.");
    this.#bytes = joined([...parts].map(partBytes));
    const type = options?.type === undefined ? "" : String(options.type);
    this.#type = /^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : "";
  }

  get size(): number {
    return this.#bytes.length;
  }

  get type(): string {
    return this.#type;
  }

  slice(start?: number, end?: number, type?: unknown): Blob {
    return new Blob([this.#bytes.slice(start, end)], { type: type ?? "" });
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer as ArrayBuffer;
  }

  async bytes(): Promise<Uint8Array> {
    return this.#bytes.slice();
  }

  async text(): Promise<string> {
    const buffer = this.#bytes.slice().buffer as ArrayBuffer;
    return (ask("text.decode", ["utf-8", false, false, false], buffer) as [string])[0];
  }

  get [Symbol.toStringTag](): string {
    return "Blob";
  }

  static bytesOf(blob: Blob): Uint8Array {
    return blob.#bytes;
  }
}
const { bytesOf: bytesOfBlob } = Blob;
delete (Blob as { bytesOf?: unknown }).bytesOf;

class File extends Blob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(
    ...given: [parts: Iterable<unknown>, name: unknown, options?: { type?: unknown; lastModified?: unknown }]
  ) {
    const [parts, name, options = {}] = given;
    if (given.length < 2) throw new WrongType("File: pass a list of parts and a name.");
    super(parts, options);
    this.#name = usv(name);
    this.#lastModified =
      options?.lastModified === undefined ? Date.now() : Math.trunc(Number(options.lastModified)) || 0;
  }

  get name(): string {
    return this.#name;
  }

  get lastModified(): number {
    return this.#lastModified;
  }

  override get [Symbol.toStringTag](): string {
    return "File";
  }
}

function partBytes(part: unknown): Uint8Array {
  if (part instanceof Blob) return bytesOfBlob(part);
  if (typeof part === "object" && part !== null) {
    if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer)
      return new Uint8Array(bytesOf(part, "Blob: a part"));
  }
  return new Uint8Array(ask("utf8", [String(part)]) as ArrayBuffer);
}

function joined(all: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(all.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of all) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

type Field = [name: string, value: string | File];

class FormData {
  #fields: Field[] = [];

  constructor(form?: unknown) {
    if (form !== undefined)
      throw new WrongType("FormData: scripts have no form elements; append the fields.");
  }

  append(name: unknown, value: unknown, fileName?: unknown): void {
    this.#fields.push([usv(name), fieldValue(value, fileName)]);
  }

  delete(name: unknown): void {
    const key = usv(name);
    this.#fields = this.#fields.filter(([one]) => one !== key);
  }

  get(name: unknown): string | File | null {
    const key = usv(name);
    return this.#fields.find(([one]) => one === key)?.[1] ?? null;
  }

  getAll(name: unknown): (string | File)[] {
    const key = usv(name);
    return this.#fields.filter(([one]) => one === key).map(([, value]) => value);
  }

  has(name: unknown): boolean {
    const key = usv(name);
    return this.#fields.some(([one]) => one === key);
  }

  set(name: unknown, value: unknown, fileName?: unknown): void {
    const key = usv(name);
    const made = fieldValue(value, fileName);
    const at = this.#fields.findIndex(([one]) => one === key);
    if (at < 0) this.#fields.push([key, made]);
    else {
      this.#fields[at] = [key, made];
      this.#fields = this.#fields.filter(([one], i) => i <= at || one !== key);
    }
  }

  forEach(callback: (value: string | File, name: string, all: this) => void, self?: unknown): void {
    for (let i = 0; i < this.#fields.length; i++) {
      const [name, value] = this.#fields[i]!;
      callback.call(self, value, name, this);
    }
  }

  *entries(): Generator<Field> {
    for (let i = 0; i < this.#fields.length; i++) yield [this.#fields[i]![0], this.#fields[i]![1]];
  }

  *keys(): Generator<string> {
    for (let i = 0; i < this.#fields.length; i++) yield this.#fields[i]![0];
  }

  *values(): Generator<string | File> {
    for (let i = 0; i < this.#fields.length; i++) yield this.#fields[i]![1];
  }

  [Symbol.iterator](): Generator<Field> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return "FormData";
  }
}

function fieldValue(value: unknown, fileName: unknown): string | File {
  if (value instanceof File && fileName === undefined) return value;
  if (value instanceof Blob)
    return new File([value], fileName ?? "blob", {
      type: value.type,
      ...(value instanceof File ? { lastModified: value.lastModified } : {}),
    });
  return usv(value);
}

place("Blob", Blob);
place("File", File);
place("FormData", FormData);
