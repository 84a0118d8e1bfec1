import type { ModelDescription } from '../../models/description';

/** A model on streams as a form sees it. Plain JSON, derived from the schema. */
export type StreamModelDescription = Omit<ModelDescription, 'tasks' | 'trained'>;
