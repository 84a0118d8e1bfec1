import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ResearcherError } from '../../src/errors';
import type { WebGpuBackend } from '../../src/compute/webgpu/backend';
import { openWebGpu } from '../../src/compute/webgpu/device';
import { DeviceLostError } from '../../src/compute/webgpu/failure';
import { Kernel, uniforms } from '../../src/compute/webgpu/kernel';
import type { GpuScope } from '../../src/compute/webgpu/scope';

// A device of its own for each test: these tests break devices.
let backend: WebGpuBackend;
beforeEach(async () => {
  const opened = await openWebGpu();
  if (typeof opened === 'string') throw new Error(`${opened}: these tests need WebGPU and never skip`);
  backend = opened;
});
afterEach(() => backend.destroy());

/** out[i] += 1, once a run. */
const counter = new Kernel(
  'count',
  `struct Size { count: u32 }
@group(0) @binding(0) var<uniform> size: Size;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(64)
fn count(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < size.count) { out[id.x] += 1; }
}`,
);

function counting(scope: GpuScope, length = 64) {
  const out = scope.tensor('u32', length, 'counts');
  return { out, operation: counter.prepare(scope, [1], [out], uniforms(['u32', length])) };
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it was expected to reject');
    },
    (error: unknown) => error,
  );
}

describe('memory', () => {
  test('a disposed scope leaves what was there before, uniforms and staging buffers included', async () => {
    const before = backend.memory.current;
    const scope = backend.scope('run') as GpuScope;
    const { out, operation } = counting(scope);
    const large = scope.upload(new Float32Array(100_000), 'large');
    backend.run([operation], 3);
    await Promise.all([backend.read(out), backend.read(large)]);
    // 64 counts, one uniform block, 100 000 floats, one idle staging buffer
    expect(backend.memory.current - before).toBe(64 * 4 + 16 + 400_000 + 65_536);
    scope.dispose();
    scope.dispose();
    backend.trim();
    expect(backend.memory.current).toBe(before);
    expect(backend.memory.peak).toBeGreaterThanOrEqual(before + 400_000);
  });

  test('freeing a tensor twice counts once', () => {
    const scope = backend.scope('run');
    const tensor = scope.tensor('f32', 1000, 'once');
    scope.free(tensor);
    scope.free(tensor);
    expect(backend.memory.current).toBe(0);
  });

  test('going over the budget names what, how much and the way out', () => {
    const scope = backend.scope('fit');
    const error = caught(() => scope.tensor('f32', backend.memory.budget / 4 + 4, 'weights'));
    expect(error).toBeInstanceOf(ResearcherError);
    expect((error as ResearcherError).code).toBe('compute.over-budget');
    expect((error as ResearcherError).text.en).toContain('fit: weights');
    expect(backend.memory.current).toBe(0);
  });

  test('running out of device memory fails the next finish, with the sizes', async () => {
    const scope = backend.scope('fit');
    const real = backend.device.popErrorScope.bind(backend.device);
    // Chrome hands out memory lazily here: the answer of a full device is put in its place.
    backend.device.popErrorScope = async () => {
      await real();
      return new GPUOutOfMemoryError('out of memory');
    };
    scope.tensor('f32', 2 ** 20, 'weights');
    backend.device.popErrorScope = real;
    const error = await rejection(backend.finish());
    expect(error).toBeInstanceOf(ResearcherError);
    expect((error as ResearcherError).code).toBe('compute.out-of-memory');
    expect((error as ResearcherError).text.zh).toContain('4.0 MiB');
    await backend.finish();
  });
});

describe('errors', () => {
  test('a kernel that does not compile is shown with its line', async () => {
    const scope = backend.scope('test') as GpuScope;
    const broken = new Kernel(
      'broken',
      'fn helper() {}\n@compute @workgroup_size(1) fn broken() { let x = nowhere; }',
    );
    Kernel.all.pop();
    const operation = broken.prepare(scope, [1], []);
    backend.run([operation]);
    const error = (await rejection(backend.finish())) as Error;
    expect(error.message).toContain('“broken”');
    expect(error.message).toContain('2:51: unresolved value');
    expect(error.message).toContain('let x = nowhere;');
  });

  test('an uncaptured error rejects the next read once', async () => {
    const scope = backend.scope('test') as GpuScope;
    const { out, operation } = counting(scope);
    const other = backend.scope('other');
    const kept = other.tensor('u32', 4, 'kept');
    scope.free(out);
    backend.run([operation]); // a destroyed buffer in a submit
    const error = (await rejection(backend.read(kept))) as Error;
    expect(error.message).toMatch(/destroyed/);
    expect(await backend.read(kept)).toEqual(new Uint32Array(4));
  });

  test('a lost device rejects finish and read from then on, by name', async () => {
    const scope = backend.scope('test') as GpuScope;
    const { out, operation } = counting(scope);
    backend.run([operation], 10);
    const reading = rejection(backend.read(out));
    backend.device.destroy(); // not through the backend: as if the browser took it
    for (const error of [
      await reading,
      await rejection(backend.finish()),
      await rejection(backend.read(out)),
    ]) {
      expect(error).toBeInstanceOf(DeviceLostError);
    }
    const next = await openWebGpu();
    if (typeof next === 'string') throw new Error(next);
    const again = counting(next.scope('again') as GpuScope);
    next.run([again.operation], 2);
    expect(await next.read(again.out)).toEqual(new Uint32Array(64).fill(2));
    next.destroy();
  });
});

describe('running', () => {
  test('repeats exactly, however the work is split into submits', async () => {
    const { out, operation } = counting(backend.scope('test') as GpuScope);
    let total = 0;
    for (const repeat of [1, 31, 32, 33, 1000]) {
      backend.run([operation, operation], repeat);
      total += 2 * repeat;
      await backend.finish();
      expect((await backend.read(out, 5, 1))[0]).toBe(total);
    }
  });

  test('reads in flight at once each see what was run before them', async () => {
    const { out, operation } = counting(backend.scope('test') as GpuScope);
    const reads = [];
    for (let i = 1; i <= 9; i++) {
      backend.run([operation]);
      reads.push(backend.read(out, 0, 1));
    }
    expect((await Promise.all(reads)).map((values) => values[0])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('a disposed scope takes nothing more', () => {
    const scope = backend.scope('gone');
    scope.dispose();
    expect(String(caught(() => scope.tensor('f32', 1, 'late')))).toContain('“gone” is disposed');
  });
});

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('it was expected to throw');
}
