import { describeParameters } from '../../models/describe';
import type { StreamModelDescription } from './description';
import { streamModels } from './registry';

/** Every model on streams with its parameters as plain JSON, in the order in which they are offered. */
export function describeStreamModels(): StreamModelDescription[] {
  return streamModels.map(({ name, label, summary, paper, params }) => ({
    name,
    label,
    summary,
    paper,
    parameters: describeParameters(name, params),
  }));
}
