import { CpuBackend } from '../compute/cpu/backend';
import type { FittedModel } from './fitted-model';
import type { RunRecord } from './record';
import { runExperiment, type RunEnvironment } from './run';

/** A run beside the same experiment computed by the CPU side of every kernel, with its sums in f64. Plain JSON. */
export interface Verification {
  readonly device: RunRecord;
  readonly cpu: RunRecord;
  readonly metrics: readonly {
    readonly metric: string;
    readonly device: number;
    readonly cpu: number;
    /** device − cpu */
    readonly difference: number;
  }[];
  /** Greatest absolute difference of any metric. */
  readonly worst: number;
}

/** Runs the record's experiment again on the CPU and tells the differences. Its data must still be at hand. */
export async function verifyOnCpu(
  device: RunRecord,
  environment: RunEnvironment,
): Promise<{ record: Verification; fitted: FittedModel | null }> {
  const backend = new CpuBackend('chosen');
  const { record: cpu, fitted } = await runExperiment(device.experiment, { ...environment, backend });
  fitted.dispose();
  const metrics = Object.entries(device.metrics).map(([metric, value]) => {
    const own = cpu.metrics[metric] ?? Number.NaN;
    return { metric, device: value, cpu: own, difference: value - own };
  });
  const worst = Math.max(0, ...metrics.map(({ difference }) => Math.abs(difference)));
  return { record: { device, cpu, metrics, worst }, fitted: null };
}
