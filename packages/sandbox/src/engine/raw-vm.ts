import type { EngineBuild, EngineLoader } from "./adapters.ts";
import { type Handle, noHandle, nullPointer, type Pointer } from "./brands.ts";
import { type EngineHooks, EngineTrap, replaceImports } from "./wasm-imports.ts";

/** The wasm functions we call, as they are. `JSValue*` pointers are called handles here. */
type Exports = {
  callbacks: object;
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _QTS_NewRuntime(): Pointer;
  _QTS_NewContext(runtime: Pointer, intrinsics: number): Pointer;
  _QTS_RuntimeSetMaxStackSize(runtime: Pointer, bytes: number): void;
  _QTS_RuntimeEnableInterruptHandler(runtime: Pointer): void;
  _QTS_RuntimeEnableModuleLoader(runtime: Pointer, normalize: number): void;
  _QTS_Eval(
    ctx: Pointer,
    code: Pointer,
    length: number,
    file: Pointer,
    detect: number,
    flags: number,
  ): Handle;
  _QTS_Call(ctx: Pointer, fn: Handle, self: Handle, argc: number, argv: Pointer): Handle;
  _QTS_ResolveException(ctx: Pointer, handle: Handle): Handle;
  _QTS_NewString(ctx: Pointer, text: Pointer): Handle;
  _QTS_NewFloat64(ctx: Pointer, value: number): Handle;
  _QTS_GetString(ctx: Pointer, handle: Handle): Pointer;
  _QTS_FreeCString(ctx: Pointer, text: Pointer): void;
  _QTS_FreeValuePointer(ctx: Pointer, handle: Handle): void;
  _QTS_DupValuePointer(ctx: Pointer, handle: Handle): Handle;
  _QTS_GetUndefined(): Handle;
  _QTS_GetGlobalObject(ctx: Pointer): Handle;
  _QTS_NewFunction(ctx: Pointer, name: Pointer, arity: number, constructible: number, fn: number): Handle;
  _QTS_GetProp(ctx: Pointer, self: Handle, name: Handle): Handle;
  _QTS_SetProp(ctx: Pointer, self: Handle, name: Handle, value: Handle): void;
  _QTS_Throw(ctx: Pointer, error: Handle): Handle;
  _QTS_NewError(ctx: Pointer): Handle;
  _QTS_IsJobPending(runtime: Pointer): number;
  _QTS_ExecutePendingJob(runtime: Pointer, max: number, ctxOut: Pointer): Handle;
  _QTS_PromiseState(ctx: Pointer, promise: Handle): number;
  _QTS_PromiseResult(ctx: Pointer, promise: Handle): Handle;
  _QTS_bjson_encode(ctx: Pointer, handle: Handle): Handle;
  _QTS_bjson_decode(ctx: Pointer, handle: Handle): Handle;
  _QTS_NewArrayBuffer(ctx: Pointer, pointer: Pointer, length: number): Handle;
  _QTS_GetArrayBuffer(ctx: Pointer, handle: Handle): Pointer;
  _QTS_GetArrayBufferLength(ctx: Pointer, handle: Handle): number;
};

/** The allocator answered null: an input, or the engine's own string, does not fit the guest's memory. */
export class AllocationRefused extends EngineTrap {
  override name = "AllocationRefused";
}

export const PAGE_BYTES = 65_536;

/** `JSValue` is 8 bytes: NaN-boxed, tag in the high word on 32-bit targets. */
export const VALUE_BYTES = 8;

/**
 * A QuickJS runtime with one context over a memory of our own that cannot grow. Thin: no lifetimes, because nothing
 * is ever freed in the guest; the next restore discards it (see `machine.ts`).
 */
export class RawVm {
  readonly memory: WebAssembly.Memory;
  /** The whole linear memory. A `Buffer`, for its native compare and UTF-8 readers; never detached, the memory cannot grow. */
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  exports: Exports;
  readonly runtime: Pointer;
  readonly ctx: Pointer;
  readonly undefinedHandle: Handle;
  readonly stackBytes: number;

  private readonly instantiate: () => Exports;

  private constructor(
    memory: WebAssembly.Memory,
    exports: Exports,
    stackBytes: number,
    instantiate: () => Exports,
  ) {
    this.memory = memory;
    this.instantiate = instantiate;
    this.bytes = Buffer.from(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.exports = exports;
    this.stackBytes = stackBytes;
    this.runtime = exports._QTS_NewRuntime();
    exports._QTS_RuntimeSetMaxStackSize(this.runtime, stackBytes);
    exports._QTS_RuntimeEnableInterruptHandler(this.runtime);
    exports._QTS_RuntimeEnableModuleLoader(this.runtime, 1);
    this.ctx = exports._QTS_NewContext(this.runtime, 0);
    this.undefinedHandle = exports._QTS_GetUndefined();
  }

  static async create(
    build: EngineBuild,
    loader: EngineLoader,
    options: { memoryPages: number; stackBytes: number; hooks: EngineHooks },
  ): Promise<{ vm: RawVm; virgin: Buffer }> {
    const memory = new WebAssembly.Memory({ initial: options.memoryPages, maximum: options.memoryPages });
    const u8 = new Uint8Array(memory.buffer);
    let imports: WebAssembly.Imports = {};
    let names = new Map<unknown, string>();
    const glue: object = {
      wasmMemory: memory,
      print: () => undefined,
      printErr: () => undefined,
      instantiateWasm(given: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
        imports = given;
        for (const group of Object.values(imports)) replaceImports(group, { u8: () => u8 }, options.hooks);
        const instance = new WebAssembly.Instance(build.wasm, imports);
        names = new Map(Object.entries(instance.exports).map(([name, value]) => [value, name]));
        done(instance);
        return instance.exports;
      },
    };
    const exports = (await loader(glue as never)) as unknown as Exports;
    const virgin = Buffer.from(u8.slice(0, VIRGIN_BYTES));
    const instantiate = () => sameExports(exports, names, new WebAssembly.Instance(build.wasm, imports));
    return { vm: new RawVm(memory, exports, options.stackBytes, instantiate), virgin };
  }

  /**
   * A new wasm instance over the same memory, at once: what a trap may have left in the old one (its stack pointer) is gone.
   * The memory is zeros up to `usedEnd` and static data afterwards; putting the base back is the machine's part.
   */
  renew(usedEnd: number): void {
    this.bytes.fill(0, 0, usedEnd);
    this.exports = this.instantiate();
  }

  /** `malloc` that throws instead of answering null: the wrapper's own would write to address 0. */
  alloc(bytes: number): Pointer {
    const pointer = this.exports._malloc(bytes);
    if (pointer === nullPointer)
      throw new AllocationRefused(`the guest's memory has no room for ${bytes} bytes`);
    return pointer;
  }

  /** A NUL-terminated copy in guest memory. */
  cString(text: string): { pointer: Pointer; length: number } {
    const length = Buffer.byteLength(text);
    const pointer = this.alloc(length + 1);
    this.bytes.write(text, pointer, length, "utf8");
    this.bytes[pointer + length] = 0;
    return { pointer, length };
  }

  /** A string handle. U+0000 ends it, so what may hold one crosses as JSON text. */
  newString(text: string): Handle {
    const { pointer } = this.cString(text);
    const handle = this.exports._QTS_NewString(this.ctx, pointer);
    this.exports._free(pointer);
    return handle;
  }

  readCString(pointer: Pointer): string {
    if (pointer === nullPointer) return "";
    const end = this.bytes.indexOf(0, pointer);
    return this.bytes.utf8Slice(pointer, end);
  }

  /** Text of a string handle. Never call it with anything else: it would run guest code. */
  readString(handle: Handle): string {
    const pointer = this.exports._QTS_GetString(this.ctx, handle);
    if (pointer === nullPointer)
      throw new AllocationRefused("the guest's memory has no room for a copy of its answer");
    const text = this.readCString(pointer);
    this.exports._QTS_FreeCString(this.ctx, pointer);
    return text;
  }

  /**
   * A value as the engine's object writer writes it, one latin-1 character per byte; null for what it refuses. It runs no
   * guest code: accessors and proxies are refused. `release` gives its memory back, for batches.
   */
  encode(handle: Handle, release = false): string | null {
    const { exports, ctx } = this;
    const buffer = exports._QTS_bjson_encode(ctx, handle);
    if (this.exceptionOf(buffer) !== noHandle) return null;
    const length = exports._QTS_GetArrayBufferLength(ctx, buffer);
    // The wrapper copies without looking whether it got memory: make sure that it will.
    exports._free(this.alloc(length));
    const pointer = exports._QTS_GetArrayBuffer(ctx, buffer);
    if (pointer === nullPointer) return null;
    const text = this.bytes.latin1Slice(pointer, pointer + length);
    if (release) {
      exports._free(pointer);
      this.release(buffer);
    }
    return text;
  }

  /** A copy of what an ArrayBuffer holds; nothing for any other value. It runs no guest code. */
  readBuffer(handle: Handle): Buffer {
    const { exports, ctx } = this;
    const length = exports._QTS_GetArrayBufferLength(ctx, handle);
    if (length === 0 || length > this.bytes.length) return Buffer.alloc(0);
    exports._free(this.alloc(length));
    const pointer = exports._QTS_GetArrayBuffer(ctx, handle);
    if (pointer === nullPointer) return Buffer.alloc(0);
    const copy = Buffer.from(this.bytes.subarray(pointer, pointer + length));
    exports._free(pointer);
    return copy;
  }

  /** A new ArrayBuffer of the guest's. */
  newBuffer(bytes: Uint8Array): Handle {
    const pointer = this.alloc(Math.max(1, bytes.length));
    this.bytes.set(bytes, pointer);
    return this.exports._QTS_NewArrayBuffer(this.ctx, pointer, bytes.length);
  }

  /** The value that the engine's object writer, or ours, wrote as `bytes`. */
  decode(bytes: Uint8Array): Handle {
    const { exports, ctx } = this;
    const pointer = this.alloc(bytes.length);
    this.bytes.set(bytes, pointer);
    const buffer = exports._QTS_NewArrayBuffer(ctx, pointer, bytes.length);
    const handle = exports._QTS_bjson_decode(ctx, buffer);
    this.release(buffer);
    if (this.exceptionOf(handle) !== noHandle)
      throw new AllocationRefused("the guest's memory has no room for its input");
    return handle;
  }

  /** Within a batch much passes through one memory: what was read is given back. Elsewhere the restore does it. */
  release(handle: Handle): void {
    this.exports._QTS_FreeValuePointer(this.ctx, handle);
  }

  /** Handle of the thrown value, or 0 when `handle` is not an exception. */
  exceptionOf(handle: Handle): Handle {
    return this.exports._QTS_ResolveException(this.ctx, handle);
  }

  evalModule(code: string, file: string, flags = 0): Handle {
    return this.evaluate(code, file, EVAL_MODULE | flags);
  }

  /** Classic script code; its value stays with the engine. */
  evalScript(code: string, file: string): Handle {
    return this.evaluate(code, file, 0);
  }

  private evaluate(code: string, file: string, flags: number): Handle {
    const source = this.cString(code);
    const name = this.cString(file);
    const handle = this.exports._QTS_Eval(this.ctx, source.pointer, source.length, name.pointer, 0, flags);
    this.exports._free(source.pointer);
    this.exports._free(name.pointer);
    return handle;
  }
}

/** The functions of another instance of the same build under the names the glue gave the first one's. */
function sameExports(
  known: Exports,
  names: ReadonlyMap<unknown, string>,
  other: WebAssembly.Instance,
): Exports {
  const renewed: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(known)) {
    const exported = names.get(value);
    renewed[name] = exported === undefined ? value : other.exports[exported];
  }
  return renewed as Exports;
}

const EVAL_MODULE = 1;
export const EVAL_COMPILE_ONLY = 1 << 5;

/** How much of the fresh memory is kept for comparison: static data, stack and the start of the heap (5.2 MiB in use). */
const VIRGIN_BYTES = 6 << 20;
