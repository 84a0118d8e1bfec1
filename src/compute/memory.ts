import { ResearcherError } from '../errors';
import type { MemoryAccount } from './backend';

/** Keeps the count of device bytes, and refuses what would go over the budget. */
export class Account implements MemoryAccount {
  #current = 0;
  #peak = 0;

  constructor(readonly budget: number) {}

  get current(): number {
    return this.#current;
  }

  get peak(): number {
    return this.#peak;
  }

  resetPeak(): void {
    this.#peak = this.#current;
  }

  take(bytes: number, label: string): void {
    if (this.#current + bytes > this.budget) {
      const [wanted, held, budget] = [bytes, this.#current, this.budget].map(megabytes);
      throw new ResearcherError('compute.over-budget', {
        en: `“${label}” needs ${wanted}, but ${held} of the ${budget} device-memory budget are in use. Use a smaller batch, fewer factors or a smaller data set, or raise the budget.`,
        zh: `“${label}”需要 ${wanted}，而设备内存预算 ${budget} 中已用 ${held}。请减小批量、因子数或数据集，或提高预算。`,
      });
    }
    this.#current += bytes;
    this.#peak = Math.max(this.#peak, this.#current);
  }

  giveBack(bytes: number): void {
    this.#current -= bytes;
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
