import { type Handle, noHandle, nullPointer, type Pointer } from "./brands.ts";
import { BOOT_CLOCK_MS } from "./layout.ts";
import { PRELUDE_SCHEME, prelude, resolvePrelude } from "./prelude.ts";
import { type RawVm, VALUE_BYTES } from "./raw-vm.ts";
import { EngineTrap } from "./wasm-imports.ts";

/** What the guest may ask of the host while it runs. Set by whoever runs it; every method is called from inside wasm. */
export interface GuestPort {
  now(): number;
  /** Asked about every 10 000 operations; true stops the guest. */
  interrupted(): boolean;
  allocationDenied(): void;
  log(line: string): void;
  call(index: number, args: string): string;
  /** The standard library asks for what the host does for it, see `standard/answer.ts`. */
  standard(text: string, buffers: readonly Buffer[]): string | Uint8Array;
  /** The hook's promise is not settled yet. */
  waiting(): void;
  /** The prelude found the result too large: nobody else can call this. */
  resultTooLarge(length: number): void;
  /** `[value, message or null]` as JSON. */
  progress(text: string): void;
  seed(): string;
  /** A batch goes from one input to the next. Anything but "" makes the guest return to the host. */
  next(answer: Handle): string;
  /** The program's own code is about to run: from here on errors are the author's, not the linker's. */
  begin(): void;
  resolve(base: string, specifier: string): string | null;
  source(specifier: string): string | null;
}

/** Host functions by number; the prelude takes them by name in `guest/primordials.guest.ts`. */
const hostFunctions: readonly {
  name: string;
  /** `first` is the first argument where that is a small integer. */
  call(
    port: GuestPort,
    text: (i: number) => string,
    first: number,
    handle: Handle,
    buffers: () => Buffer[],
  ): unknown;
}[] = [
  { name: "ready", call: () => undefined },
  { name: "log", call: (port, text) => port.log(text(0)) },
  {
    name: "call",
    call: (port, text, first, _handle, buffers) =>
      first === STANDARD ? port.standard(text(1), buffers()) : port.call(first, text(1)),
  },
  { name: "limit", call: (port, text) => port.resultTooLarge(lengthOf(text(0))) },
  { name: "waiting", call: (port) => port.waiting() },
  { name: "seed", call: (port) => port.seed() },
  { name: "begin", call: (port) => port.begin() },
  { name: "progress", call: (port, text) => port.progress(text(0)) },
  { name: "next", call: (port, _text, _first, handle) => port.next(handle) || undefined },
];

/** -1: no function of a host has this number. */
const STANDARD = 0xff_ff_ff_ff;

/** A limit's figure crosses threads and processes as JSON, which knows no NaN. */
const lengthOf = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : 0);

/** What boot needs before a machine exists: the host functions and the handle the prelude hands out. */
export class GuestDoors {
  private vm: RawVm | undefined;
  private readyHandle = noHandle;

  dispatch(): Handle {
    if (this.readyHandle === noHandle)
      throw new EngineTrap("the prelude did not hand out its dispatch function");
    return this.readyHandle;
  }

  loadPrelude(vm: RawVm, fixedBuffers: boolean): void {
    this.vm = vm;
    const { exports, ctx } = vm;
    const global = exports._QTS_GetGlobalObject(ctx);
    hostFunctions.forEach(({ name }, id) => {
      const label = vm.cString(name);
      const fn = exports._QTS_NewFunction(ctx, label.pointer, 0, 0, id);
      exports._QTS_SetProp(ctx, global, vm.newString(`__scriptyard_${name}`), fn);
    });
    const { modules, entry, rightNumbers, lockdown, withoutResizing } = prelude();
    this.mustWork(vm.evalModule(modules.get(entry)!, entry));
    if (fixedBuffers) this.mustWork(vm.evalScript(withoutResizing.code, withoutResizing.name));
    this.mustWork(vm.evalScript(rightNumbers.code, rightNumbers.name));
    this.mustWork(vm.evalScript(lockdown.code, lockdown.name));
  }

  private mustWork(handle: Handle): void {
    const vm = this.vm!;
    const error = vm.exceptionOf(handle);
    if (error === noHandle) return;
    const stack = vm.exports._QTS_GetProp(vm.ctx, error, vm.newString("stack"));
    throw new EngineTrap(`The prelude failed: ${vm.readString(error)}\n${vm.readString(stack)}`);
  }

  call(port: GuestPort, argc: number, argv: Handle, fn: number): Handle {
    const vm = this.vm!;
    const text = (i: number) => (i < argc ? vm.readString((argv + i * VALUE_BYTES) as Handle) : "");
    if (fn === 0) {
      this.readyHandle = vm.exports._QTS_DupValuePointer(vm.ctx, argv);
      return noHandle;
    }
    const buffers = () =>
      Array.from({ length: Math.max(0, argc - 2) }, (_, i) =>
        vm.readBuffer((argv + (i + 2) * VALUE_BYTES) as Handle),
      );
    const answer = hostFunctions[fn]!.call(port, text, vm.words[argv >> 2]!, argv, buffers);
    if (answer instanceof Uint8Array) return vm.newBuffer(answer);
    return typeof answer === "string" ? vm.newString(answer) : noHandle;
  }

  load(port: GuestPort, namePointer: Pointer): Pointer {
    const name = this.vm!.readCString(namePointer);
    const own = name.startsWith(PRELUDE_SCHEME) ? prelude().modules.get(name) : undefined;
    const code = own ?? (name.startsWith(REFUSED) ? null : port.source(name));
    return code === null ? this.refuse(name) : this.vm!.cString(code).pointer;
  }

  /** Answering 0 would make the engine look for a module without a name; a refused one gets a name nothing has. */
  normalize(port: GuestPort, basePointer: Pointer, namePointer: Pointer): Pointer {
    const base = this.vm!.readCString(basePointer);
    const name = this.vm!.readCString(namePointer);
    const resolved = resolvePrelude(base, name) ?? port.resolve(base, name);
    return this.vm!.cString(resolved ?? REFUSED + name).pointer;
  }

  private refuse(name: string): Pointer {
    const vm = this.vm!;
    const message = `There is no module "${name.slice(REFUSED.length)}" to import.`;
    const error = vm.exports._QTS_NewError(vm.ctx);
    vm.exports._QTS_SetProp(vm.ctx, error, vm.newString("message"), vm.newString(message));
    vm.exports._QTS_Throw(vm.ctx, error);
    return nullPointer;
  }
}

const REFUSED = `${PRELUDE_SCHEME}refused/`;

export const bootPort: GuestPort = {
  now: () => BOOT_CLOCK_MS,
  interrupted: () => false,
  allocationDenied: () => undefined,
  log: () => undefined,
  call: () => "",
  standard: () => "",
  resultTooLarge: () => undefined,
  waiting: () => undefined,
  progress: () => undefined,
  seed: () => "",
  next: () => "",
  begin: () => undefined,
  resolve: () => null,
  source: () => null,
};
