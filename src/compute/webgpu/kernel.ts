import type { Operation, Tensor } from '../backend';
import type { Failures } from './failure';
import { GpuOperation, type GpuScope } from './scope';

/** Workgroups a dispatch may have in one dimension (WebGPU's default limit). */
const MAX_WORKGROUPS = 65_535;

export type Grid = readonly [x: number, y?: number, z?: number];

/** The only place that turns WGSL into pipelines. A kernel compiles once a device and set of constants. */
export class Kernel {
  readonly #pipelines = new WeakMap<GPUDevice, GPUComputePipeline>();

  /**
   * @param name entry point, label, and the file's name
   * @param constants values of the shader's `override` declarations
   */
  constructor(
    readonly name: string,
    readonly code: string,
    readonly constants: Readonly<Record<string, number>> = {},
  ) {
    Kernel.all.push(this);
  }

  /** Every kernel made so far, for validation of all variants. */
  static readonly all: Kernel[] = [];

  /** A short name of the code and constants of all kernels with these names (FNV-1a, 32 bits). */
  static fingerprint(names: readonly string[]): string {
    let hash = 0x811c9dc5;
    for (const { name, code, constants } of Kernel.all) {
      if (!names.includes(name)) continue;
      for (const character of code + JSON.stringify(constants))
        hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
    }
    return (hash >>> 0).toString(16).padStart(8, '0');
  }

  /** With `failures`, what does not compile is reported there, line by line. */
  pipeline(device: GPUDevice, failures?: Failures): GPUComputePipeline {
    let pipeline = this.#pipelines.get(device);
    if (!pipeline) {
      let module: GPUShaderModule;
      const create = () => {
        module = device.createShaderModule({ label: this.name, code: this.code });
        const compute = { module, entryPoint: this.name, constants: this.constants };
        return device.createComputePipeline({ label: this.name, layout: 'auto', compute });
      };
      const explain = (message: string) => this.#compileError(message, module);
      pipeline = failures ? failures.guard('validation', create, explain) : create();
      this.#pipelines.set(device, pipeline);
    }
    return pipeline;
  }

  /** What the compiler says, each message above the line of WGSL that it is about. */
  async #compileError(message: string, module: GPUShaderModule): Promise<Error> {
    const lines = this.code.split('\n');
    const { messages } = await module.getCompilationInfo();
    const errors = messages
      .filter(({ type }) => type === 'error')
      .map(({ lineNum, linePos, message: text }) => {
        const pointer = `${' '.repeat(Math.max(0, linePos - 1))}^`;
        return `${lineNum}:${linePos}: ${text}\n  ${lines[lineNum - 1] ?? ''}\n  ${pointer}`;
      });
    const constants = JSON.stringify(this.constants);
    return new Error(
      `The kernel “${this.name}” ${constants} does not compile.\n${errors.join('\n') || message}`,
    );
  }

  /**
   * Binds tensors in the order of the shader's @binding numbers and returns the ready operation.
   * `uniforms`, where given, is binding 0: written once, never again.
   */
  prepare(scope: GpuScope, grid: Grid, bindings: readonly Tensor[], uniforms?: ArrayBuffer): Operation {
    const pipeline = this.pipeline(scope.device, scope.failures);
    const buffers = bindings.map((tensor) => scope.bufferOf(tensor));
    if (uniforms) buffers.unshift(scope.uniform(uniforms, this.name));
    const bindGroup = scope.device.createBindGroup({
      label: this.name,
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    return new GpuOperation(this.name, (pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(grid[0], grid[1], grid[2]);
    });
  }
}

/** Grid for `count` invocations, folded into y beyond the limit; the shader's guard drops the rest. */
export function gridFor(count: number, workgroupSize: number): [x: number, y: number] {
  const groups = Math.max(1, Math.ceil(count / workgroupSize));
  const y = Math.ceil(groups / MAX_WORKGROUPS);
  return [Math.ceil(groups / y), y];
}

/** Packs 32-bit uniforms in order: `['u32', 5]`, `['f32', 0.1]`. Padded to 16 bytes. */
export function uniforms(...fields: readonly (readonly ['u32' | 'f32', number])[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(Math.ceil(fields.length / 4) * 16));
  fields.forEach(([type, value], i) => {
    if (type === 'u32') view.setUint32(i * 4, value, true);
    else view.setFloat32(i * 4, value, true);
  });
  return view.buffer;
}
