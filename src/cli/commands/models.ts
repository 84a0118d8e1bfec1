import { models } from '../../models/registry';
import type { Arguments } from '../arguments';
import { modelSchemas } from '../model-schemas';

/** `models`: every model's name, tasks, paper, and parameters as JSON Schema. */
export function modelsCommand(args: Arguments): void {
  process.stdout.write(`${JSON.stringify(modelSchemas(models, args.language), null, 2)}\n`);
}
